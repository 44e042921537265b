"""Headings as questions, with and without a question mark, numbered or not.

``### What is an aquifer?``
``## How rivers meander``
``###### 12. What is printed?``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim every heading that no label speaks for; the document decides which of them are questions."""
    if (
        line.block is not Block.HEADING
        or line.quote
        or lead.card
        or lead.aside
        or lead.label in ("question", "followup", "answer", "hint", "source")
    ):
        return None
    return Mark(Sense.QUESTION, lead.text, "it is a heading", f"heading {line.level}")
