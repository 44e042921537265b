"""Python at its prompt, ``>>> 1 + 1``, and what it answers, up to the next blank line: code, and no quote in a quote in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_PROMPT = ">>> "


def plugin(md: MarkdownIt) -> None:
    """Teach the parser such code."""
    md.block.ruler.before("blockquote", "prompt", _prompt, {"alt": ["paragraph", "reference", "list"]})


def _prompt(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _line(state, start).startswith(_PROMPT) or state.is_code_block(start):
        return False
    last = start
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        line = _line(state, last)
        if line.startswith(">") and not f"{line} ".startswith(_PROMPT):
            return False  # quoted mail
        last += 1
    if not silent:
        state.line = last
        token = state.push("fence", "code", 0)
        token.info, token.map = "python", [start, last]
        token.content = state.getLines(start, last, state.blkIndent, keepLastLF=True)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
