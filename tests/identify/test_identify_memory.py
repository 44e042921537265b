"""When a note counts as changed, and what a build says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from history import Card, build, collect, documents_of, guids

from notes2anki.identify import Lock, Memory, identify, remember
from notes2anki.identify.memory import DeckChange
from notes2anki.model import Choice, Form, Media, Rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notes2anki.model import Document, Note

NOTES = [
    Card("What is A?", "The first of all letters, see [the book][1]."),
    Card("Why?", "Because it is.", level=1),
    Card("What is B?", "The second."),
]


def _times(lock: Lock, cards: list[Card]) -> list[int]:
    identity = identify(documents_of(cards), lock)
    memory = remember(collect(identity), identity, 5000)
    return [note.modified for note in memory.collection.notes]


def _rebuilt(change: Mapping[str, object], number: int = 0) -> list[int]:
    """Change fields of one note, and tell when each counts as changed."""

    def changed(note: Note, at: int) -> Note:
        return replace(note, **change) if at == number else note  # type: ignore[arg-type]  # fields of Note

    _, memory = build(NOTES)
    (document,) = documents_of(NOTES)
    notes = tuple(changed(note, at) for at, note in enumerate(document.notes))
    return _dated([replace(document, notes=notes)], memory.lock)


def _dated(documents: list[Document], lock: Lock) -> list[int]:
    identity = identify(documents, lock)
    return [note.modified for note in remember(collect(identity), identity, 5000).collection.notes]


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "Another."},
        {"hint": "first"},
        {"form": Form.REVERSED},
        {"choices": (Choice("yes", correct=True),)},
        {"sources": ("a book",)},
        {"tags": ("hard",)},
    ],
    ids=str,
)
def test_content_moves_the_time_of_its_note_alone(change: Mapping[str, object]) -> None:
    assert _rebuilt(change) == [5000, 1000, 1000]


@pytest.mark.parametrize(
    "change", [{"section": ("Elsewhere",)}, {"concepts": ("A",)}, {"dialect": "other"}, {"deck": "X"}], ids=str
)
def test_what_is_derived_does_not(change: Mapping[str, object]) -> None:
    assert _rebuilt(change) == [1000, 1000, 1000]


def test_another_wording_of_the_parent_moves_its_followups() -> None:
    assert _rebuilt({"question": "What's A?", "prompt": "What's **A**?"}) == [5000, 5000, 1000]


def test_moved_lines_move_nothing() -> None:
    assert _times(build(NOTES)[1].lock, [NOTES[2], *NOTES[:2]]) == [1000, 1000, 1000]


def test_a_link_definition_moves_the_notes_that_use_it() -> None:
    (document,) = documents_of(NOTES)
    first = replace(document, references="[1]: https://example.org/a\n[2]: https://example.org/b\n")
    identity = identify([first], Lock())
    lock = remember(collect(identity), identity, 1000).lock
    assert _dated([replace(first, references=first.references.replace("/b", "/c"))], lock) == [1000, 1000, 1000]
    assert _dated([replace(first, references=first.references.replace("/a", "/c"))], lock) == [5000, 1000, 1000]


def test_another_picture_under_the_same_name_moves_its_note() -> None:
    identity = identify(documents_of(NOTES), Lock())
    first, _, last = guids(identity)

    def pictured(name: str, lock: Lock) -> list[int]:
        again = identify(documents_of(NOTES), lock)
        rendered = {first: Rendered("", f'<img src="{name}">'), last: Rendered("", "")}
        collection = replace(collect(again, rendered), media={name: Media(name, b"")})
        memory = remember(collection, again, 1000 if not lock.entries else 5000)
        locks.append(memory.lock)
        return [note.modified for note in memory.collection.notes]

    locks: list[Lock] = []
    assert pictured("n2a-1.png", Lock()) == [1000, 1000, 1000]
    assert pictured("n2a-1.png", locks[0]) == [1000, 1000, 1000]
    assert pictured("n2a-2.png", locks[0]) == [5000, 1000, 1000]


@pytest.mark.parametrize("now", [0, -5, 1000, 999])
def test_a_clock_that_stands_still_or_runs_back(now: int) -> None:
    _, memory = build(NOTES)
    edited = [replace(NOTES[0], answer="Another."), *NOTES[1:]]
    identity, later = build(edited, memory.lock, now)
    assert later.lock.entries[guids(identity)[0]].modified == 1001


def test_the_time_of_a_first_build_is_at_least_one() -> None:
    assert {note.modified for note in build(NOTES, now=0)[1].collection.notes} == {1}


def test_what_changed_is_told() -> None:
    _, memory = build(NOTES)
    assert [change.question for change in memory.changes.new] == [card.question for card in NOTES]
    after = [
        replace(NOTES[0], answer=NOTES[0].answer + " More.", path="other.md"),
        replace(NOTES[1], path="other.md"),
        Card("What is new here?", "This."),
    ]
    identity, later = build(sorted(after, key=lambda card: card.path), memory.lock, 2000)
    changes = later.changes
    assert [change.question for change in changes.new] == ["What is new here?"]
    assert [change.question for change in changes.changed] == ["What is A?"]
    assert [(change.question, change.before, change.path) for change in changes.moved] == [
        ("What is A?", "notes.md", "other.md"),
        ("Why?", "notes.md", "other.md"),
    ]
    assert [(change.question, change.path, change.line) for change in changes.removed] == [
        ("What is B?", "notes.md", 0)
    ]
    assert changes.unchanged == 1
    assert changes.removed_search == f'"Id:{changes.removed[0].guid}"'
    assert len(identity.traces) == 3


def test_cards_that_belong_into_another_deck_are_told() -> None:
    def built(lock: Lock, decks: list[str]) -> Memory:
        identity = identify(documents_of(NOTES), lock)
        return remember(collect(identity), identity, 5000, dict(zip(guids(identity), decks, strict=True)))

    unknown = built(build(NOTES)[1].lock, ["A", "A", "B"])
    assert unknown.changes.decks == ()
    moved = built(unknown.lock, ["C", "C", "B"])
    assert moved.changes.decks == (DeckChange("A", "C", 2),)
    assert moved.changes.changed == moved.changes.moved == ()


def test_every_note_of_the_collection_is_dated() -> None:
    _, memory = build(NOTES, now=1234)
    assert {note.modified for note in memory.collection.notes} == {1234}
