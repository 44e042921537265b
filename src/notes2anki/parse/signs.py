"""What shows that a file is written for a card tool, and the deck that its tags name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.excerpt import blanked
from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_REVIEW_TAG = re.compile(r"(?:^|(?<=\s))#flashcards(?P<deck>(?:/[\w-]{1,100}){0,20})(?![\w/-])", re.IGNORECASE)
_FRONT_TAG = re.compile(
    r"(?:^|[\s\[,\"'#-])flashcards(?P<deck>(?:(?:/|::)[\w-]{1,100}){0,20})(?=$|[\s\],\"'])", re.IGNORECASE
)
_CARD_TAG = re.compile(r"(?:^|\s)#(?:flash)?card(?:[/-](?:reverse|spaced|forward|reversed|bidirectional))?(?![\w/-])")
_BLOCK_ID = re.compile(r"(?:^|\s)\^\d{13}\s*$")
_EXPORT = re.compile(r"TARGET DECK(?:$|:)|FILE TAGS(?:$|:)|START$|STARTI \[|<!--[ \t]*ID:[ \t]*\d{6,20}[ \t]*-->")


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
    tagged = [match[0].strip() for text in body if "card" in text and (match := _CARD_TAG.search(blanked(text)))]
    blocks = any(tag.endswith(("reverse", "spaced")) for tag in tagged)
    return Signs(
        any("flashcards" in text and _FRONT_TAG.search(text) for text in head)
        or any("<!--SR:" in text or ("#flashcards" in text and _REVIEW_TAG.search(blanked(text))) for text in body),
        bool(tagged),
        blocks
        or any(text.startswith("cards-deck:") for text in head)
        or any("^" in text and _BLOCK_ID.search(text) for text in body),
        any("<!--" in text or text[:1] in "TFS" for text in body) and any(_EXPORT.match(text) for text in body),
    )


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
