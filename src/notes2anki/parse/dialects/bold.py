"""Bold lines as questions, numbered or not, alone on their line or before the answer.

``**What is a leap year?**``
``**3. Name the planets in order**``
``- **What is a comet?** A ball of ice and dust.``
"""

from __future__ import annotations

import re

from notes2anki.parse.asking import ends_asking
from notes2anki.parse.lead import Lead, speaks_for_itself
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

_TAG = re.compile(r"</?(?:br|a|p)\b[^<>]*>")
_SAYS = re.compile(r"[^\W_][\W_]*[^\W_]")
_REMARK = re.compile(r"(?:<(\w+)[^<>]*>[^<>]{0,60}</\1>[ \t]*){1,3}|[*_]{0,2}[(\[][^()\[\]]{1,80}[)\]][*_]{0,2}")


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line of prose that opens in bold; the document decides whether bold is used for questions."""
    if line.block is not Block.PROSE or not lead.bold or lead.keycap or speaks_for_itself(line, lead):
        return None
    tail = _TAG.sub("", lead.tail).lstrip("-–—:：→ ")
    if _REMARK.fullmatch(tail):
        tail = ""
    where = "item" if line.depth else "line"
    if lead.bold.endswith((":", "：")) and ends_asking(tail):
        return Mark(Sense.QUESTION, tail, "somebody asks it, whose name is bold", f"{where} that opens in bold")
    if _SAYS.search(tail):  # a stray letter is a slip of the keyboard
        return Mark(Sense.QUESTION, lead.bold, "it opens in bold", f"{where} that opens in bold", tail)
    return Mark(Sense.QUESTION, lead.bold, "it is bold", f"bold {where}")
