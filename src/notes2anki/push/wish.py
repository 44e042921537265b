"""What Anki is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.export.anki.notes import anki_notes

if TYPE_CHECKING:
    from collections.abc import Collection as Collected
    from collections.abc import Mapping, Sequence

    from notes2anki.config import Settings
    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.identify import Changes, Entry
    from notes2anki.model import Collection

_EARLIEST = 1_000_000_000_000
"""Ids of Anki are times in milliseconds; smaller numbers are none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What Anki is to hold, and how far a push may go."""

    notes: Sequence[AnkiNote]
    gone: frozenset[str]
    """Guids of notes that have no card any more."""
    numbers: Mapping[str, int]
    """By guid, the id of Anki that another tool left in the notes."""
    decks: frozenset[str]
    """Decks that were ours until now; cards in them may be moved."""
    part: bool
    """Whether notes of other files were left out: what follows from them is not known then."""
    now: int
    """Time of the push, in seconds since 1970 UTC."""
    overwrite: bool = False
    """Whether also what was edited in Anki is replaced."""
    move: bool = False
    """Whether cards are moved out of decks that are none of ours, too."""
    delete: bool = False
    """Whether notes that are gone are deleted, and not suspended."""


def wish_for(
    collection: Collection, settings: Settings, entries: Collected[Entry], changes: Changes, **reach: bool
) -> Wish:
    """Derive it from what a build knows; `entries` is the lock as it is to be, `reach` how far a push may go."""
    notes = list(anki_notes(collection, settings))
    read = {note.id for note in collection.notes}
    removed = {entry.guid for entry in entries if not entry.live}
    without = read - {note.guid for note in notes}
    part = any(entry.live and entry.guid not in read for entry in entries)
    numbers = {note.id: int(note.given_id) for note in collection.notes if _is_number(note.given_id)}
    decks = frozenset(deck.before for deck in changes.decks)
    return Wish(notes, frozenset(removed | without), numbers, decks, part, settings.now, **reach)


def _is_number(given: str) -> bool:
    return given.isascii() and given.isdecimal() and len(given) < 16 and int(given) >= _EARLIEST
