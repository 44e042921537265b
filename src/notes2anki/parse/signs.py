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
_EXPORT = re.compile(r"TARGET DECK(?:$|:)|FILE TAGS(?:$|:)|STARTI? |START$|<!--[ \t]*ID:[ \t]*\d{6,20}[ \t]*-->")


class Signs(NamedTuple):
    """Which tools a file is written for, as far as it shows."""

    reviewed: bool
    """obsidian-spaced-repetition: its tag ``#flashcards``, or its schedules."""
    tagged: bool
    """flashcards-obsidian and tools like it: ``#card``, ``cards-deck:``, block ids of 13 digits."""
    exported: bool
    """Obsidian_to_Anki: its file lines, blocks and ids."""


def signs(lines: Sequence[Line]) -> Signs:
    """Look for signs of card tools in a file."""
    reviewed = tagged = exported = False
    for line in lines:
        raw = line.raw
        if line.block is Block.CODE:
            continue
        if line.block is Block.REFERENCE:
            reviewed = reviewed or ("flashcards" in raw and _FRONT_TAG.search(raw) is not None)
            tagged = tagged or raw.startswith("cards-deck:")
            continue
        reviewed = (
            reviewed or "<!--SR:" in raw or ("#flashcards" in raw and _REVIEW_TAG.search(blanked(raw)) is not None)
        )
        tagged = (
            tagged
            or ("^" in raw and _BLOCK_ID.search(raw) is not None)
            or ("card" in raw and _CARD_TAG.search(blanked(raw)) is not None)
        )
        exported = exported or (raw[:1] in "TFS<" and _EXPORT.match(raw) is not None)
    return Signs(reviewed, tagged, exported)


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
