"""Headings within an answer: they stand below the title of the question, so the highest of them is a fourth-level one.

A line of equals signs makes a heading of the line above it, as in Markdown; a line of hyphens does not, for in notes it
is a rule between two parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

_TOP = 4
_UNDERLINE = re.compile(r"={2,}[ \t]*")


def plugin(md: MarkdownIt) -> None:
    """Teach the parser these headings."""
    md.block.ruler.at("lheading", _underlined)
    md.core.ruler.push("headings", _lower)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    below = start + 1
    if silent or below >= end or not 0 <= state.sCount[below] - state.blkIndent < 4:
        return False
    if not _UNDERLINE.fullmatch(state.src, state.bMarks[below] + state.tShift[below], state.eMarks[below]):
        return False
    state.line = below + 1
    state.push("heading_open", "h1", 1).map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    inline.children = []
    state.push("heading_close", "h1", -1)
    return True


def _lower(state: StateCore) -> None:
    if "#" not in state.src and "==" not in state.src:
        return
    headings = [token for token in state.tokens if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if headings:
        highest = min(int(token.tag[1]) for token in headings)
        for token in headings:
            token.tag = f"h{min(6, int(token.tag[1]) - highest + _TOP)}"
