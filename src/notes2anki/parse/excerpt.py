"""Cuts Markdown of its own out of the lines of a file: what dialects with a grammar of their own need for their notes."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE = re.compile(r"^[ \t]*>[ ]?")
_SCHEDULE = re.compile(r"[ \t]*<!--[ \t]*SR:[^<>\n]{0,2000}-->")
_SCHEDULE_CALLOUT = re.compile(r"\[!sr\|[\w-]{1,40}\][ \t]*")
_ID = re.compile(
    r"[ \t]*(?:<!--[ \t]*ID:[ \t]*(?P<comment>\d{6,20})[ \t]*-->|(?:^|(?<=[ \t]))\^(?P<block>\d{13})(?=[ \t]*$))",
    re.MULTILINE,
)
_HIDDEN = re.compile(
    r"(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)"
    r"|\$\$[^$\n]+\$\$|(?<!\\)\$(?![\s$])[^$\n]*[^$\s\\]\$(?!\d)"
    r"|<!--[^\n]{0,2000}?-->|https?://\S+|!?\[\[[^\[\]\n]{1,300}\]\]|\]\([^()\s]{1,2000}\)"
)
_TICKS = 200


def blanked(text: str) -> str:
    """Return a text of the same length with ``x`` for code, mathematics, comments and the targets of links."""
    if text.count("`") > _TICKS:
        return "x" * len(text)
    return _HIDDEN.sub(lambda match: "x" * len(match[0]), text)


def is_left(line: Line) -> bool:
    """Whether a line holds nothing but what a tool has left there for itself: an id, a schedule."""
    text = line.raw.lstrip(" >\t").rstrip()
    if line.block is Block.CODE or not text.startswith(("<!--", "^", "[!sr|")):
        return False
    return not cleaned(_SCHEDULE_CALLOUT.sub("", text))[0].strip()


def cleaned(text: str) -> tuple[str, str]:
    """Take schedules and ids of other tools out of a text; return what is left, and the id."""
    if "<!--" not in text and "^" not in text:
        return text, ""
    match = _ID.search(text)
    return _ID.sub("", _SCHEDULE.sub("", text)), (match["comment"] or match["block"]) if match else ""


def id_of(lines: Sequence[Line]) -> str:
    """Return the id that a tool has left in some lines."""
    return next((found for line in lines if line.block is not Block.CODE and (found := cleaned(line.raw)[1])), "")


def after_left(lines: Sequence[Line], at: int) -> int:
    """Return the first line from a place on that is not left there by a tool."""
    while at < len(lines) and is_left(lines[at]):
        at += 1
    return at


def excerpt(lines: Sequence[Line]) -> str:
    """Return lines as a text of their own: without the marks of the list or quote that holds them, and what tools left."""
    kept = [line for line in lines if not is_left(line)]
    written = [line for line in kept if not line.blank]
    if not written:
        return ""
    quote = min(line.quote for line in written)
    opener = written[0]
    opens = bool(opener.marker) and all(line.depth > opener.depth or not line.marker for line in written[1:])
    raw = [_unmarked(line, quote, bare=(opens and line is opener) or line.block is Block.HEADING) for line in kept]
    return textwrap.dedent("\n".join(raw)).strip("\n").rstrip()


def _unmarked(line: Line, quote: int, *, bare: bool) -> str:
    text = line.raw
    for _ in range(quote):
        text = _QUOTE.sub("", text)
    if line.depth:
        text = text.expandtabs(4)
    if bare:  # only its indent and what it says
        text = " " * (text.find(line.text) if line.depth else 0) + line.text
    return text if line.block is Block.CODE else cleaned(text)[0]
