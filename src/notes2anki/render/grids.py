"""Tables that are drawn with signs: ``+---+---+`` above and below, as databases print them and Pandoc reads them."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from notes2anki.render.rows import emit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_RULE = re.compile(r"\+(?:[-=:]+\+)+")
_MOST_LINES = 200
_RULES_AROUND_ROWS = 3
"""Above, below the head and below all; where there are more, they stand between rows, which may have several lines."""


def plugin(md: MarkdownIt) -> None:
    """Teach the parser these tables."""
    md.block.ruler.before("list", "grid", _grid, {"alt": ["paragraph", "reference", "blockquote"]})


def _grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    rule = _line(state, start)
    if not rule.startswith("+-") or not _RULE.fullmatch(rule) or state.is_code_block(start):
        return False
    if start + 1 >= end or not _line(state, start + 1).startswith("|"):
        return False
    parts: list[list[list[str]]] = [[]]
    last = start + 1
    while last < min(end, start + _MOST_LINES) and (line := _line(state, last)).startswith(("|", "+")):
        if _RULE.fullmatch(line):
            parts.append([])
        else:
            parts[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        last += 1
    rows = parts[0] + parts[1] if len(parts) == _RULES_AROUND_ROWS else _joined(parts)
    if parts.pop() or not rows or any(len(row) != rule.count("+") - 1 for row in rows):
        return False
    if not silent:
        state.line = last
        emit(state, rows, start, head=len(parts) > 1)
    return True


def _joined(parts: list[list[list[str]]]) -> list[list[str]]:
    """Make one row of the lines between two rules."""
    return [["\n".join(filter(None, cells)) for cells in zip_longest(*lines, fillvalue="")] for lines in parts if lines]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
