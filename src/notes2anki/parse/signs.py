"""What shows that a file is written for a card tool, and the deck that its tags name."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.excerpt import blanked
from notes2anki.parse.front import tag_name
from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REVIEW_TAG = re.compile(r"(?:^|(?<=\s))#flashcards(?P<deck>(?:/[\w-]{1,100}){0,20})(?![\w/-])", re.IGNORECASE)
_FRONT_TAG = re.compile(
    r"(?:^|[\s\[,\"'#-])flashcards(?P<deck>(?:(?:/|::)[\w-]{1,100}){0,20})(?=$|[\s\],\"'])", re.IGNORECASE
)
_CARD_TAG = re.compile(
    r"(?<!\S)#(?:flash)?card(?:[/-](?P<way>reversed?|spaced|forward|bidirectional))?(?![\w/-])(?P<more>(?:[ \t]*#[^\s#]{1,100})*)"
)
_TOOL_TAG = re.compile(r"depth-\d+|incremental|forward|reversed|bidirectional")
_BLOCK_ID = re.compile(r"(?:^|\s)\^\d{13}\s*$")
_EXPORT = re.compile(r"TARGET DECK(?:$|:)|FILE TAGS(?:$|:)|START$|STARTI \[|<!--[ \t]*ID:[ \t]*\d{6,20}[ \t]*-->")


_ID_LINE = re.compile(r"(?:<!--[ \t]*)?ID:[ \t]*\d{6,20}(?:[ \t]*-->)?")
_FILE = re.compile(r"(?P<key>TARGET DECK|FILE TAGS)(?P<value>:[ \t]*\S.*)?:?[ \t]*")
_FRAMES = ("START", "TARGET DECK", "FILE TAGS", "DELETE")
_KIND = 80
"""Characters of the longest name of a type of notes."""


class Signs(NamedTuple):
    """Which tools a file is written for, as far as it shows."""

    reviewed: bool
    """obsidian-spaced-repetition: its tag ``#flashcards``, or its schedules."""
    tagged: bool
    """flashcards-obsidian, logseq and tools like them: ``#card``."""
    blocks: bool
    """flashcards-obsidian alone: ``cards-deck:``, ``#card-reverse``, block ids of 13 digits."""
    exported: bool
    """Obsidian_to_Anki: its file lines, blocks and ids."""


def signs(lines: Sequence[Line]) -> Signs:
    """Look for signs of card tools in a file."""
    head = [line.raw for line in lines if line.block is Block.REFERENCE]
    body = [line.raw for line in lines if line.block not in (Block.CODE, Block.REFERENCE, Block.BLANK)]
    tagged = [match["way"] for text in body if "card" in text and (match := _CARD_TAG.search(blanked(text)))]
    blocks = any(way in ("reverse", "spaced") for way in tagged)
    return Signs(
        any("flashcards" in text and _FRONT_TAG.search(text) for text in head)
        or any("<!--SR:" in text or ("#flashcards" in text and _REVIEW_TAG.search(blanked(text))) for text in body),
        bool(tagged),
        blocks
        or any(text.startswith("cards-deck:") for text in head)
        or any("^" in text and _BLOCK_ID.search(text) for text in body),
        any("<!--" in text or text[:1] in "TFS" for text in body) and any(_EXPORT.match(text) for text in body),
    )


def frames(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Find what Obsidian_to_Anki frames: first line, end and opening word of its notes, of its lines about the file, of deletions."""
    ends = [at for at, line in enumerate(lines) if "END" in line.raw and line.raw.strip(" >\t") == "END"]
    end = 0
    for at, line in enumerate(lines):
        if at < end or line.block is not Block.PROSE or not line.text.startswith(_FRAMES):
            continue
        below = lines[at + 1] if at + 1 < len(lines) and not lines[at + 1].blank else None
        if line.text == "START":
            last = ends[(n := bisect(ends, at + 1)) : n + 1] if below and len(below.text) <= _KIND else []
            end = last[0] + 1 if last else 0
        else:
            end = at + _framed(line.text, below)
        if end > at:
            yield at, end, line.text.partition(":")[0].partition(" [")[0]


def _framed(text: str, below: Line | None) -> int:
    """Return how many lines are framed that one opens: a note on one line, what is said of the file, a deletion."""
    if text.startswith("STARTI ["):
        return int("ENDI" in text and blanked(text).startswith("STARTI"))
    if match := _FILE.fullmatch(text):
        return 1 if match["value"] else 2 * bool(below)
    return 2 if text == "DELETE" and below and _ID_LINE.fullmatch(below.raw.strip()) else 0


def unframed(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with nothing in place of what is framed, for notations that could be read within it."""
    left = list(lines)
    for start, end, _ in frames(lines):
        for at in range(start, end):
            left[at] = lines[at]._replace(text="", block=Block.REFERENCE)
    return left


class CardTag(NamedTuple):
    """A tag that makes a card."""

    text: str
    """What stands beside it."""
    way: str
    """Which way it asks: ``reverse`` and ``bidirectional`` are both ways, ``reversed`` is from back to front."""
    tags: tuple[str, ...]
    """The writer's own tags behind it."""


def card_tag(text: str) -> CardTag | None:
    """Take the tag that makes a card out of a text, with the tags behind it; None without one."""
    match = _CARD_TAG.search(blanked(text)) if "#" in text else None
    if not match:
        return None
    tags = match["more"].replace("#", " ").split()
    way = match["way"] or next((tag for tag in tags if tag in ("forward", "reversed", "bidirectional")), "")
    own = tuple(tag_name(tag) for tag in tags if not _TOOL_TAG.fullmatch(tag))
    return CardTag((text[: match.start()].rstrip() + " " + text[match.end() :].lstrip()).strip(), way, own)


def deck_tag(text: str) -> tuple[str, str | None, bool]:
    """Take a review tag out of a text: the text without it, the deck it names, and whether there was one."""
    match = _REVIEW_TAG.search(text) if "#flashcards" in text.lower() else None
    if not match:
        return text, None, False
    left = (text[: match.start()] + text[match.end() :].lstrip(" \t")).strip()
    return left, match["deck"].strip("/").replace("/", "::") or None, True


def decks(lines: Sequence[Line]) -> list[str | None]:
    """Return for every line the deck that the last review tag alone on a line, or in the front matter, has named."""
    deck: str | None = None
    found = []
    for line in lines:
        if line.block is Block.REFERENCE:
            match = _FRONT_TAG.search(line.raw) if "flashcards" in line.raw else None
            deck = match["deck"].strip("/:").replace("/", "::") or None if match else deck
        elif line.block is Block.PROSE and line.text.startswith("#"):
            left, named, tagged = deck_tag(line.text)
            deck = named if tagged and not left else deck
        found.append(deck)
    return found
