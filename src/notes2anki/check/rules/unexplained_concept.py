"""Several notes use a concept, and no question asks about it.

    ### How is a perceptron trained?
    By **backpropagation**, step by step.
    ### How are weights found in a deep network?
    By **backpropagation** through all of its layers.
    ### Why is a differentiable activation needed?
    Without it there is no **backpropagation**.

Ask what it is, as in ``What is backpropagation?``, and answer. Only the five weightiest ones are named; ``notes2anki stats`` counts
all of them.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from notes2anki.check.gaps import places, unexplained
from notes2anki.model import Collection, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 5


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the weightiest concepts that are used and not explained."""
    for gap in islice(unexplained(collection), MOST):
        place = gap.using[0].place
        message = f"{len(gap.using)} notes use {gap.concept.name}, and none asks what it is: {places(gap.using)}"
        yield Diagnostic(place.path, place.line, 1, "unexplained-concept", Severity.INFO, message)
