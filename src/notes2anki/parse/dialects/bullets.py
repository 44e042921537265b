"""Bullets as questions, answered below them, behind the question mark, or not at all.

``- Which layer routes packets?``
``* Explain the handshake.``
"""

from __future__ import annotations

from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim an item of a bulleted list; the list decides whether its items ask."""
    if line.block is not Block.PROSE or line.marker not in ("-", "*", "+") or not lead.text:
        return None
    if lead.number or lead.bold or lead.keycap or speaks_for_itself(line, lead):
        return None
    return Mark(Sense.QUESTION, lead.text, "it is an item of a list", f"bullet {line.depth}", lead.tail)
