"""Tags of a note in Anki: those of the writer, and what notes2anki knows of it.

``concept::relu`` for each concept, ``section::optimization::adam`` for the place in the notes, ``followup``, and
``status::unanswered`` for one that has no answer yet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from notes2anki.export.anki.markup import line
from notes2anki.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notes2anki.model import Note

UNANSWERED = "status::unanswered"
"""Tag of the notes that have no answer yet: it comes through an import, which forgets that their cards are suspended."""
REMOVED = "status::removed"
"""Tag of the notes in Anki that the notes no longer hold."""

REMOVED_SUSPENDED = f"{REMOVED}::suspended"
"""Tag of those of which the user had suspended a card before: if they come back, nobody wakes them."""

_OURS = re.compile(r"(?:concept|section)::.*|followup|status::(?:unanswered|removed(?:::suspended)?)", re.IGNORECASE)


def is_ours(tag: str) -> bool:
    """Whether a tag says what notes2anki knows, and not what a person has marked."""
    return _OURS.fullmatch(tag) is not None


def tags(note: Note, concept_ids: Mapping[str, str]) -> tuple[str, ...]:
    """The tags of a note, sorted; Anki does not tell upper from lower case, so neither do two tags differ by it only."""
    unique: dict[str, str] = {}
    for tag in _tags(note, concept_ids):
        if tag:
            unique.setdefault(tag.casefold(), tag)
    return tuple(unique[key] for key in sorted(unique))


def _tags(note: Note, concept_ids: Mapping[str, str]) -> Iterator[str]:
    """The tags of a note, "" where nothing is left of one."""
    for tag in note.tags:
        yield "::".join(filter(None, map(_written, tag.split("::"))))
    for name in note.concepts:
        yield _ours("concept", concept_ids.get(name, name))
    yield _ours("section", *note.section)
    if note.kind is Kind.FOLLOWUP:
        yield "followup"
    if not note.answered:
        yield UNANSWERED


def _written(level: str) -> str:
    """A level as the writer has it; Anki splits tags at spaces of any kind."""
    return line(level).strip(": ").replace(" ", "-")


@lru_cache(maxsize=10_000)  # the same titles and names come with every note
def _ours(first: str, *titles: str) -> str:
    """A tag of our own under its first word, which alone says nothing."""
    levels = [slug for slug in map(_slug, titles) if slug]
    return "::".join((first, *levels)) if levels else ""


def _slug(title: str) -> str:
    """A title as a level: its letters, marks and numbers in lower case, joined by hyphens."""
    return "-".join("".join(char if _in_word(char) else " " for char in line(title).lower()).split())


def _in_word(char: str) -> bool:
    """Whether a character belongs to a word: also accents that stand alone, but no variation selector of an emoji."""
    category = unicodedata.category(char)
    return category[0] in "LN" or (category in {"Mn", "Mc"} and not "\ufe00" <= char <= "\ufe0f")
