"""Numbered lines as questions: items of a numbered list, and numbers that are no list to Markdown.

``3. Why do leaves turn red?``
``7) Name two greenhouse gases.``
``**8)** Name two sinks of carbon.``
``(2) What follows from this?``
"""

from __future__ import annotations

import re

from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

ARROW = re.compile(r"[ \t]+(?:→|⇒|=>)[ \t]+")
"""What stands between a lettered part and its answer on one line."""


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line of prose that opens with a number; the document decides about its siblings and it together."""
    if line.block is not Block.PROSE or not lead.number or lead.bold or lead.keycap or speaks_for_itself(line, lead):
        return None
    if not lead.text:
        return None
    kind = "letter" if lead.number.isalpha() or "." in lead.number else "number"
    if kind == "letter" and (match := ARROW.search(lead.text)):
        text, tail = lead.text[: match.start()], lead.text[match.end() :]
        return Mark(
            Sense.QUESTION, text, f"it has the letter {lead.number} and an arrow", f"letter {line.depth}", tail.strip()
        )
    return Mark(Sense.QUESTION, lead.text, f"it has the {kind} {lead.number}", f"{kind} {line.depth}", lead.tail)
