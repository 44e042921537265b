"""A concept is asked for without an answer, and explained nowhere.

    ### What is batch normalization?
    ### Why does a high learning rate work here?
    Batch normalization keeps the activations in range.

Such questions are the first to answer: what uses the concept builds on it. Only the five that most notes use are named;
``notes2anki stats`` counts all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.check.gaps import asked_in_vain, places
from notes2anki.model import Collection, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 5


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the concepts that are asked about, and explained nowhere."""
    for gap in asked_in_vain(collection)[:MOST]:
        place = gap.asking[0].place
        used = f"; notes that use it: {places(gap.using)}" if gap.using else ""
        message = (
            f"nothing explains {gap.concept.name}, which is asked for without an answer: {places(gap.asking)}{used}"
        )
        yield Diagnostic(place.path, place.line, 1, "unanswered-concept", Severity.INFO, message)
