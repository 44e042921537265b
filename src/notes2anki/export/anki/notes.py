"""Each note of a collection as Anki is to have it, whatever way it gets there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.export.anki import cloze
from notes2anki.export.anki.decks import deck_names
from notes2anki.export.anki.fields import Fields
from notes2anki.export.anki.note_types import CLOZE, QA, NoteType
from notes2anki.export.anki.selection import packed
from notes2anki.export.anki.tags import tags
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.config import Settings
    from notes2anki.model import Collection


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note of a deck; `guid` tells Anki which one it is, `modified` whether it is newer than what Anki has."""

    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    """HTML, in the order of the fields of the note type."""
    tags: tuple[str, ...]
    deck: str
    """Full name, with ``::`` between levels."""
    modified: int
    """Seconds since 1970, UTC."""
    path: str
    """Its notes file."""
    cards: tuple[int, ...]
    """The templates that make a card, or the clozes, from 0."""
    suspended: bool
    """Whether its cards are not to be learnt yet, for it has no answer."""
    due: int
    """Its place among the new cards, from 1."""


def anki_notes(collection: Collection, settings: Settings) -> Iterator[AnkiNote]:
    """All notes that have cards, in the order in which they are to be learnt."""
    decks = deck_names(collection, settings.decks)
    fields = Fields(collection, settings)
    concept_ids = {concept.name: concept.id for concept in collection.concepts}
    for due, note in enumerate(packed(collection, settings), start=1):
        note_type = CLOZE if note.form is Form.CLOZE else QA
        values = fields.of(note)
        yield AnkiNote(
            guid=note.id,
            note_type=note_type,
            fields=tuple([values.get(name, "") for name in note_type.fields]),
            tags=tags(note, concept_ids),
            deck=decks[note.id],
            modified=note.modified,
            path=note.place.path,
            cards=_cards(note_type, values),
            suspended=not note.answered,
            due=due,
        )


def _cards(note_type: NoteType, values: dict[str, str]) -> tuple[int, ...]:
    """The cards that Anki itself would make of these fields."""
    if note_type.cloze:
        return cloze.ordinals(values["Text"])
    return (0, 1) if values["Reversed"] and values["Answer"] else (0,)
