"""What is glued to a formula stays on its line: punctuation, and the ending in ``$k$th``.

A browser would break there, as beside a picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.render.formulas import DISPLAYED
from notes2anki.render.scripts import UNSPACED
from notes2anki.render.signs import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_AHEAD = re.compile(r"[(\[«“„‘\"'（【「『《¡¿]{1,3}\Z")
_BEHIND = re.compile(rf"[-.,;:!?…)\]»”’\"'–—/%、。，；：！？）】」』》]{{1,3}}(?!{JOINT})|[^\W_{UNSPACED}]{{1,3}}")
"""Of a long row of signs, which is an ornament, only the first are glued; a colon of a cloze is not."""


def plugin(md: MarkdownIt) -> None:
    """Tie them when all else is done."""
    md.core.ruler.push("ties", _settle)


def _settle(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any(child.type == "formula" for child in token.children):
            token.children = list(_tied(token.children))


def _tied(children: list[Token]) -> Iterator[Token]:
    before = ""
    for child, following in zip(children, [*children[1:], Token("text", "", 0)], strict=True):
        if child.type == "text" and _is_inline(following) and (ahead := _AHEAD.search(child.content[-3:])):
            before = ahead[0]
            child.content = child.content.removesuffix(before)
        if not _is_inline(child):
            yield child
            continue
        behind = _BEHIND.match(following.content) if following.type == "text" else None
        after = behind[0] if behind else ""
        following.content = following.content.removeprefix(after)
        yield from _together(before, child, after) if before or after else [child]
        before = ""


def _is_inline(token: Token) -> bool:
    return token.type == "formula" and token.markup not in DISPLAYED


def _together(before: str, formula: Token, after: str) -> list[Token]:
    return [
        Token("tie_open", "span", 1, attrs={"class": "unbroken"}),
        Token("text", "", 0, content=before),
        formula,
        Token("text", "", 0, content=after),
        Token("tie_close", "span", -1),
    ]
