"""Lines of plain prose that ask, with the answer below or behind the question mark.

``What is osmosis?``
``Is diffusion passive? It is, for it needs no energy.``
"""

from __future__ import annotations

import re

from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

_SENTENCE_END = re.compile(r"[^\s.]{3}[.!。！]\s")


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line of prose that asks and has no other sign of a question."""
    if line.block is not Block.PROSE or line.marker or not lead.asks or len(lead.text) > 300:
        return None
    if lead.decoration or lead.number or lead.bold or lead.keycap or speaks_for_itself(line, lead):
        return None
    if _SENTENCE_END.search(lead.text[:-1]):
        return None  # more is said before it asks
    if lead.tail:
        return Mark(Sense.QUESTION, lead.text, "it opens with a question", "plain opening", lead.tail)
    return Mark(Sense.QUESTION, lead.text, "it asks", "plain line")
