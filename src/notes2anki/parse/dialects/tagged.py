"""Headings and lines that a tag makes a card, as several tools write it.

``## What is a stack? #card``
``Capital of Iceland #flashcard``
"""

from __future__ import annotations

from notes2anki.parse.lead import Lead
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line with such a tag."""
    if line.block not in (Block.PROSE, Block.HEADING) or not lead.card:
        return None
    return Mark(Sense.QUESTION, lead.bold or lead.text, "it is tagged as a card", tail=lead.tail)
