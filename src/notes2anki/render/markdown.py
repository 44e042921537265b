"""The Markdown that notes are written in, put together: CommonMark, tables, and what people add to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from notes2anki.render import (
    admonitions,
    bars,
    breaks,
    callouts,
    emphasis,
    footnotes,
    formulas,
    grids,
    headings,
    highlight,
    links,
    pictures,
    prompts,
    rows,
    tables,
    tags,
    tasks,
    ties,
)
from notes2anki.render.context import Doubt, context_of

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

DEEPEST = 60
"""Levels of nesting; beyond them markdown-it drops what is there."""
_DENSEST = 1000
"""Signs in one paragraph that may begin a link, a code span or an emphasis: each makes the parser look ahead."""
_SIGNS = "[*_`<!"
_OPEN_BRACKET = 50
"""What a bracket that nothing closes counts for: it is looked at again for each one before it."""

_BEGINNING = re.compile(r"[\n$*\[\\\]^_`~]|!(?=\[)|%(?=%)|&(?=[#a-zA-Z])|:(?=//)|<(?=[a-zA-Z/!])|=(?==)")
"""Where a rule for inline text may begin. Hyphens, colons and the like are most of what the parser would stop at."""


class UnfitError(Exception):
    """A text cannot be shown with its markup; the message says why."""


def parser() -> MarkdownIt:
    """Build the parser."""
    md = MarkdownIt("js-default", {"html": True, "maxNesting": DEEPEST})
    md.disable(["linkify", "replacements", "smartquotes"])
    md.use(deflist_plugin)
    for feature in (
        footnotes, formulas, tags, pictures, links, emphasis, headings, rows, grids, bars, tables, breaks,
        callouts, admonitions, prompts, tasks, highlight, ties
    ):  # fmt: skip
        md.use(feature.plugin)
    md.core.ruler.before("inline", "depth", _fathom)
    md.core.ruler.before("inline", "density", _thin)
    md.inline.terminator_re = _BEGINNING
    return md


def _fathom(state: StateCore) -> None:
    """Refuse a text whose depth may have cost it some of its parts."""
    if any(token.level >= DEEPEST - 1 for token in state.tokens):
        raise UnfitError(f"markup nests deeper than {DEEPEST} levels")


def _thin(state: StateCore) -> None:
    """Take a paragraph made of little but markup as text: the parser would look at each sign again and again."""
    if _is_thin(state.src):
        return
    for token in state.tokens:
        if token.type == "inline" and _density(token.content) > _DENSEST:
            message = f"more than {_DENSEST} signs of markup in one paragraph; it is shown as text"
            context_of(state.env).doubts.append(Doubt("markup-unfit", message, token.content.split("\n", 1)[0][:80]))
            lines = token.content.split("\n")
            pairs = ((Token("text", "", 0, content=line), Token("hardbreak", "br", 0)) for line in lines)
            token.children = [part for pair in pairs for part in pair][:-1]
            token.content = ""


def _is_thin(text: str) -> bool:
    """Tell at once that no paragraph of `text` can be too dense."""
    return sum(map(text.count, _SIGNS)) + _OPEN_BRACKET * text.count("[") <= _DENSEST


def _density(text: str) -> int:
    return sum(map(text.count, _SIGNS)) + _OPEN_BRACKET * max(0, text.count("[") - text.count("]"))
