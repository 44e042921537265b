"""``==marked==``, ``H~2~O`` and ``x^2^``.

``a == b``, ``~5`` and ``x^2`` are far more common in notes, so the signs must hug what they mark: a highlight stands
apart from the words around it, and what is lowered or raised follows a letter, a digit or a bracket, and is short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_HIGHLIGHT = re.compile(r"==(?P<text>[^\s=](?:[^=\n]|=(?!=)){0,1000}?)(?<![\s=])==(?![=\w])")
_SHIFTED = re.compile(r"(?P<sign>[~^])(?P<text>[\w+−-]{1,12})(?P=sign)(?!(?P=sign))")
_TAGS = {"=": "mark", "~": "sub", "^": "sup"}


def plugin(md: MarkdownIt) -> None:
    """Teach the parser all three."""
    md.inline.ruler.before("strikethrough", "highlight", _highlight)
    md.inline.ruler.before("strikethrough", "shifted", _shifted)


def _highlight(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("==", state.pos) or (
        state.pos and (_before(state).isalnum() or _before(state) in "=_")
    ):
        return False
    return _wrap(state, _HIGHLIGHT.match(state.src, state.pos, state.posMax), silent=silent)


def _shifted(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "~^" or not state.pos or not (_before(state).isalnum() or _before(state) in ")]}"):
        return False
    return _wrap(state, _SHIFTED.match(state.src, state.pos, state.posMax), silent=silent)


def _before(state: StateInline) -> str:
    return state.src[state.pos - 1]


def _wrap(state: StateInline, match: re.Match[str] | None, *, silent: bool) -> bool:
    if match is None:
        return False
    if not silent:
        tag = _TAGS[match[0][0]]
        state.push(f"{tag}_open", tag, 1)
        end, state.pos, state.posMax = state.posMax, match.start("text"), match.end("text")
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True
