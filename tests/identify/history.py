"""Notes made by hand and taken through builds, for the tests of `identify`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx

from notes2anki.identify import Identity, Lock, Memory, identify, remember
from notes2anki.model import Collection, Document, Form, FrontMatter, Kind, Note, Place, Rendered, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Card:
    """One note as a test writes it: in which file and section, what it asks and says, what is asked after it."""

    question: str
    answer: str = ""
    path: str = "notes.md"
    section: tuple[str, ...] = ()
    level: int = 0
    prompt: str = ""
    form: Form = Form.BASIC
    given: str = ""


def documents_of(cards: Iterable[Card], *, root: Path | None = None) -> list[Document]:
    """Make documents of cards; a card of a deeper level hangs on the last one before it of a lesser level."""
    files: dict[str, list[Card]] = {}
    for card in cards:
        files.setdefault(card.path, []).append(card)
    return [_document(path, files[path], root) for path in sorted(files)]


def _document(path: str, cards: Sequence[Card], root: Path | None) -> Document:
    notes: list[Note] = []
    chain: list[tuple[int, str]] = []
    for number, card in enumerate(cards):
        while chain and chain[-1][0] >= card.level:
            chain.pop()
        parent = chain[-1][1] if chain else None
        chain.append((card.level, str(number)))
        line = 10 * number + 1
        notes.append(
            Note(
                str(number),
                Kind.FOLLOWUP if parent else Kind.QUESTION,
                card.form,
                card.question,
                card.prompt or card.question,
                card.answer,
                Place(path, line, line + 2),
                card.section,
                "heading",
                parent,
                given_id=card.given,
            )
        )
    source = Source(path, "", root / path if root else None)
    return Document(source, path, FrontMatter(), (), tuple(notes))


def collect(identity: Identity, rendered: Mapping[str, Rendered] | None = None) -> Collection:
    return Collection("Notes", identity.documents, (), nx.MultiDiGraph(), rendered or {})


def build(cards: Iterable[Card], lock: Lock | None = None, now: int = 1000) -> tuple[Identity, Memory]:
    """Take cards through one build."""
    identity = identify(documents_of(cards), lock or Lock())
    return identity, remember(collect(identity), identity, now)


def guids(identity: Identity) -> list[str]:
    return [note.id for document in identity.documents for note in document.notes]


def follow(before: Sequence[Card], after: Sequence[Card]) -> list[int | None]:
    """Build twice; say for each card of the second build which card of the first it was taken for."""
    first, memory = build(before)
    second, _ = build(after, memory.lock)
    known = {guid: number for number, guid in enumerate(guids(first))}
    return [known.get(guid) for guid in guids(second)]


def edit(cards: Sequence[Card], **changes: object) -> list[Card]:
    return [replace(card, **changes) for card in cards]  # type: ignore[arg-type]  # the fields are the tests' own
