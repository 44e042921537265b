"""Footnotes: those that a text cites stand below it, wherever in the file they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_DEFINITION = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]{1,100})\]:", re.MULTILINE)
_LONGEST = 10_000
"""Characters of a footnote: it is written out on each card that cites it."""
_CITATION = re.compile(r"\[\^(?P<label>[^\]\s]{1,100})\](?!:)")


def plugin(md: MarkdownIt) -> None:
    """Teach the parser footnotes, and write them without anchors: a card has one page."""
    # those within the line recurse without bound
    md.use(footnote_plugin, inline=False)
    md.add_render_rule("footnote_ref", _citation)
    for name, html in (
        ("footnote_block_open", '<section class="footnotes"><ol>\n'),
        ("footnote_block_close", "</ol></section>\n"),
        ("footnote_open", "<li>"),
        ("footnote_close", "</li>\n"),
        ("footnote_anchor", ""),
    ):
        md.add_render_rule(name, _constant(html))


def definitions(references: str) -> dict[str, str]:
    """Cut the footnotes out of the references of a file, by label."""
    # what stands before each definition is its label
    _, *parts = _DEFINITION.split(references)
    return {
        label: f"[^{label}]:{text}" for label, text in zip(parts[::2], parts[1::2], strict=True) if len(text) < _LONGEST
    }


def with_cited(text: str, notes: Mapping[str, str]) -> str:
    """Return `text` and below it each footnote that it cites and does not hold itself."""
    if not notes or "[^" not in text:
        return text
    own = {match["label"] for match in _DEFINITION.finditer(text)}
    cited = dict.fromkeys(match["label"] for match in _CITATION.finditer(text))
    return "\n\n".join([text, *(notes[label] for label in cited if label in notes and label not in own)])


def _citation(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return f'<sup class="footnote-ref">{tokens[index].meta["id"] + 1}</sup>'


def _constant(html: str) -> Callable[..., str]:
    return lambda *_: html
