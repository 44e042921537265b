"""What Markdown says each line is: heading, list item, code, table, prose; at which depth, and without its markup.

markdown-it-py decides; nothing here knows what people mean by their lines. With the rule `inline` disabled an inline
token's content has exactly one line for each source line of its map, which gives every line of prose its true number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

NESTING = 100
"""Lists and quotes that are nested deeper are read as plain prose; markdown-it would drop them."""


class Block(StrEnum):
    """What kind of block a line belongs to."""

    BLANK = "blank"
    PROSE = "prose"
    HEADING = "heading"
    CODE = "code"
    HTML = "html"
    TABLE = "table"
    RULE = "rule"
    REFERENCE = "reference"
    """A link reference definition, or front matter: said of the notes, not in them."""


class Line(NamedTuple):
    """One line of the notes."""

    number: int
    """Counts from 1."""
    raw: str
    """As it stands in the file."""
    text: str
    """Without the marks of its containers: ``> - ## What?`` has the text ``What?``."""
    block: Block
    level: int = 0
    """Of a heading, 1 to 6; else 0."""
    depth: int = 0
    """How many list items it lies in."""
    quote: int = 0
    """How many block quotes it lies in."""
    marker: str = ""
    """Mark of the list item that the line opens: ``-``, ``*``, ``+``, ``3.``, ``3)``; else empty."""
    first: bool = False
    """Whether a block (paragraph, heading, code, table) begins here."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.block is Block.BLANK


_REFERENCE = re.compile(r"[ >\t]*\[[^\]\n]{1,999}\]:")
_CONTAINER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>(?P<text>.{1,500}?)</h(?P=level)>", re.IGNORECASE)
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table").disable("inline")


def front_matter(lines: list[str]) -> int:
    """Return how many lines at the head are front matter, fences included (``---`` YAML, ``+++`` TOML); 0 for none."""
    match = _FRONT.fullmatch(lines[0]) if lines else None
    if not match:
        return 0
    for number, line in enumerate(lines[1:500], start=2):
        if line.rstrip() == match[1] or (match[1] == "---" and line.rstrip() == "..."):
            return number
        if number == 2 and not line.strip():  # a rule, then prose  # noqa: PLR2004 - the second line
            return 0
    return 0


def read_lines(text: str) -> list[Line]:
    """Say of every line of a text (lines end at ``\\n``) what Markdown takes it for."""
    raw = text.split("\n")
    head = front_matter(raw)
    lines = [Line(n, r, "", Block.BLANK) if not r.strip(" \t>") else None for n, r in enumerate(raw, start=1)]
    for n in range(head):
        lines[n] = Line(n + 1, raw[n], "", Block.REFERENCE)
    body = "\n" * head + "\n".join(raw[head:]) if head else text
    for line in _walk(_markdown().parse(body), raw):
        lines[line.number - 1] = line
    return [line or _left_over(n, raw[n - 1]) for n, line in enumerate(lines, start=1)]


def _left_over(number: int, raw: str) -> Line:
    """Read a line that markdown-it gave no token: a reference definition, or text nested too deep for it."""
    if _REFERENCE.match(raw):
        return Line(number, raw, raw.strip(), Block.REFERENCE)
    return Line(number, raw, _CONTAINER.sub("", raw, count=1).strip(), Block.PROSE)


def _walk(tokens: list[Token], raw: list[str]) -> Iterator[Line]:
    depth = quote = level = 0
    underlined = False
    marker = ""
    opened = -1
    table = False
    for token in tokens:
        match token.type:
            case "list_item_open":
                depth += 1
                assert token.map is not None
                marker, opened = token.info + token.markup, token.map[0]
            case "list_item_close":
                depth -= 1
            case "blockquote_open":
                quote += 1
            case "blockquote_close":
                quote -= 1
            case "heading_open":
                level, underlined = int(token.tag[1]), token.markup in "-="
                if token.markup in "-=" and not _is_underline(token, raw):
                    level = 0
            case "heading_close":
                level, underlined = 0, False
            case "table_open":
                table = True
                yield from _whole(token, raw, Block.TABLE, depth, quote, marker, opened)
            case "table_close":
                table = False
            case "fence" | "code_block":
                yield from _whole(token, raw, Block.CODE, depth, quote, marker, opened)
            case "html_block":
                yield from map(_html_heading, _whole(token, raw, Block.HTML, depth, quote, marker, opened))
            case "hr":
                yield from _whole(token, raw, Block.RULE, depth, quote, marker, opened)
            case "inline" if not table:
                block = Block.HEADING if level else Block.PROSE
                yield from _inline(token, raw, block, level, depth, quote, marker, opened)
                if underlined and token.map:
                    yield _underline(token.map[1], raw, level, depth, quote)
            case _:
                pass


def _html_heading(line: Line) -> Line:
    """Return a line of HTML that is a whole heading as the heading it is."""
    match = _HTML_HEADING.fullmatch(line.text)
    return line._replace(block=Block.HEADING, level=int(match["level"]), text=match["text"].strip()) if match else line


def _is_underline(token: Token, raw: list[str]) -> bool:
    """Whether a line of signs makes a heading of the text above it: not three dashes, and not below several lines."""
    assert token.map is not None
    start, end = token.map
    return end - start == 2 and raw[end - 1].strip(" >\t") != "---"  # noqa: PLR2004 - one line of text and its underline


def _underline(number: int, raw: list[str], level: int, depth: int, quote: int) -> Line:
    """Return the line of dashes or equals signs below a heading: a part of it, or a separator where it is none."""
    block = Block.REFERENCE if level else Block.RULE
    return Line(number + 1, raw[number], "", block, depth=depth, quote=quote)


def _inline(
    token: Token, raw: list[str], block: Block, level: int, depth: int, quote: int, marker: str, opened: int
) -> Iterator[Line]:
    assert token.map is not None
    start = token.map[0]
    for offset, text in enumerate(token.content.split("\n")):
        at = start + offset
        mark = marker if at == opened else ""
        yield Line(at + 1, raw[at], text.strip(), block, level, depth, quote, mark, first=offset == 0)


def _whole(
    token: Token, raw: list[str], block: Block, depth: int, quote: int, marker: str, opened: int
) -> Iterator[Line]:
    assert token.map is not None
    start, end = token.map
    while end > start + 1 and not raw[end - 1].strip(" >\t"):
        end -= 1
    for at in range(start, end):
        text = raw[at]
        if quote or depth:
            text = _CONTAINER.sub("", text, count=1) if at == opened or block is not Block.CODE else text
        mark = marker if at == opened else ""
        yield Line(at + 1, raw[at], text.strip(), block, 0, depth, quote, mark, first=at == start)
