"""Decks as the add-on CrowdAnki has them, https://github.com/Stvad/CrowdAnki: decks within decks, in one file of JSON.

The add-on knows decks, note types and options by ids of its own. Ours follow from names, so that they are always the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from notes2anki.export.anki import writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notes2anki.export.anki.note_types import NoteType
    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.model import Media

_OURS = UUID("f61bcae0-7737-4155-9a67-c7a7ba6f791b")
_OF_A_COLLECTION = ("did", "id", "mod", "usn")
"""What a note type has only in a collection; there the add-on fills it in."""
_OF_A_FIELD = {
    "collapsed": False,
    "description": "",
    "excludeFromSearch": False,
    "plainText": False,
    "preventDeletion": False,
    "tag": None,
}
"""What Anki adds to each field. If anything differed from what it has, the add-on would ask which field is which."""


@dataclass(slots=True)
class Deck:
    """A deck with the decks in it, by the last part of their names."""

    name: str
    """In full, with ``::`` between levels."""
    own: list[AnkiNote] = field(default_factory=list)
    children: dict[str, Deck] = field(default_factory=dict)

    @property
    def notes(self) -> Iterator[AnkiNote]:
        """Its own notes and those of the decks in it."""
        yield from self.own
        for child in self.children.values():
            yield from child.notes

    def media(self, found: Mapping[str, Media]) -> list[Media]:
        """The media that its notes show."""
        return _shown(self.notes, found)

    def within(self, level: str) -> Deck:
        """The deck of this name in this one."""
        return self.children.setdefault(level, Deck(f"{self.name}::{level}" if self.name else level))


def outermost(notes: Iterable[AnkiNote]) -> Iterable[Deck]:
    """The decks that lie in no other, as they come."""
    top = Deck("")
    for note in notes:
        deck = top
        for level in note.deck.split("::"):
            deck = deck.within(level)
        deck.own.append(note)
    return top.children.values()


def encoded(deck: Deck, media: Mapping[str, Media], css: str) -> bytes:
    """An outermost deck as the add-on itself writes it, so that nothing but what is different differs from its exports."""
    types = {note.note_type.id: note.note_type for note in deck.notes}
    whole = {
        **_deck(deck, deck.name, media),
        "deck_configurations": [{"__type__": "DeckConfig", "crowdanki_uuid": _uuid("options"), "name": "notes2anki"}],
        "note_models": [_note_type(types[number], css) for number in sorted(types)],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=4, sort_keys=True) + "\n").encode()


def _deck(deck: Deck, name: str, media: Mapping[str, Media]) -> dict[str, Any]:
    """A deck; one that lies in another goes by the last part of its name."""
    said = writer.Deck()
    for note in deck.own:
        said.add(note)
    return {
        "__type__": "Deck",
        "children": [_deck(child, level, media) for level, child in sorted(deck.children.items())],
        "crowdanki_uuid": _uuid(f"deck {deck.name}"),
        "deck_config_uuid": _uuid("options"),
        "desc": said.description if deck.own else "",
        "dyn": 0,
        "media_files": [file.name for file in _shown(deck.own, media)],
        "name": name,
        "notes": [_note(note) for note in deck.own],
    }


def _note(note: AnkiNote) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "fields": note.fields,
        "guid": note.guid,
        "note_model_uuid": _uuid(f"note type {note.note_type.id}"),
        "tags": note.tags,
    }


def _note_type(note_type: NoteType, css: str) -> dict[str, Any]:
    """A note type as the package has it, and what the add-on wants besides."""
    packed = writer.model(note_type, css).to_json(0, None)
    return {
        **{key: value for key, value in packed.items() if key not in _OF_A_COLLECTION},
        "__type__": "NoteModel",
        "crowdanki_uuid": _uuid(f"note type {note_type.id}"),
        "flds": [_OF_A_FIELD | found for found in packed["flds"]],
    }


def _shown(notes: Iterable[AnkiNote], media: Mapping[str, Media]) -> list[Media]:
    names = {name for note in notes for name in writer.shown(note)}
    return [media[name] for name in sorted(names & media.keys())]


def _uuid(name: str) -> str:
    return str(uuid5(_OURS, name))
