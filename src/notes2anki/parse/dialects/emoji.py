"""Lines that an emoji opens: one emoji asks, another answers, perhaps a third asks further.

``❓ When does a barometer fall?``
``💡 Before a storm.``
"""

from __future__ import annotations

from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a plain line behind an emoji; the document decides what each emoji stands for."""
    if line.block is not Block.PROSE or line.marker or not lead.decoration:
        return None
    if lead.number or lead.bold or lead.keycap or speaks_for_itself(line, lead):
        return None
    return Mark(Sense.QUESTION, lead.text, f"it opens with {lead.decoration}", f"emoji {lead.decoration}", lead.tail)
