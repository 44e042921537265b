"""Which guids Anki has, under whatever note type: AnkiConnect does not tell, and Anki does not let one search for them.

It has to be known, for AnkiConnect imports with note types merged: a package that brings a note which Anki has under another
note type joins the two types for all their notes.

So Anki is asked by packages that it must refuse, for neither of their two note types exists: that of the first note, which
nobody has, and that of the others. Before it imports any note, Anki looks for those that it has under another type, and
refuses the package for the type of these; else for that of the first. What is refused so early changes nothing, neither in
the database nor in what Anki remembers of it; an import that is refused later makes it remember types that are not there.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from notes2anki.errors import AnkiError
from notes2anki.export.anki.archive import archive
from notes2anki.push.connect import RefusedError
from notes2anki.push.parcel import hand_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Tell

_NOWHERE = 9_000_000_000_000_000
"""Id of no note type, and the next one: they are times in milliseconds."""
_BAIT = "notes2anki-bait"


def present(anki: AnkiConnect, guids: Sequence[str], tell: Tell) -> set[str]:
    """Those of the guids that Anki has: looked for by halves, as there are few if any. Raises AnkiError."""
    found: set[str] = set()
    parts = [guids] if guids else []
    usual = _refusal(anki, []) if guids else ""
    while parts:
        part = parts.pop()
        tell("looking for notes of other note types", len(found), len(found) + len(part))
        if _refusal(anki, part) == usual:
            continue
        if len(part) == 1:
            found.update(part)
        else:
            middle = len(part) // 2
            parts += [part[middle:], part[:middle]]
    return found


def _refusal(anki: AnkiConnect, guids: Sequence[str]) -> str:
    """In which words Anki refuses notes with these guids."""
    try:
        hand_over(anki, _package(guids))
    except RefusedError as error:
        return error.words
    raise AnkiError("this Anki imports what it must refuse, so it is not safe to push; import notes.apkg instead")


def _package(guids: Sequence[str]) -> bytes:
    """A package that no Anki imports."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA + APKG_COL)
    rows = [(_BAIT, _NOWHERE), *((guid, _NOWHERE + 1) for guid in guids)]
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, 1, -1, '', '', '', 0, 0, '')",
        ((number, *row) for number, row in enumerate(rows, start=1)),
    )
    connection.commit()
    data = connection.serialize()
    connection.close()
    return archive(data, [])
