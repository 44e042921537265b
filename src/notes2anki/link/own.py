"""The names that the writer gave to files: found in every note that uses them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from notes2anki.link.concepts import EVERYDAY, Mention
from notes2anki.link.scores import MARGIN
from notes2anki.link.text import Role, plain, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.link.concepts import Findings
    from notes2anki.link.mentions import Names
    from notes2anki.link.words import Word
    from notes2anki.model import Note

OFTEN = 2
"""Mentions that an everyday word in small letters needs to be taken for a name."""


def add_own_names(findings: Findings, notes: Sequence[Note], names: Names) -> None:
    """Add the writer's own names to the mentions of every note that uses them, behind those that are there."""
    own = {mention.concept for mentions in findings.mentions for mention in mentions if mention.roles & Role.NAMED}
    if not own:
        return
    for note, mentions in zip(notes, findings.mentions, strict=True):
        known = {mention.concept for mention in mentions}
        count: Counter[int] = Counter()
        for _, line in prose(note.answer):
            words = names.words(plain(line))
            for found in names.find(words):
                if found.concept in own:
                    count[found.concept] += 1 if is_telling(words[found.start : found.end]) else 1 / OFTEN
        new = [concept for concept in sorted(count, key=lambda one: (-count[one], one)) if count[concept] >= 1]
        mentions += [Mention(concept, MARGIN, Role.BODY) for concept in new if concept not in known]


def is_telling(words: Sequence[Word]) -> bool:
    """Whether one mention in these words is enough."""
    return len(words) > 1 or words[0].zipf < EVERYDAY or not words[0].text.islower()
