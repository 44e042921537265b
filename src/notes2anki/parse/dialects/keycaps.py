"""Keycap emoji before a title: a section, or a numbered question where the title asks.

``3️⃣ Transport and storage``
``4️⃣ Why does bread rise?``
"""

from __future__ import annotations

from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line of prose that opens with a keycap."""
    if line.block is not Block.PROSE or not lead.keycap or not lead.text or speaks_for_itself(line, lead):
        return None
    if lead.asks:
        return Mark(Sense.QUESTION, lead.text, "it has a keycap number", "keycap")
    if line.depth or len(lead.text) > 100:
        return None
    return Mark(Sense.SECTION, lead.text, "a keycap stands before a title")
