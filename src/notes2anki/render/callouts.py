"""Callouts: a quote that begins with ``[!note] Title`` is a box of its own, as in Obsidian and on GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.render.sanitize import CALLOUTS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_MARK = re.compile(r"\[!(?P<kind>[a-zA-Z]{2,20})\][-+]?[ \t]*(?P<title>[^\n]*)\n?")
_SAME = {
    "attention": "warning",
    "caution": "warning",
    "check": "success",
    "cite": "quote",
    "done": "success",
    "error": "danger",
    "fail": "failure",
    "faq": "question",
    "help": "question",
    "hint": "tip",
    "missing": "failure",
    "summary": "abstract",
    "tldr": "abstract",
    "todo": "info",
}


def plugin(md: MarkdownIt) -> None:
    """Turn such quotes into boxes before their text is parsed."""
    md.core.ruler.before("inline", "callouts", _settle)


def _settle(state: StateCore) -> None:
    if "[!" not in state.src:
        return
    tokens: list[Token] = []
    quotes: list[Token] = []
    for token in state.tokens:
        if token.type == "inline" and len(tokens) > 1 and tokens[-2].type == "blockquote_open":
            mark = _MARK.match(token.content)
            if mark:
                _box(tokens, token, mark)
        elif token.type == "blockquote_open":
            quotes.append(token)
        elif token.type == "blockquote_close":
            token.tag = quotes.pop().tag
        tokens.append(token)
    state.tokens = tokens


def _box(tokens: list[Token], text: Token, mark: re.Match[str]) -> None:
    """Make a box of the quote whose first paragraph has just begun, and put the title before what is left of it."""
    quote, opening = tokens[-2:]
    quote.tag = "div"
    quote.attrs["class"] = box_class(mark["kind"])
    title = mark["title"].strip() or mark["kind"].capitalize()
    text.content = text.content[mark.end() :]
    if text.content:
        tokens[-1:] = [*title_tokens(title), opening]
    else:
        opening.attrs["class"] = "callout-title"
        text.content = title


def box_class(written: str) -> str:
    """Return the class of a callout that its writer calls `written`; it says no more than that when there is none such."""
    kind = _SAME.get(written.lower(), written.lower())
    return f"callout callout-{kind}" if kind in CALLOUTS else "callout"


def title_tokens(text: str) -> list[Token]:
    """Return the title of a callout."""
    return [
        Token("paragraph_open", "p", 1, attrs={"class": "callout-title"}, block=True),
        Token("inline", "", 0, content=text, children=[]),
        Token("paragraph_close", "p", -1, block=True),
    ]
