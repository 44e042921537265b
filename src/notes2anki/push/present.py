"""Which guids Anki has, and which of them under a note type that is not ours.

AnkiConnect does not tell, and Anki does not let one search for guids. It has to be known, for AnkiConnect imports with note
types merged: a package that brings a note which Anki has under another note type joins the two types for all their notes.
The field Id does not tell it either, for a user may edit it, copy a note, or change the note type of the original.

So Anki is asked by packages that it must refuse. They begin with two baits: a note of our type with fewer fields than the
type has, and one of a type that does not exist. Before it imports any note, Anki looks for those that it has under another
type than the package says, and either refuses them or joins the types, so that ours has more fields. Both change the words
in which it then refuses the whole. What is refused changes nothing.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from notes2anki.errors import AnkiError
from notes2anki.export.anki.archive import archive
from notes2anki.export.anki.note_types import CLOZE, QA
from notes2anki.push.connect import RefusedError
from notes2anki.push.parcel import hand_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Tell

_NOWHERE = 9_000_000_000_000_000
"""Id of no note type: they are times in milliseconds."""
_BAITS = ("notes2anki-bait-1", "notes2anki-bait-2")


def present(anki: AnkiConnect, notes: Sequence[AnkiNote], tell: Tell) -> set[str]:
    """Those of the guids that Anki has, under whatever note type. Raises AnkiError."""
    return _stumbled(anki, [note.guid for note in notes], _NOWHERE + 1, QA.id, tell)


def retyped(anki: AnkiConnect, notes: Sequence[AnkiNote], tell: Tell) -> set[str]:
    """Those of the guids that Anki has under another note type than the notes have. Raises AnkiError."""
    found: set[str] = set()
    for note_type in (QA, CLOZE):
        guids = [note.guid for note in notes if note.note_type is note_type]
        found |= _stumbled(anki, guids, note_type.id, note_type.id, tell)
    return found


def _stumbled(anki: AnkiConnect, guids: Sequence[str], note_type: int, bait: int, tell: Tell) -> set[str]:
    """The guids at which Anki stumbles if they come with this note type: by halves, as there are few if any."""
    found: set[str] = set()
    parts = [guids] if guids else []
    usual = _refusal(anki, [], note_type, bait) if guids else ""
    while parts:
        part = parts.pop()
        tell("looking for notes of other note types", len(found), len(found) + len(part))
        if _refusal(anki, part, note_type, bait) == usual:
            continue
        if len(part) == 1:
            found.update(part)
        else:
            middle = len(part) // 2
            parts += [part[middle:], part[:middle]]
    return found


def _refusal(anki: AnkiConnect, guids: Sequence[str], note_type: int, bait: int) -> str:
    """In which words Anki refuses notes with these guids."""
    try:
        hand_over(anki, _package(guids, note_type, bait))
    except RefusedError as error:
        return error.words
    raise AnkiError("this Anki imports what it must refuse, so it is not safe to push; import notes.apkg instead")


def _package(guids: Sequence[str], note_type: int, bait: int) -> bytes:
    """A package that no Anki imports; its notes are older than any, so that nothing would be made of them either."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA + APKG_COL)
    rows = [*zip(_BAITS, (bait, _NOWHERE), strict=True), *((guid, note_type) for guid in guids)]
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, 1, -1, '', '', '', 0, 0, '')",
        ((number, *row) for number, row in enumerate(rows, start=1)),
    )
    connection.commit()
    data = connection.serialize()
    connection.close()
    return archive(data, [])
