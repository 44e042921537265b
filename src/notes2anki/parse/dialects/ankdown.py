"""Cards of ankdown: a percent sign alone on its line stands between front, back and tags, a rule between two cards.

    Largest island of the Mediterranean

    %

    Sicily, not Sardinia.

    %

    islands sicily

    ---

    Highest volcano of Europe
    %
    Etna

A single percent sign is none: there must be a second one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.fields import is_percent, tag_names
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("%",)
_TAGS = re.compile(r"[^\W\d_][\w:/-]{0,60}(?:[ ,]+[^\W\d_][\w:/-]{0,60}){0,12}")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the cards between rules."""
    signs = [at for at, line in enumerate(lines) if is_percent(line)]
    if len(signs) < 2:
        return
    start = next((at for at, line in enumerate(lines) if line.block not in (Block.BLANK, Block.REFERENCE)), 0)
    rules = [at for at in range(start, len(lines)) if lines[at].block is Block.RULE and not lines[at].depth]
    for at, end in pairwise([start - 1, *rules, len(lines)]):
        if found := _card(lines, at + 1, end):
            yield found


def _card(lines: Sequence[Line], start: int, end: int) -> Found | None:
    while start < end and lines[start].blank:
        start += 1
    signs = [at for at in range(start, end) if is_percent(lines[at])]
    if not signs or sum(line.block is Block.HEADING for line in lines[start:end]) > 1:
        return None
    front, back, *more = (excerpt(lines[at + 1 : stop]) for at, stop in pairwise([start - 1, *signs, end]))
    tags: tuple[str, ...] = ()
    if more and _TAGS.fullmatch(more[0]):
        tags = tag_names(more.pop(0))
    answer = "\n\n".join(filter(None, (back, *more)))
    if not front or not answer:
        return None
    return Found(start, end, front, answer, tags=tags, why="a percent sign alone on its line divides it")
