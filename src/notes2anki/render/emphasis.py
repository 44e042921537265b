"""``==marked==``, ``^^marked^^``, ``H~2~O``, ``x^2^``, and ``**strong**`` in Chinese and Japanese.

``a == b``, ``~5`` and ``x^2`` are far more common in notes, so the signs must hug what they mark: a highlight stands
apart from the words around it, and what is lowered or raised follows a letter, a digit or a bracket, and is short.
CommonMark asks for a space or punctuation outside of asterisks that have punctuation inside, as in ``**note:** text``;
where words have no spaces between them, as in ``**注意：**文字``, that would leave most of them as they are. ``**Note:**text`` lacks a space that people forget; ``2*3*4``, ``x**2`` and ``[a-z]*``
are products, powers and patterns, and ``__init__`` is a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import rules_inline

from notes2anki.render.scripts import UNSPACED, is_unspaced, is_word

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_HIGHLIGHT = re.compile(rf"==(?P<text>[^\s=](?:[^=\n]|=(?!=)){{0,1000}}?)(?<![\s=])==(?!=|[^\W{UNSPACED}])")
_ROAM_HIGHLIGHT = re.compile(rf"\^\^(?P<text>[^\s^][^^\n]{{0,1000}}?)(?<!\s)\^\^(?!\^|[^\W{UNSPACED}])")
_PYTHON_NAME = re.compile(
    r"__(?:all|bases|call|class|contains|del|delitem|dict|doc|enter|eq|exit|file|ge|get|getattr|getattribute|getitem|gt"
    r"|hash|init|iter|le|len|lt|main|module|mro|name|ne|new|next|post_init|repr|set_name|setattr|setitem|slots|str)__"
    r"(?![^\W_])"
)
_SHIFTED = re.compile(r"(?P<sign>[~^])(?P<text>[\w+−-]{1,12})(?P=sign)(?!(?P=sign))")
_ENDS = ".,:;!?…)]}\"'”’»%"
_TAGS = {"==": "mark", "^^": "mark", "~": "sub", "^": "sup"}


def plugin(md: MarkdownIt) -> None:
    """Teach the parser all four."""
    md.inline.ruler.at("emphasis", _strong)
    md.inline.ruler.before("strikethrough", "highlight", _highlight)
    md.inline.ruler.before("strikethrough", "shifted", _shifted)


def _strong(state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.delimiters)
    if name := _PYTHON_NAME.match(state.src, start, state.posMax):
        state.pending += "" if silent else name[0]
        state.pos = name.end()
        return True
    if not rules_inline.emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before, after, several = _at(state, start - 1), _at(state, state.pos), state.pos - start > 1
        multiplies = is_word(before) and (after.isdigit() if several else is_word(after))
        multiplies |= before in ")]}" and (after.isdigit() or not several)
        for delimiter in state.delimiters[count:]:
            delimiter.open |= is_unspaced(before) and not after.isspace()
            delimiter.open &= not multiplies
            delimiter.close |= is_unspaced(after) and not before.isspace()
            delimiter.close |= several and is_word(after) and before in _ENDS
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    before = _at(state, state.pos - 1)
    if is_word(before) or before in {"=", "_", "^"}:
        return False
    if state.src.startswith("==", state.pos):
        return _wrap(state, _HIGHLIGHT.match(state.src, state.pos, state.posMax), silent=silent)
    return _wrap(state, _ROAM_HIGHLIGHT.match(state.src, state.pos, state.posMax), silent=silent)


def _shifted(state: StateInline, silent: bool) -> bool:
    before = _at(state, state.pos - 1)
    if state.src[state.pos] not in "~^" or not (before.isalnum() or before in {")", "]", "}"}):
        return False
    return _wrap(state, _SHIFTED.match(state.src, state.pos, state.posMax), silent=silent)


def _at(state: StateInline, place: int) -> str:
    """Return the character at `place`, a space beyond the ends."""
    return state.src[place] if 0 <= place < state.posMax else " "


def _wrap(state: StateInline, match: re.Match[str] | None, *, silent: bool) -> bool:
    if match is None:
        return False
    if not silent:
        tag = _TAGS[match[0][: match.start("text") - match.start()]]
        state.push(f"{tag}_open", tag, 1)
        end, state.pos, state.posMax = state.posMax, match.start("text"), match.end("text")
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True
