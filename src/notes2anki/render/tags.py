"""HTML that people write into Markdown: tags of the allow-list that are meant as such work; all others are text.

``List<int>``, ``a<b and b>c`` and ``<script>`` must be read as they were written. A tag counts only when its name is
allowed, its attributes have values, and its partner is there, so that “the <b> tag” does not turn the rest bold. Tags
that HTML has given up are those that took their place; a table gets the box that ours have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from notes2anki.render.context import Context, context_of
from notes2anki.render.pictures import linked, shown
from notes2anki.render.sanitize import BLOCK, INLINE
from notes2anki.render.signs import decoded
from notes2anki.render.tables import box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,10})(?P<attributes>(?:\s+(?:[a-zA-Z:_-]{1,40}\s{0,3}=\s{0,3}"
    r"(?:\"[^\"<]{0,9999}\"|'[^'<]{0,9999}'|[^\s\"'=<>`]{1,9999})|open|controls|autoplay|loop|muted|checked|disabled|allowfullscreen)){0,20})\s*/?>"
)
_FRAME = re.compile(
    r"(?>\s|</?(?:div|section|details|center|blockquote|article|aside|footer|header|main|nav)\b[^<>]*>"
    r"|<summary\b[^<>]*>(?:[^<\n]|<(?!/?summary))*+</summary>)+",
    re.IGNORECASE,
)
"""A line of nothing but tags that go around text: what follows it is Markdown, also where no blank line is between."""
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_LONGEST_COMMENT = 20_000
_MEDIA = frozenset({"audio", "iframe", "img", "source", "video"})
_FORMER = {"acronym": "abbr", "big": "span", "font": "span", "nobr": "span", "strike": "s", "tt": "code"}
_PARTS = frozenset({"article", "aside", "footer", "header", "main", "nav"})
_BLOCK = BLOCK | _PARTS
_ALLOWED = INLINE | _BLOCK | _MEDIA | _FORMER.keys()
_VOID = frozenset({"br", "col", "hr", "img", "source", "wbr"})
_END_OPTIONAL = frozenset({"dd", "details", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
# fmt: off
_KEPT_ATTRIBUTES = frozenset({
    "align", "alt", "colspan", "datetime", "height", "href", "open", "rowspan", "start", "title", "type", "width",
})
# fmt: on


@dataclass(slots=True)
class _Piece:
    """A tag, or text when it has no name."""

    written: str
    name: str = ""
    closing: bool = False
    attributes: str = ""
    works: bool = False


def plugin(md: MarkdownIt) -> None:
    """Let the parser see tags as described above."""
    md.inline.ruler.at("html_inline", _inline)
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("inline", "tags", _settle)


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    end = _comment_end(state.src, state.pos, state.posMax)
    if not end:
        tag = _TAG.match(state.src, state.pos, state.posMax)
        if tag is None or tag["name"].lower() not in _ALLOWED:
            return False
        end = tag.end()
        if not silent:
            state.push("html_inline", "", 0).content = tag[0]
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", begin) or state.is_code_block(start):
        return False
    comment_end = _comment_end(state.src, begin, len(state.src))
    if comment_end:
        last = start + state.src.count("\n", begin, comment_end)
        if last >= end or state.src[comment_end : state.eMarks[last]].strip():
            return False
    else:
        tag = _TAG.match(state.src, begin, state.eMarks[start])
        if tag is None or not _may_open_block(tag, state.src):
            return False
        last = start
        framed = _FRAME.fullmatch(state.src, begin, state.eMarks[start]) is not None
        while last + 1 < end and not state.isEmpty(last + 1) and state.sCount[last + 1] >= state.blkIndent:
            if framed and not state.is_code_block(last + 1):
                break
            framed, last = False, last + 1
    if not silent:
        state.line = last + 1
        if not comment_end:
            content = state.getLines(start, state.line, state.blkIndent, keepLastLF=True)
            state.push("html_block", "", 0).content = content
    return True


def _may_open_block(tag: re.Match[str], source: str) -> bool:
    name = tag["name"].lower()
    if name not in _BLOCK or tag["closing"] or name in _VOID or name in _END_OPTIONAL:
        return name in _BLOCK
    return source.find(f"</{tag['name']}", tag.end()) > 0


def _comment_end(text: str, start: int, limit: int) -> int:
    """Return where the comment that begins at `start` ends, 0 when none does."""
    if not text.startswith("<!--", start):
        return 0
    end = text.find("-->", start + 4, min(limit, start + _LONGEST_COMMENT))
    return end + 3 if end > 0 else 0


def _settle(state: StateCore) -> None:
    """Decide which tags of the whole text work, and write them and the rest."""
    if "<" not in state.src:
        return
    texts = []
    for token in state.tokens:
        if token.type == "html_block":
            texts.append((token, list(_pieces(token.content)), True))
        children = (child for child in token.children or () if child.type == "html_inline")
        texts += [(child, list(_pieces(child.content)), False) for child in children]
    open_tags: dict[str, list[_Piece]] = {}
    for _, pieces, in_block in texts:
        for piece in pieces:
            _pair(piece, open_tags, in_block=in_block)
    for token, pieces, in_block in texts:
        token.content = "".join(_written(piece, context_of(state.env)) for piece in pieces)
        if in_block and token.content.strip() and not any(piece.works for piece in pieces):
            token.content = f"<p>{token.content}</p>\n"


def _pieces(html: str) -> Iterator[_Piece]:
    last, place = 0, html.find("<")
    while place >= 0:
        end = _comment_end(html, place, len(html))
        tag = None if end else _TAG.match(html, place)
        if tag and tag["name"].lower() in _ALLOWED:
            end = tag.end()
        if end:
            yield _Piece(html[last:place])
            last = end
            if tag:
                yield _Piece(tag[0], tag["name"].lower(), bool(tag["closing"]), tag["attributes"])
        place = html.find("<", end or place + 1)
    yield _Piece(html[last:])


def _pair(piece: _Piece, open_tags: dict[str, list[_Piece]], *, in_block: bool) -> None:
    if piece.name in _VOID:
        piece.works = True
    elif piece.closing:
        if open_tags.get(piece.name):
            piece.works = open_tags[piece.name].pop().works = True
        elif in_block:
            piece.name = piece.written = ""  # the answer was cut out of what it ends
    elif piece.name:
        piece.works = in_block and piece.name in _END_OPTIONAL
        open_tags.setdefault(piece.name, []).append(piece)


def _written(piece: _Piece, context: Context) -> str:
    if not piece.works:
        return escape(piece.written if piece.name else unescape(piece.written), quote=False)
    attributes = {
        name.lower(): unescape(value[1:-1] if value[:1] in {'"', "'"} else value)
        for name, value in _ATTRIBUTE.findall(piece.attributes)
    }
    if piece.name in _MEDIA:
        if piece.closing or "src" not in attributes:
            return escape(attributes.get("alt", ""))
        if piece.name == "iframe":
            return linked(attributes["src"].strip()) or escape(piece.written, quote=False)
        size = [value if value.isdecimal() else None for value in map(attributes.get, ("width", "height"), ("", ""))]
        return shown(context, decoded(attributes["src"].strip()), attributes.get("alt", ""), size)
    if piece.name in _PARTS:  # Notion exports callouts as asides
        return "</div>" if piece.closing else '<div class="callout">' if piece.name == "aside" else "<div>"
    tag = _FORMER.get(piece.name, piece.name)
    if piece.closing and tag not in _VOID:
        return "</table></div>" if tag == "table" else f"</{tag}>"
    kept = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if name in _KEPT_ATTRIBUTES)
    return f"{box()}<table{kept}>" if tag == "table" else f"<{tag}{kept}>"
