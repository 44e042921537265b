"""What Anki holds."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from notes2anki.errors import AnkiError
from notes2anki.export.anki.note_types import CLOZE, QA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from notes2anki.push.connect import AnkiConnect

    Tell = Callable[[str, int, int], None]
    """Hears what is done, and how much of it, of how much."""

BATCH = 500
"""Notes or cards of one request."""

NOTE_TYPES = (QA.name, CLOZE.name)


@dataclass(frozen=True, slots=True)
class Held:
    """A note in Anki."""

    number: int
    """Anki's own id of it; AnkiConnect does not tell the guid."""
    note_type: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int | None
    """Seconds since 1970 UTC; None where AnkiConnect is of those that do not tell."""
    cards: tuple[int, ...]

    @property
    def guid(self) -> str:
        """The guid that notes2anki wrote into it; empty in a note of another note type."""
        return unescape(self.fields.get("Id", "")).strip()


def held(anki: AnkiConnect, query: str, tell: Tell) -> list[Held]:
    """The notes that a search of Anki finds, the oldest first."""
    numbers = sorted(anki.call("findNotes", query=query))
    found: list[Held] = []
    for batch in batches(numbers):
        tell("asking Anki for its notes", len(found), len(numbers))
        found += [_held(info) for info in anki.call("notesInfo", notes=batch) if info]
    return found


def ours(anki: AnkiConnect, tell: Tell) -> dict[str, Held]:
    """The notes of our note types by guid; of several with one guid, made by copying in Anki, the oldest."""
    found: dict[str, Held] = {}
    for note in held(anki, " OR ".join(f'"note:{name}"' for name in NOTE_TYPES), tell):
        found.setdefault(note.guid, note)
    return found


def decks(anki: AnkiConnect, cards: Sequence[int]) -> dict[int, str]:
    """The deck of each card."""
    found: dict[int, str] = {}
    for batch in batches(cards):
        for deck, members in anki.call("getDecks", cards=batch).items():
            found.update(dict.fromkeys(members, deck))
    return found


def suspended(anki: AnkiConnect, cards: Sequence[int]) -> set[int]:
    """Those of the cards that are suspended."""
    found: set[int] = set()
    for batch in batches(cards):
        states = anki.call("areSuspended", cards=batch)
        found.update(card for card, state in zip(batch, states, strict=True) if state)
    return found


def batches(things: Sequence[int]) -> Iterator[Sequence[int]]:
    """The things in as many as one request may name."""
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


def _held(info: Mapping[str, Any]) -> Held:
    try:
        return Held(
            number=info["noteId"],
            note_type=info["modelName"],
            fields={name: field["value"] for name, field in info["fields"].items()},
            tags=tuple(info["tags"]),
            modified=info.get("mod"),
            cards=tuple(info["cards"]),
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise AnkiError(
            "AnkiConnect is too old (it tells too little of a note); update it in Anki: Tools, Add-ons"
        ) from error
