"""The clean view of a note: its words without markup, cut into pieces that say what part they play."""

from __future__ import annotations

import re
from enum import IntEnum
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.model import Note

LONGEST_LINE = 20_000
"""Characters of a line that are looked at; more is no prose."""


class Role(IntEnum):
    """What part of a note a phrase stands in. Roles are added up with ``|``, as a plain number: enum flags are slow."""

    QUESTION = 1
    FOCUS = 2
    """What a question asks about: ``What is X?``."""
    HEAD = 4
    """What a line explains: ``X: ...``."""
    ITEM = 8
    """A short line, or a table cell, that is the phrase alone."""
    BOLD = 16
    CODE = 32
    LINK = 64
    BODY = 128
    INNER = 256
    """Part of a longer phrase."""
    SHORT = 512
    """A longer phrase without the general noun at its end."""
    JOINED = 1024
    """Two phrases joined by a preposition: ``curse of dimensionality``."""
    UNTRIMMED = 2048
    """With words at its edges that a name seldom has: kept only if it recurs."""
    NAMED = 4096
    """A name known from elsewhere in the notes."""
    STATED = 8192
    """The value of a field: ``requires: X``."""
    LISTED = 16384
    """One of several things in a row: ``a, b and c``."""


STRUCTURE = Role.QUESTION | Role.FOCUS | Role.HEAD | Role.ITEM | Role.BOLD | Role.CODE | Role.LINK
"""Places where writers put names on purpose."""


class Piece(NamedTuple):
    """Text of one role; `line` is the line of the answer it stands in, -1 for the question."""

    text: str
    role: int
    line: int


_FENCE = re.compile(r"\s{0,12}(```|~~~)")
_SIGN = re.compile(r"[\[\]<*_`$\\]")
_MATH = re.compile(r"\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,300}\$|\\\([^\n]{1,300}?\\\)|\\\[[^\n]{1,300}?\\\]")
_FORMULA = re.compile(r"\s{0,12}(?:\\\[|\\begin\{[a-z*]{1,20}\})(?!.*(?:\\\]|\\end\{))")
_FORMULA_END = re.compile(r"\\\]|\\end\{")
_COMMAND = re.compile(r"\\[a-zA-Z]{2,30}")
_PRODUCT = re.compile(r"(?<![*\w])\w{1,20}(?:\*\w{1,20}){1,20}(?![*\w])")
"""``b*x``: its star is no emphasis."""
_TIMES = re.compile(r"\*(?<=\w\*)\w")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)")
_REFERENCE = re.compile(
    r"\[{1,2}(?:src|answer|source|link|here|ref|more|\^[^\]\n]{1,30}|\d{1,3})\d*\]{1,2}(?:\([^)\s]{0,1000}\))?\]?",
    re.IGNORECASE,
)
_WIKILINK = re.compile(r"\[\[([^\[\]|#\n]{1,200})(?:#[^\[\]|\n]{0,200})?(?:\|([^\[\]\n]{1,200}))?\]\]")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,100}\])")
_URL = re.compile(r"\b[a-z][a-z+]{1,10}://[^\s<>)\]]{1,2000}", re.IGNORECASE)
_INDEX = re.compile(r"<(su[bp])>[^<>\n]{0,40}</\1>")
_BREAK_TAG = re.compile(r"<(?:br|hr|p|/p|li|/li|div|/div|td|th|tr)\b[^<>\n]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>\n]{0,300}>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{2,80})\1|(?<![\w*])(\*|_)(?=\S)([^*_\n]{2,60})\3(?![\w*])")
_CODE = re.compile(r"(`{1,2})([^`\n]{1,80})\1")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|(?<!\w)_|_(?!\w)|`|\\(?=[^\w\s])")
_MARKER = re.compile(
    r"\s*(?:>\s?)*\s*(?:[-*+•‣▪◦·–]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z][.)]\s+|#{1,6}\s+|[^\w\s\"'“(\[<$`*_|\\/+\-.@&]{1,4}\s*)?(?:\[[ xX]\]\s+)?"
)
_HEADING = re.compile(r"\s*#{1,6}\s")
_HEAD = re.compile(r"([^:.|→\t]{2,70}?)\s*(?:\(([^()\n]{1,60})\))?\s*(?::(?=\s|$)|→|->|=>|\s[–—-](?=\s))\s*(.*)")
_HEAD_SIGN = re.compile(r"[:→=–—-]")
_ASIDE = re.compile(r"([^().:|]{2,60}?)\s*\(([^()]{2,120})\)\.?")
"""``Adagrad (for rare features)``: a name, and what is said of it."""
_DELIMITER = re.compile(r"[\s|:+=-]+")
_LISTED = re.compile(r",|;|/|\s(?:and|or|und|oder|et|ou|e|o|y|&)\s")


def pieces(note: Note) -> list[Piece]:
    """The note in pieces, question first."""
    result = [Piece(plain(note.question), Role.QUESTION, -1)]
    for number, line in prose(note.answer):
        result += _line_pieces(line, number)
    for choice in note.choices:
        result.append(Piece(plain(choice.text), Role.BODY if choice.correct else Role.INNER, -1))
    return result


def prose(answer: str) -> Iterator[tuple[int, str]]:
    """The lines that are no code, formula or blank, each with its number from 0."""
    fence = ""
    formula = False
    for number, line in enumerate(answer.split("\n")):
        opening = _FENCE.match(line)
        if opening and (not fence or opening[1] == fence):
            fence = "" if fence else opening[1]
            continue
        if line.count("$$") % 2:
            formula = not formula
            continue
        if not fence and "\\" in line and (_FORMULA_END.search(line) if formula else _FORMULA.match(line)):
            formula = not formula
            continue
        if not fence and not formula and line.strip():
            yield number, line[:LONGEST_LINE]


def plain(line: str) -> str:
    """One line without markup, addresses and formulas; line breaks within it become tabs."""
    return _EMPHASIS.sub("", _without_links(line)) if _has_markup(line) else line


def page_name(target: str) -> str:
    """The name of what a wikilink leads to, without folders, but with those of ``TCP/IP``, and without the suffix of notes."""
    return (target if target.isupper() else target.rpartition("/")[2]).strip().removesuffix(".md")


def _has_markup(line: str) -> bool:
    return _SIGN.search(line) is not None or "://" in line or "&" in line


def unmarked(line: str) -> str:
    """A line without bullet, number, heading signs or check mark before it."""
    marker = _MARKER.match(line)
    return (line[marker.end() :] if marker else line).strip()


def _without_links(line: str) -> str:
    if "$" in line or "\\" in line:
        line = _COMMAND.sub(" ; ", _MATH.sub(" ; ", line))
    if "*" in line and _TIMES.search(line):
        line = _PRODUCT.sub(" ; ", line)
    if "[" in line:
        line = _PICTURE.sub(" ", line)
        line = _REFERENCE.sub(" ", line)
        line = _WIKILINK.sub(lambda link: link[2] or page_name(link[1]), line)
        line = _LINK.sub(r"\1", line)
    if "://" in line:
        line = _URL.sub(" ", line)
    if "<" in line:
        line = _TAG.sub("", _INDEX.sub("", _BREAK_TAG.sub(" ; ", line)))
    return unescape(line) if "&" in line else line


def _line_pieces(line: str, number: int) -> Iterator[Piece]:
    marked = _has_markup(line)
    if marked:
        yield from (Piece(page_name(link[1]), Role.LINK, number) for link in _WIKILINK.finditer(line))
        line = _without_links(line)
        yield from (Piece(code[2], Role.CODE, number) for code in _CODE.finditer(line))
        yield from (Piece(strong[2] or strong[4], Role.BOLD, number) for strong in _STRONG.finditer(line))
    if "\t" in line.strip() or line.lstrip().startswith("|"):
        yield from _cells(_EMPHASIS.sub("", line), number)
        return
    heading = _HEADING.match(line)
    text = unmarked(line)
    text = _EMPHASIS.sub("", text).strip() if marked else text
    if heading:
        yield Piece(text, Role.HEAD, number)
    else:
        yield from _sentence(text, number)


def _sentence(text: str, number: int) -> Iterator[Piece]:
    head = _HEAD.match(text) if _HEAD_SIGN.search(text) else None
    if head and len(head[1].split()) <= 6:
        yield Piece(head[1], Role.HEAD, number)
        if head[2]:
            yield Piece(head[2], Role.HEAD, number)
        if head[3]:
            yield Piece(head[3], Role.BODY, number)
    elif "(" in text and (aside := _ASIDE.fullmatch(text)) and len(aside[1].split()) <= 4:
        yield Piece(aside[1], Role.ITEM, number)
        yield Piece(aside[2], Role.ITEM if len(aside[2].split()) <= 3 else Role.BODY, number)
    elif len(text.split(None, 5)) <= 4 and not text.endswith((".", "!", "?")):
        yield from (Piece(part.strip(), Role.ITEM, number) for part in _LISTED.split(text) if part.strip())
    elif text:
        yield Piece(text, Role.BODY, number)


def _cells(line: str, number: int) -> Iterator[Piece]:
    if _DELIMITER.fullmatch(line):
        return
    for cell in re.split(r"[|\t]", line):
        text = cell.strip()
        if text:
            yield Piece(text, Role.ITEM if len(text.split(None, 4)) <= 3 else Role.BODY, number)
