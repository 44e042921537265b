"""Labels before a colon or alone on a line, in every language, behind emoji, bullets, hashes or bold.

``Q: Why is the sky blue?``
``A: Because short waves scatter more.``
``Q3. Why does it converge?``
``# Q1 Why do deep networks generalize?``
``✔ Answer:``
``**Antwort:** Weil kurze Wellen stärker gestreut werden.``
``🚀 Follow-up: And at sunset?``
``Hint: think of prisms``
``Source: https://example.org/optics``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead

_SENSES = {
    "question": Sense.QUESTION,
    "followup": Sense.FOLLOWUP,
    "answer": Sense.ANSWER,
    "hint": Sense.HINT,
    "source": Sense.SOURCE,
}


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line that opens with a label word."""
    sense = _SENSES.get(lead.label)
    if sense is None or lead.card or line.block not in (Block.PROSE, Block.HEADING):
        return None
    if sense is Sense.FOLLOWUP and not lead.text:
        sense = Sense.FOLLOWUPS
    why = f"it begins with the label “{lead.word}{' ' + lead.number if lead.number else ''}{lead.mark}”"
    proves = sense is Sense.FOLLOWUP or (lead.word == "q" and bool(lead.number))
    if sense not in (Sense.QUESTION, Sense.FOLLOWUP):
        return Mark(sense, lead.whole, why)
    return Mark(sense, lead.text, why, "" if proves else f"label {lead.word}", lead.tail)
