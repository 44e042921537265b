"""Which notes become cards, and in which order they are learnt."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import TYPE_CHECKING

from notes2anki.config import Order, Unanswered
from notes2anki.export.anki import cloze
from notes2anki.export.anki.markup import visible
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.config import Settings
    from notes2anki.model import Collection, Note, Rendered


class LeftOut(StrEnum):
    """Why a note has no card."""

    MARKED = "marked no-card"
    UNANSWERED = "not answered"
    BLANK = "nothing to ask"
    NO_CLOZE = "no cloze"


def left_out(collection: Collection, unanswered: Unanswered) -> Iterator[tuple[Note, LeftOut]]:
    """The notes without a card and why, in the order of the notes; all others are packed."""
    for note in collection.notes:
        reason = _reason(note, collection.rendered[note.id], unanswered)
        if reason:
            yield note, reason


def packed(collection: Collection, settings: Settings) -> Iterator[Note]:
    """The notes with cards in the order of learning, follow-ups behind the question that they follow.

    Those without an answer come last: a user who lets Anki wake them has at least learnt the others by then.
    """
    without = {note.id for note, _ in left_out(collection, settings.unanswered)}
    notes = list(collection.notes)
    if settings.order is Order.PREREQUISITES:
        notes.sort(key=lambda note: collection.graph.nodes[note.id]["order"])
    chosen = [note for note in _order(notes) if note.id not in without]
    return itertools.chain((note for note in chosen if note.answered), (note for note in chosen if not note.answered))


def _reason(note: Note, rendered: Rendered, unanswered: Unanswered) -> LeftOut | None:
    """Why a note has no card; None if it has one."""
    if not note.card:
        return LeftOut.MARKED
    if not note.answered and unanswered is Unanswered.LEAVE_OUT:
        return LeftOut.UNANSWERED
    if not visible(rendered.prompt):
        return LeftOut.BLANK
    if note.form is Form.CLOZE and not cloze.ordinals(rendered.prompt):
        return LeftOut.NO_CLOZE
    return None


def _order(notes: Sequence[Note]) -> Iterator[Note]:
    """The notes as they stand, but each follow-up after its parent and what is asked before it there."""
    known = {note.id for note in notes}
    children: dict[str | None, list[Note]] = {}
    for note in notes:
        children.setdefault(note.parent if note.parent in known else None, []).append(note)
    waiting = children.get(None, [])[::-1]
    while waiting:
        note = waiting.pop()
        yield note
        waiting += reversed(children.get(note.id, ()))
