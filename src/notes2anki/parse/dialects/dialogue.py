"""Two speakers: one asks, the other answers.

``**Interviewer:** Which port does DNS use?``
``Candidate: 53, over UDP and TCP.``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim what a speaker says; the document decides which of the speakers asks."""
    if line.block is not Block.PROSE or lead.label not in ("interviewer", "candidate") or not lead.text:
        return None
    said = lead.whole
    return Mark(Sense.QUESTION, said, f"“{lead.word}” says it", f"speaker {lead.word}")
