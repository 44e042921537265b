"""Callouts of Obsidian and GitHub: the kind says what they are, the title may be the question.

``> [!question] Why did the dam break?``
``> [!faq]- What is a levee?``
``> [!success]- Answer``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead

_CALLOUT = re.compile(r"\[!(?P<kind>[\w-]{1,30})(?:\|[^\]\n]{0,50})?\][+-]?[ \t]*(?P<title>.*)")
_SENSES = {
    **dict.fromkeys(("question", "faq", "help", "card", "flashcard"), Sense.QUESTION),
    **dict.fromkeys(("answer", "success", "check", "done", "solution"), Sense.ANSWER),
    "hint": Sense.HINT,
}


def mark(line: Line, _: Lead) -> Mark | None:
    """Claim the first line of a callout that asks, answers or hints."""
    if line.block is not Block.PROSE or not line.quote or not line.text.startswith("[!"):
        return None
    match = _CALLOUT.fullmatch(line.text)
    sense = _SENSES.get(match["kind"].lower()) if match else None
    if match is None or sense is None:
        return None
    title = match["title"].strip() if sense is Sense.QUESTION else ""
    return Mark(sense, title, f"it opens a callout “{match['kind']}”")
