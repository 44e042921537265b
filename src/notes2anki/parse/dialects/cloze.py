"""Gaps in Anki's own notation: a paragraph or an item with gaps is a cloze card.

    The forearm has two bones, {{c1::radius}} and {{c2::ulna::on the inside}}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes2anki.model import Form
from notes2anki.parse.lead import Lead
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found, Mark

_GAP = re.compile(r"\{\{c\d{1,3}::[^\n]")
_CODE = re.compile(r"`[^`\n]*`")


def mark(line: Line, lead: Lead) -> Mark | None:  # noqa: ARG001 - every dialect is asked so
    """Claim no single line: gaps are read by paragraphs."""
    return None


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the paragraphs and items with gaps."""
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if any(line.block is Block.PROSE and _GAP.search(_CODE.sub("", line.text)) for line in lines[at:end]):
            prompt = "\n".join(line.text for line in lines[at:end])
            yield Found(at, end, prompt, form=Form.CLOZE, why="it has gaps in Anki's notation")
        at = end


def _end(lines: Sequence[Line], start: int) -> int:
    """Return the end of the paragraph that begins at a line."""
    end = start + 1
    while end < len(lines) and lines[end].block is lines[start].block is Block.PROSE and not lines[end].first:
        end += 1
    return end
