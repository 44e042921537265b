"""Line breaks within a paragraph: people paste bare lines as lists, and editors wrap prose at a column.

A break stays, but where the paragraph is clearly wrapped prose: its lines are long, at no break the next word would
still have fitted on the line, and some break falls into the middle of a sentence. Nothing but a break joins lines of
Chinese and Japanese, which have no spaces between words. One behind a picture or a displayed formula is marked, for a card shows these as boxes.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.render.formulas import DISPLAYED
from notes2anki.render.scripts import UNSPACED, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_NARROWEST = 50
"""Columns of wrapped prose: editors wrap at 72 to 120, mail and books not below 50."""
_FIRST_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_SENTENCE_END = ".!?:;。！？：；…)）”\"'"


def plugin(md: MarkdownIt) -> None:
    """Make breaks of line ends, or take them out."""
    md.core.ruler.after("inline", "breaks", _settle)
    md.add_render_rule("hardbreak", _break)


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether `lines` are prose that an editor wrapped."""
    longest = max(map(len, lines))
    if longest < _NARROWEST:
        return False
    mid_sentence = False
    for line, following in pairwise(lines):
        word = _FIRST_WORD.match(following)
        if word is None or len(line) + len(word[0]) + (not is_unspaced(word[0])) <= longest:
            return False
        # scripts without capitals tell by the end of the line alone
        mid_sentence |= not following[0].isupper() and line[-1] not in _SENTENCE_END
    return mid_sentence


def joint(before: str, after: str) -> str:
    """Return what joins the line that ends with `before` to the one that begins with `after`."""
    return "" if is_unspaced(before[-1:]) and is_unspaced(after) else "\n"


def _settle(state: StateCore) -> None:
    for token in state.tokens:
        if "\n" not in token.content or not token.children or token.type != "inline":
            continue
        if not is_wrapped([line.strip() for line in token.content.split("\n")]):
            for child in token.children:
                if child.type == "softbreak":
                    child.type = "hardbreak"
            continue
        for number, child in enumerate(token.children[1:-1], 1):
            if child.type == "softbreak":
                before, after = token.children[number - 1].content, token.children[number + 1].content
                child.type, child.content = "text", joint(before, after)


def _break(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return '<br class="behind">\n' if index and _is_box(tokens[index - 1]) else "<br>\n"


def _is_box(token: Token) -> bool:
    return token.type in {"image", "embed"} or (token.type == "formula" and token.markup in DISPLAYED)
