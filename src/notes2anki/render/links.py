"""Links: bare addresses become links, wikilinks are the text they show, and comments of Obsidian are gone.

Only addresses that work from a card stay links; a link to another file of the notes is its text.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from notes2anki.render.scripts import is_word
from notes2anki.render.signs import JOINT, without_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML, RendererProtocol
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_ADDRESS = re.compile(r"://[^\s<>\"`\\\x00-\x1f\u3000-\u303f\uff00-\uffef]{3,2000}")
_SCHEME = re.compile(r"(?<![a-z0-9])https?$", re.IGNORECASE)
_TRAILING = ".,;:!?'\"*_~)]}»”’"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_WIKILINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<shown>[^\[\]\n]{1,300}))?\]\]")
_NO_TARGET = re.compile(r"\s*(?:\d+\s*$|type:)")
"""A matrix or a footnote, and Anki's box for typing."""
_COMMENT = re.compile(r"%%(?!%)[^%\n]{1,2000}%%")
_LONGEST_COMMENT = 200
"""Lines of a comment between two lines that begin with ``%%``."""
_OUTWARD = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def plugin(md: MarkdownIt) -> None:
    """Teach the parser and the renderer."""
    normalize, readable = md.normalizeLink, md.normalizeLinkText
    md.normalizeLink = lambda url: normalize(url.replace(JOINT, ""))  # type: ignore[method-assign] # made to be replaced
    md.normalizeLinkText = lambda url: without_signs(readable(url))  # type: ignore[assignment,method-assign] # likewise; it decodes
    md.inline.ruler.after("autolink", "address", _address)
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("link", "comment", _comment)
    md.block.ruler.before("paragraph", "comment_block", _comment_block, {"alt": ["paragraph", "reference"]})
    md.add_render_rule("link_open", _open)
    md.add_render_rule("link_close", _close)


def _address(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    rest = _ADDRESS.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    address = scheme[0] + _trimmed(rest[0])
    href = state.md.normalizeLink(address)
    if not state.md.validateLink(href):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.push("link_open", "a", 1).attrs["href"] = href
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[0])
    return True


def _trimmed(address: str) -> str:
    """Take off the punctuation of the sentence; a closing bracket belongs to the address if it opens in it."""
    end = len(address)
    while end and address[end - 1] in _TRAILING:
        opener = _PAIRS.get(address[end - 1])
        if opener and address.count(opener, 0, end) >= address.count(address[end - 1], 0, end):
            break
        end -= 1
    return address[:end]


def _wikilink(state: StateInline, silent: bool) -> bool:
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or _NO_TARGET.match(match["target"]) or (state.pos and is_word(state.src[state.pos - 1])):
        return False
    if not silent:
        target = match["target"].strip().replace("#^", "#").replace("#", " › ").removeprefix(" › ")
        state.push("text", "", 0).content = (match["shown"] or target).strip()
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the signature of a rule
    match = _COMMENT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith("%%", state.bMarks[start] + state.tShift[start]):
        return False
    if state.src[state.bMarks[start] : state.eMarks[start]].count("%%") != 1:
        return False
    for line in range(start + 1, min(end, start + _LONGEST_COMMENT)):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if "%%" in text:
            if text.rstrip().endswith("%%") and not silent:
                state.line = line + 1
            return text.rstrip().endswith("%%")
    return False


def _open(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    link = tokens[index]
    address = escape(str(link.attrs["href"])) if tokens[index + 1].type == "link_close" else ""
    return (self.renderToken(tokens, index, options, env) if _leads_out(link) else "") + address


def _close(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    opening = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
    return "</a>" if _leads_out(opening) else ""


def _leads_out(link: Token) -> bool:
    return _OUTWARD.match(str(link.attrs["href"])) is not None
