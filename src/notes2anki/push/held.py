"""What Anki holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from notes2anki.export.anki.note_types import CLOZE, QA
from notes2anki.push.connect import odd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from notes2anki.export.anki.note_types import NoteType
    from notes2anki.push.connect import AnkiConnect

    Tell = Callable[[str, int, int], None]
    """Hears what is done, and how much of it, of how much."""

BATCH = 500
"""Notes or cards of one request."""
_TOO_LARGE = 1 << 53
"""No time in milliseconds is, and neither is an id of Anki, which is one."""


@dataclass(frozen=True, slots=True)
class Held:
    """A note in Anki."""

    number: int
    """Anki's own id of it; AnkiConnect does not tell the guid."""
    note_type: NoteType | None
    """None if it is none of ours."""
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int | None
    """Seconds since 1970 UTC; None where AnkiConnect is of those that do not tell."""
    cards: tuple[int, ...]

    @property
    def guid(self) -> str:
        """The guid that notes2anki wrote into it; empty in a note of another tool."""
        return unescape(self.fields.get("Id", "")).strip()


def note_types(anki: AnkiConnect) -> dict[str, NoteType]:
    """Our note types by the names that they have in Anki, where they may be called otherwise.

    One whose fields were changed in Anki has a second one beside it, with a plus behind its name, for what was imported since;
    the first one comes last.
    """
    found = anki.call("modelNamesAndIds")
    if not (isinstance(found, dict) and _are(found.values(), int)):
        raise odd("modelNamesAndIds")
    second = {name: each for name in found for each in (QA, CLOZE) if name.rstrip("+") == each.name}
    first = {name: each for name, number in found.items() for each in (QA, CLOZE) if number == each.id}
    return {name: each for name, each in second.items() if name not in first} | first


def held(anki: AnkiConnect, numbers: Sequence[int], types: Mapping[str, NoteType], tell: Tell) -> list[Held]:
    """What Anki tells of the notes with these ids; those that it does not have are left out."""
    found: list[Held] = []
    for batch in batches(numbers):
        tell("asking Anki for its notes", len(found), len(numbers))
        infos = anki.call("notesInfo", notes=batch)
        if not isinstance(infos, list):
            raise odd("notesInfo")
        found += [_held(info, types) for info in infos if info]
    return found


def ours(anki: AnkiConnect, tell: Tell) -> dict[str, list[Held]]:
    """The notes of our note types by guid; of several with one guid, made by copying in Anki, the oldest first."""
    types = note_types(anki)
    found: dict[str, list[Held]] = {}
    if types:
        query = " OR ".join(f'"note:{literal(name)}"' for name in types)
        for note in held(anki, sorted(find(anki, "findNotes", query)), types, tell):
            if note.note_type:  # a search does not tell upper from lower case
                found.setdefault(note.guid, []).append(note)
    return found


def find(anki: AnkiConnect, action: str, query: str) -> list[int]:
    """The notes, or the cards, that a search of Anki finds."""
    found = anki.call(action, query=query)
    if not (isinstance(found, list) and _are(found, int)):
        raise odd(action)
    return found


def decks(anki: AnkiConnect, cards: Sequence[int]) -> dict[int, str]:
    """The deck of each card."""
    found: dict[int, str] = {}
    for batch in batches(cards):
        reply = anki.call("getDecks", cards=batch)
        if not (isinstance(reply, dict) and all(isinstance(each, list) and _are(each, int) for each in reply.values())):
            raise odd("getDecks")
        found.update((card, deck) for deck, members in reply.items() for card in members)
    return found


def suspended(anki: AnkiConnect, cards: Sequence[int]) -> set[int]:
    """Those of the cards that are suspended."""
    found: set[int] = set()
    for batch in batches(cards):
        states = anki.call("areSuspended", cards=batch)
        if not (isinstance(states, list) and len(states) == len(batch)):
            raise odd("areSuspended")
        found.update(card for card, state in zip(batch, states, strict=True) if state)
    return found


def batches(things: Sequence[int]) -> Iterator[Sequence[int]]:
    """The things in as many as one request may name."""
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


def _held(info: Mapping[str, Any], types: Mapping[str, NoteType]) -> Held:
    try:
        note_type = types.get(info["modelName"])
        note = Held(
            number=info["noteId"],
            note_type=note_type,
            fields=_fields({name: field["value"] for name, field in info["fields"].items()}, note_type),
            tags=tuple(info["tags"]),
            modified=info.get("mod"),
            cards=tuple(info["cards"]),
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise odd("notesInfo") from error
    numbers = (note.number, *note.cards, *(() if note.modified is None else (note.modified,)))
    if not (_are(numbers, int) and all(0 <= number < _TOO_LARGE for number in numbers)):
        raise odd("notesInfo")
    texts = (*note.tags, *note.fields.values())
    if not (_are(texts, str) and _storable("".join(texts))) or any(" " in tag for tag in note.tags):
        raise odd("notesInfo")
    return note


def _fields(fields: dict[str, str], note_type: NoteType | None) -> dict[str, str]:
    """The fields under the names that they have here; those that were renamed in Anki stand in the order that they had."""
    missing = [name for name in note_type.fields if name not in fields] if note_type else []
    if not missing or not note_type:
        return fields
    others = (name for name in fields if name not in note_type.fields)
    return fields | {name: fields[other] for name, other in zip(missing, others, strict=False)}


def _are(things: Iterable[object], kind: type) -> bool:
    return all(isinstance(each, kind) for each in things)


def _storable(text: str) -> bool:
    """Whether a database takes a text, in which JSON may have written half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def literal(name: str) -> str:
    """A name as a search finds nothing else with it."""
    return re.sub(r'[\\"*_:]', r"\\\g<0>", name)
