"""Bullets as questions, answered below them, behind the question mark, or not at all.

``- Which layer routes packets?``
``* Explain the handshake.``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim an item of a bulleted list; the list decides whether its items ask."""
    if line.block is not Block.PROSE or line.marker not in ("-", "*", "+") or not lead.text:
        return None
    if lead.number or lead.bold or lead.keycap or lead.label or lead.card or lead.aside or line.text.startswith("[!"):
        return None
    return Mark(Sense.QUESTION, lead.text, "it is an item of a list", f"bullet {line.depth}", lead.tail)
