"""Folded text: the summary is a question, or only says that the answer is inside.

``<details><summary>Why is glass transparent?</summary>``
``<summary>Show answer</summary>``
"""

from __future__ import annotations

import re

from notes2anki.parse.languages import words
from notes2anki.parse.lead import Lead
from notes2anki.parse.lead import lead as read_lead
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

_SUMMARY = re.compile(r"<summary\b[^<>]*>(?P<text>.*?)(?:</summary>|$)(?P<tail>.*)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line with the summary of a folded text."""
    if line.block is not Block.HTML or lead.aside or "<summary" not in line.raw.lower():
        return None
    match = _SUMMARY.search(line.raw)
    if not match:
        return None
    text = _TAG.sub("", match["text"]).strip()
    if text.strip("💡:： ").casefold() in words("hint"):
        return Mark(Sense.HINT, "", "it is the summary of a folded hint")
    tail = _TAG.sub("", match["tail"]).strip()
    begun = read_lead(Line(line.number, text, text, Block.PROSE))
    if begun.label == "answer" and not (begun.text or tail):
        return Mark(Sense.ANSWER, "", "it is the summary of a folded text and says that the answer is inside")
    if begun.label == "question" and begun.text:
        return Mark(
            Sense.QUESTION, begun.text, "it is the summary of a folded text and has the label of a question", "", tail
        )
    return Mark(Sense.QUESTION, begun.text, "it is the summary of a folded text", "summary", tail)
