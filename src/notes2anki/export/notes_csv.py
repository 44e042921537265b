"""`notes.csv`: the notes as text, as Anki imports it with *File, Import*.

A text brings no note types and no media: both must be in the collection before, as the package brings them. Nothing is
done to a cell that a spreadsheet would take for a formula, for Anki would show it.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from notes2anki.export import Format
from notes2anki.export.anki.note_types import CLOZE, QA
from notes2anki.export.anki.notes import anki_notes

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.model import Collection

FORMAT = Format(name="csv", description="notes as text that Anki imports")

_ABOUT = ("Guid", "Note type", "Deck", "Tags")
"""The columns before those of the fields."""
_HEAD = "#separator:Comma\n#html:true\n#if matches:update current\n" + "".join(
    f"#{name.lower().replace(' ', '')} column:{number}\n" for number, name in enumerate(_ABOUT, start=1)
)
"""How Anki is to read what follows. Else a dialog begins with what was chosen the last time, which may double all notes."""


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:
    """Write both note types into one table, for Anki fills the fields of each from the left."""
    notes = list(anki_notes(collection, settings))
    # a deck that Anki has just made as the parent of another is not found again, and made twice
    notes.sort(key=lambda note: note.deck.count("::"))
    return {"notes.csv": (_HEAD + "#columns:" + _table([_columns(), *map(_row, notes)])).encode()}


def _table(rows: list[tuple[str, ...]]) -> str:
    """The rows, with quotes around every cell: bare ones may neither begin with ``#`` nor hold a carriage return."""
    file = StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return file.getvalue()


def _columns() -> tuple[str, ...]:
    """The names of the columns: ``Answer/Extra`` is the second field of one note type and of the other."""
    cloze = (*CLOZE.fields, *QA.fields[len(CLOZE.fields) :])
    return (*_ABOUT, *("/".join(dict.fromkeys(names)) for names in zip(QA.fields, cloze, strict=True)))


def _row(note: AnkiNote) -> tuple[str, ...]:
    """A note; rows of the shorter note type are filled up."""
    missing = len(QA.fields) - len(note.fields)
    return (note.guid, note.note_type.name, note.deck, " ".join(note.tags), *note.fields, *[""] * missing)
