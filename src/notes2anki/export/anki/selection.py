"""Which notes become cards, and in which order they are learnt."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from notes2anki.export.anki import cloze
from notes2anki.export.anki.markup import visible
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notes2anki.model import Collection, Note, Rendered


class LeftOut(StrEnum):
    """Why a note has no card."""

    MARKED = "marked no-card"
    UNANSWERED = "not answered"
    BLANK = "nothing to ask"
    NO_CLOZE = "no cloze"


def left_out(collection: Collection) -> Iterator[tuple[Note, LeftOut]]:
    """The notes without a card and why, in the order of the notes; all others are packed."""
    for note in collection.notes:
        reason = _reason(note, collection.rendered[note.id])
        if reason:
            yield note, reason


def packed(collection: Collection) -> Iterator[Note]:
    """The notes with cards, follow-ups behind the question that they follow."""
    without = {note.id for note, _ in left_out(collection)}
    return (note for note in _order(collection.notes) if note.id not in without)


def _reason(note: Note, rendered: Rendered) -> LeftOut | None:
    """Why a note has no card; None if it has one."""
    if not note.card:
        return LeftOut.MARKED
    if not note.answered:
        return LeftOut.UNANSWERED
    if not visible(rendered.prompt):
        return LeftOut.BLANK
    if note.form is Form.CLOZE and not cloze.ordinals(rendered.prompt):
        return LeftOut.NO_CLOZE
    return None


def _order(notes: Iterable[Note]) -> Iterator[Note]:
    """The notes as they stand, but each follow-up after its parent and what is asked before it there."""
    every = list(notes)
    known = {note.id for note in every}
    children: dict[str | None, list[Note]] = {}
    for note in every:
        children.setdefault(note.parent if note.parent in known else None, []).append(note)
    waiting = children.get(None, [])[::-1]
    while waiting:
        note = waiting.pop()
        yield note
        waiting += reversed(children.get(note.id, ()))
