"""A follow-up stands before any question that it could follow.

    🚀 Follow-up: And in a small batch?
    ### What is batch normalization?

It becomes a card of its own. Move it below its question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Collection, Diagnostic, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the follow-ups without a parent."""
    for note in collection.notes:
        if note.kind is Kind.FOLLOWUP and note.parent is None:
            message = f"this follow-up has no question before it; move it below its question: {note.question}"
            place = note.place
            yield Diagnostic(place.path, place.line, 1, "followup-without-question", Severity.WARNING, message)
