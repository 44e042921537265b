"""The package, written by genanki: fed with our ids and times, and kept from what it does slowly or leaves behind.

genanki alone parses all decks and note types anew for each deck, which is quadratic; gives all notes one time; looks
for odd HTML with a quadratic pattern; leaves its database in the folder for temporary files; and puts the time of day
into a package that it does not compress.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from notes2anki.export.anki.archive import archive
from notes2anki.export.anki.markup import escape
from notes2anki.export.anki.note_types import CLOZE, QA, NoteType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.model import Media

_REFERENCES = (re.compile(r'src="([^"]+)"'), re.compile(r"\[sound:([^\]]+)\]"))
_LAST_SECOND = 253_402_300_799  # of the year 9999
_VERSION_OF_SQLITE = slice(96, 100)  # of the file header, https://www.sqlite.org/fileformat.html


@dataclass(frozen=True, slots=True)
class Look:
    """The stylesheet of both note types, and when it or a template last changed, in seconds since 1970."""

    css: str
    changed: int


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note with cards that were counted already."""

    def __init__(self, note: AnkiNote, model: genanki.Model) -> None:
        super().__init__(model=model, fields=list(note.fields), tags=note.tags, guid=note.guid, due=note.due)
        self.cards = [genanki.Card(ordinal, note.suspended) for ordinal in note.cards]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing: the fields were made safe, and the check is quadratic and wrong in both directions."""


@dataclass(slots=True)
class Deck:
    """What is said of a deck: the notes files that it holds (as keys, in order), and its last change."""

    paths: dict[str, None] = field(default_factory=dict)
    modified: int = 0

    def add(self, note: AnkiNote) -> None:
        """Take a note into account."""
        self.paths[note.path] = None
        self.modified = max(self.modified, note.modified)

    @property
    def description(self) -> str:
        """HTML, as Anki shows it above the cards that are due."""
        paths = ", ".join(map(escape, self.paths))
        changed = datetime.fromtimestamp(min(self.modified, _LAST_SECOND), UTC)
        return f"Made of {paths} by notes2anki. The notes last changed on {changed:%Y-%m-%d}."

    def json(self, name: str) -> dict[str, Any]:
        """The deck as genanki has it."""
        deck: dict[str, Any] = genanki.Deck(_deck_id(name), name, self.description).to_json()
        return deck


def package(notes: Iterable[AnkiNote], media: Mapping[str, Media], look: Look) -> bytes:
    """The bytes of a package with these notes, and with the media that they show."""
    connection = sqlite3.connect(":memory:")
    cursor = connection.cursor()
    cursor.executescript(APKG_SCHEMA)
    cursor.executescript(APKG_COL)
    models = {note_type.id: model(note_type, look.css) for note_type in (QA, CLOZE)}
    decks: dict[str, Deck] = {}
    names: set[str] = set()
    for note in _written(cursor, notes, models):
        decks.setdefault(note.deck, Deck()).add(note)
        if media:
            names.update(shown(note))
    (default,) = cursor.execute("SELECT decks FROM col").fetchone()
    every = json.loads(default) | {str(_deck_id(name)): deck.json(name) for name, deck in decks.items()}
    # 1 is the default deck, for what the user may add with these note types
    types = {str(kind.model_id): kind.to_json(look.changed, 1) for kind in models.values()}
    cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(every), json.dumps(types)))
    connection.commit()
    data = bytearray(connection.serialize())
    connection.close()
    data[_VERSION_OF_SQLITE] = bytes(4)  # which SQLite wrote it must not change the package
    return archive(data, [media[name] for name in sorted(names & media.keys())])


def _written(
    cursor: sqlite3.Cursor, notes: Iterable[AnkiNote], models: Mapping[int, genanki.Model]
) -> Iterator[AnkiNote]:
    """Write each note, and hand it on."""
    free = 0
    for note in notes:
        # Anki takes ids for times of creation, in milliseconds
        ids = itertools.count(max(free, note.modified * 1000))
        _Note(note, models[note.note_type.id]).write_to_db(cursor, note.modified, _deck_id(note.deck), ids)
        free = next(ids)
        yield note


def model(note_type: NoteType, css: str) -> genanki.Model:
    """A note type as genanki has it."""
    return genanki.Model(
        model_id=note_type.id,
        name=note_type.name,
        fields=[{"name": name, "id": note_type.part_id(n)} for n, name in enumerate(note_type.fields)],
        templates=[
            {"name": template.name, "qfmt": template.front, "afmt": template.back, "id": note_type.part_id(n)}
            for n, template in enumerate(note_type.templates)
        ],
        css=css,
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )


def _deck_id(name: str) -> int:
    """An id for a deck: Anki matches decks by name, but two in a package must not share an id."""
    if name.casefold() == "default":
        return 1
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) + 2


def shown(note: AnkiNote) -> Iterator[str]:
    """The names of the files that a note shows or plays."""
    markup = "\n".join(note.fields)
    for pattern in _REFERENCES:
        for match in pattern.finditer(markup):
            yield unescape(match[1])
