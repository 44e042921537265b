"""The same question is asked twice, so two cards have the same front.

    ### What is momentum?
    A moving average of the gradients.
    ### What is Momentum?
    It damps oscillation.

Join the answers, or say in the questions what makes them differ. Follow-ups may be alike under different questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.check.wording import words
from notes2anki.model import Collection, Diagnostic, Note, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the questions that were asked before, but for case and marks."""
    first: dict[tuple[str, str | None], Note] = {}
    for note in collection.notes:
        earlier = first.setdefault((" ".join(words(note.prompt)), note.parent), note)
        if earlier is not note and note.card and earlier.card:
            where = f"{earlier.place.path}:{earlier.place.line}"
            message = f"the same question stands at {where}; join the two or tell them apart: {note.question}"
            yield Diagnostic(note.place.path, note.place.line, 1, "duplicate-question", Severity.WARNING, message)
