"""Callouts of other tools: lines between ``:::note Title`` and ``:::``, as in Docusaurus, Quarto and HackMD, and lines that
are indented below ``!!! note "Title"``, as in MkDocs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.render.callouts import box_class, title_tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_OPENER = re.compile(
    r"(?:(?P<fence>:{3,})[ \t]*(?:\{[ \t]*\.(?:callout-)?(?P<class>[a-z]{2,20})[^{}\n]*\}|(?P<kind>[a-z]{2,20})(?![\w-]))"
    r"|(?:!!!|\?\?\?\+?)[ \t]+(?P<indented>[a-z]{2,20})(?![\w-]))(?P<title>[^\n]*)",
    re.IGNORECASE,
)
_FENCE = re.compile(r":{3,}[ \t]*(?P<more>\S?)")
_INDENT = 4


def plugin(md: MarkdownIt) -> None:
    """Teach the parser these boxes."""
    md.block.ruler.before("fence", "admonition", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 3] not in {":::", "!!!", "???"} or state.is_code_block(start):
        return False
    opener = _OPENER.match(state.src, begin, state.eMarks[start])
    if opener is None:
        return False
    kind = opener["class"] or opener["kind"] or opener["indented"]
    last = _fenced(state, start, end) if opener["fence"] else _indented(state, start, end)
    if last == start + 1 or box_class(kind) == "callout":
        return False
    if not silent:
        parent, limit, indent = state.parentType, state.lineMax, state.blkIndent
        state.parentType, state.lineMax = "callout", last
        state.blkIndent += 0 if opener["fence"] else _INDENT
        state.push("callout_open", "div", 1).attrs["class"] = box_class(kind)
        state.tokens += title_tokens(opener["title"].strip(' \t[]"') or kind.capitalize())
        state.md.block.tokenize(state, start + 1, last)
        state.push("callout_close", "div", -1)
        state.parentType, state.lineMax, state.blkIndent = parent, limit, indent
        state.line = last + (opener["fence"] is not None and last < end)
    return True


def _fenced(state: StateBlock, start: int, end: int) -> int:
    """Return the line that closes the box which opens at `start`, `end` if none does."""
    depth = 0
    for line in range(start, end):
        fence = _FENCE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        if fence:
            depth += 1 if fence["more"] else -1
        if depth == 0:
            return line
    return end


def _indented(state: StateBlock, start: int, end: int) -> int:
    """Return the first line behind those that are indented below `start`."""
    last = start + 1
    for line in range(start + 1, end):
        if not state.isEmpty(line):
            if state.sCount[line] < state.blkIndent + _INDENT:
                break
            last = line + 1
    return last
