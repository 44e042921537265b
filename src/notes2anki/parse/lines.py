"""What Markdown says each line is: heading, list item, code, table, prose; at which depth, and without its markup.

markdown-it-py decides; nothing here knows what people mean by their lines. With the rule `inline` disabled an inline
token's content has exactly one line for each source line of its map, which gives every line of prose its true number.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

NESTING = 100
"""How deep markdown-it goes; it would drop what is nested deeper, and all that follows."""
_WIDEST = 90
"""Columns of marks and indents before a text. A quote takes one at least and a list, which is two levels, takes two: so
no line nests deeper than it is wide, and what is cut to this stays above the bottom."""


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
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,100}\]:[ \t]+\S")
_INDENTED = re.compile(r" {2}|\t")
_CONTAINER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_DEEP = re.compile(rf"[ \t>*+.)\d-]{{{_WIDEST}}}")
_PREFIX = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>(?P<text>.{1,500}?)</h(?P=level)>", re.IGNORECASE)
_HTML_HEADING_OPEN = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>(?P<text>[^<>]{0,500})", re.IGNORECASE)
_FOLD_END = re.compile(r"[ \t>]*</details>[ \t]*", re.IGNORECASE)
_NOT_YAML = re.compile(r"\d{1,4}\.[ \t]+\S|>[ \t]")
"""A numbered line, a quote: a rule opened a section of notes."""
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*")


_WHOLE = {
    "fence": Block.CODE,
    "code_block": Block.CODE,
    "html_block": Block.HTML,
    "table_open": Block.TABLE,
    "hr": Block.RULE,
}


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
        if (number == 2 and not line.strip()) or _NOT_YAML.match(line):  # a rule, then prose
            return 0
    return 0


def read_lines(text: str) -> list[Line]:
    """Say of every line of a text what Markdown takes it for; lines end at line feeds only."""
    raw = text.split("\n")
    head = front_matter(raw)
    lines = [Line(n, r, "", Block.BLANK) if not r.strip(" \t>") else None for n, r in enumerate(raw, start=1)]
    for n in range(head):
        lines[n] = Line(n + 1, raw[n], "", Block.REFERENCE)
    body = "\n" * head + "\n".join(map(_shallow, _unfolded(raw[head:])))
    for line in _Walker(raw).walk(_markdown().parse(body)):
        lines[line.number - 1] = line
    return _footnotes([line or _left_over(n, raw[n - 1]) for n, line in enumerate(lines, start=1)])


def _footnotes(lines: list[Line]) -> list[Line]:
    """Set apart the footnotes: CommonMark knows none, and takes one of several words for prose."""
    if not any(_FOOTNOTE.match(line.raw) for line in lines if line.block is Block.PROSE):
        return lines
    within = False
    blanks: list[int] = []
    for at, line in enumerate(lines):
        if not line.raw.strip():
            blanks.append(at)
            continue
        starts = line.block is Block.PROSE and not line.depth and _FOOTNOTE.match(line.raw)
        goes_on = within and (_INDENTED.match(line.raw) or _runs_on(line))
        if goes_on and not starts:
            for blank in blanks:
                lines[blank] = lines[blank]._replace(block=Block.REFERENCE)
        within = bool(starts or goes_on)
        if within:
            lines[at] = line._replace(block=Block.REFERENCE)
        blanks = []
    return lines


def _runs_on(line: Line) -> bool:
    """Whether a line is the rest of the sentence before it."""
    return line.block is Block.PROSE and not line.first and line.text[:1].islower()


def folds(line: Line) -> int:
    """Return how many folded texts a line of HTML opens, less those it closes."""
    lower = line.raw.lower() if line.block is Block.HTML else ""
    return lower.count("<details") - lower.count("</details")


def _unfolded(raw: list[str]) -> Iterator[str]:
    """Blank the end of folded text that the next line follows at once: to Markdown that line would be HTML, too."""
    for line, following in pairwise([*raw, ""]):
        ends = "</" in line and _FOLD_END.fullmatch(line) and not following.lstrip(" \t>").startswith("<")
        yield "" if ends and following.strip() else line


def _shallow(raw: str) -> str:
    """Cut off the marks and indents of a line that make it deeper than markdown-it goes."""
    wide = raw.expandtabs(4) if "\t" in raw[:_WIDEST] else raw
    prefix = _PREFIX.match(wide) if _DEEP.match(wide) else None
    return wide[: min(_WIDEST, prefix.end())] + wide[prefix.end() :] if prefix else raw


def _left_over(number: int, raw: str) -> Line:
    """Read a line that markdown-it gave no token: a reference definition, the end of folded text, text nested too deep."""
    if _REFERENCE.match(raw):
        return Line(number, raw, raw.strip(), Block.REFERENCE)
    if _FOLD_END.fullmatch(raw):
        return Line(number, raw, raw.strip(), Block.HTML, first=True)
    return Line(number, raw, _CONTAINER.sub("", raw, count=1).strip(), Block.PROSE)


class _Walker:
    """Walks over the tokens of a document and keeps in mind which lists, quotes and headings are open."""

    def __init__(self, raw: list[str]) -> None:
        self.raw = raw
        self.depth = self.quote = self.level = 0
        self.marker, self.item = "", -1
        """The mark of the list item that was opened last, and its first line, counted from 0."""
        self.underlined = self.table = False

    def walk(self, tokens: list[Token]) -> Iterator[Line]:
        """Return the lines that the tokens speak of."""
        for token in tokens:
            if token.map is not None and token.type in _WHOLE:
                whole = self._whole(token.type, *token.map)
                yield from _html_headings(list(whole)) if token.type == "html_block" else whole
            if token.type == "inline" and token.map is not None and not self.table:
                yield from self._inline(token.content, *token.map)
            elif token.type == "list_item_open" and token.map is not None:
                self.depth += 1
                self.marker, self.item = token.info + token.markup, token.map[0]
            else:
                self._open_or_close(token)

    def _open_or_close(self, token: Token) -> None:
        match token.type:
            case "list_item_close":
                self.depth -= 1
            case "blockquote_open" | "blockquote_close":
                self.quote += token.nesting
            case "table_open" | "table_close":
                self.table = token.nesting > 0
            case "heading_open":
                self.underlined = token.markup in "-="
                heading = not self.underlined or _is_underline(token, self.raw)
                self.level = int(token.tag[1]) if heading else 0
            case "heading_close":
                self.level, self.underlined = 0, False
            case _:
                pass

    def _line(self, at: int, text: str, block: Block, *, first: bool) -> Line:
        marker = self.marker if at == self.item else ""
        return Line(at + 1, self.raw[at], text.strip(), block, self.level, self.depth, self.quote, marker, first)

    def _inline(self, content: str, start: int, end: int) -> Iterator[Line]:
        """Return the lines of a paragraph or of a heading."""
        block = Block.HEADING if self.level else Block.PROSE
        for offset, text in enumerate(content.split("\n")):
            yield self._line(start + offset, text, block, first=offset == 0)
        if self.underlined:  # the line of signs is a part of the heading, or a separator where it makes none
            block = Block.REFERENCE if self.level else Block.RULE
            yield Line(end + 1, self.raw[end], "", block, depth=self.depth, quote=self.quote)

    def _whole(self, kind: str, start: int, end: int) -> Iterator[Line]:
        """Return the lines of a block that is not read as text: code, HTML, a table, a rule."""
        block = _WHOLE[kind]
        while end > start + 1 and not self.raw[end - 1].strip(" >\t"):
            end -= 1
        for at in range(start, end):
            text = self.raw[at]
            if (self.quote or self.depth) and (at == self.item or block is not Block.CODE):
                text = _CONTAINER.sub("", text, count=1)
            yield self._line(at, text, block, first=at == start)


def _html_headings(lines: list[Line]) -> Iterator[Line]:
    """Return lines of HTML with the headings among them as what they are: on one line, or between lines with the tags."""
    level = 0
    for line in lines:
        if match := _HTML_HEADING.fullmatch(line.text):
            yield line._replace(block=Block.HEADING, level=int(match["level"]), text=match["text"].strip())
            continue
        match = _HTML_HEADING_OPEN.fullmatch(line.text)
        level, text = (int(match["level"]), match["text"]) if match else (level, line.text)
        closed = f"</h{level}>"
        text, ends = text.removesuffix(closed), closed in line.text.lower()
        if level and text.strip():
            yield line._replace(block=Block.HEADING, level=level, text=text.strip())
            level = 0
        else:
            yield line
            level = 0 if ends else level


def _is_underline(token: Token, raw: list[str]) -> bool:
    """Whether a line of signs makes a heading of the text above it: not three dashes, and not below several lines."""
    assert token.map is not None
    start, end = token.map
    return end - start == 2 and raw[end - 1].strip(" >\t") != "---"
