"""A question has no answer, so there is nothing to learn from it.

    ### What is batch normalization?
    ### What is dropout?
    Units are switched off at random while training.

It makes no card; with ``unanswered = "suspend"`` in the settings it makes one that is suspended. Write the answer below
the question, or mark the question ``<!-- no-card -->`` if it shall stay open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Collection, Diagnostic, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the notes without an answer that are not left out on purpose."""
    for note in collection.notes:
        if note.card and not note.answered:
            what = "follow-up" if note.kind is Kind.FOLLOWUP else "question"
            message = f"this {what} has no answer yet: {note.question}"
            yield Diagnostic(note.place.path, note.place.line, 1, "unanswered", Severity.WARNING, message)
