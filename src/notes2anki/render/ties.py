"""Punctuation beside a formula stays on its line; a browser would break there, as beside a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.render.formulas import DISPLAYED
from notes2anki.render.signs import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_OPENING = "([«“„‘\"'（【「『《¡¿"
_CLOSING = ".,;:!?…)]»”’\"'-–—/%、。，；：！？）】」』》"
_MOST = 3
"""Characters that are tied on each side: what is longer is a rule or an ornament."""


def plugin(md: MarkdownIt) -> None:
    """Tie them when all else is done."""
    md.core.ruler.push("ties", _settle)


def _settle(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any(child.type == "formula" for child in token.children):
            token.children = list(_tied(token.children))


def _tied(children: list[Token]) -> Iterator[Token]:
    for child, following in zip(children, [*children[1:], Token("text", "", 0)], strict=True):
        if child.type == "text" and following.type == "formula" and following.markup not in DISPLAYED:
            cut = _length(child.content[::-1], _OPENING)
            following.meta["before"] = child.content[len(child.content) - cut :]
            child.content = child.content[: len(child.content) - cut]
        if child.type != "formula" or child.markup in DISPLAYED:
            yield child
            continue
        before, after = child.meta.get("before", ""), ""
        if following.type == "text":
            cut = _length(following.content, _CLOSING)
            cut -= following.content[cut : cut + 1] == JOINT  # a colon of a cloze
            after, following.content = following.content[:cut], following.content[cut:]
        yield from _together(before, child, after) if before or after else [child]


def _length(text: str, signs: str) -> int:
    """Return how many of the first characters are among `signs`."""
    return next((at for at, character in enumerate(text[:_MOST]) if character not in signs), min(len(text), _MOST))


def _together(before: str, formula: Token, after: str) -> list[Token]:
    return [
        Token("tie_open", "span", 1, attrs={"class": "unbroken"}),
        Token("text", "", 0, content=before),
        formula,
        Token("text", "", 0, content=after),
        Token("tie_close", "span", -1),
    ]
