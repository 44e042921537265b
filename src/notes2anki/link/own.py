"""The names that the writer gave to files: found in every note that uses them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from notes2anki.link.concepts import EVERYDAY, Mention
from notes2anki.link.mentions import Names
from notes2anki.link.scores import MARGIN
from notes2anki.link.text import Role, plain, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes2anki.link.concepts import Findings
    from notes2anki.link.word import Word
    from notes2anki.model import Note

MOST_PARTS = 3
"""Names that one title may join."""
EVERYDAY_PART = 4.25
"""Zipf frequency from which one word of a title that joins two is no name."""
OFTEN = 2
"""Mentions that an everyday word in small letters needs to be taken for a name, or notes that link it."""
MOSTLY = 0.5
"""Share of the notes with such a word that link it, from which it is a name wherever it stands."""

_JOINT = re.compile(r"\s+(?:and|vs|versus|or|und|oder|e|ed|et|ou|o|y)\s+", re.IGNORECASE)


def title_names(findings: Findings, concepts: Iterable[int]) -> Names:
    """The names of concepts that are asked about, and the parts of those that join two: ``expectation and variance``."""
    forms = {concept: list(findings.named[concept].forms) for concept in sorted(concepts)}
    parts = {concept: [part for form in texts for part in _parts(form, findings)] for concept, texts in forms.items()}
    return Names(forms, findings.language, parts)


def _parts(form: str, findings: Findings) -> Sequence[str]:
    parts = _JOINT.split(form)
    lone = {len(part.split()) for part in parts} == {1}
    if not 2 <= len(parts) <= MOST_PARTS:
        return ()
    word = findings.language.word
    return [part for part in parts if (len(part.split()) > 1 or (lone and word(part).zipf < EVERYDAY_PART))]


def add_own_names(findings: Findings, notes: Sequence[Note]) -> None:
    """Add the writer's own names, and what is linked, to the mentions of every note, behind those that are there."""
    _add_linked(findings)
    own = {mention.concept for mentions in findings.mentions for mention in mentions if mention.roles & Role.NAMED}
    own |= findings.defined
    if not own:
        return
    names = title_names(findings, own)
    linked_in = Counter(concept for linked in findings.linked for concept in set(linked))
    named_in: Counter[int] = Counter()
    unsure: list[tuple[list[Mention], int]] = []
    for note, mentions in zip(notes, findings.mentions, strict=True):
        known = {mention.concept for mention in mentions}
        count: dict[int, float] = defaultdict(float)
        for line in (note.question, *(line for _, line in prose(note.answer))):
            words = names.words(plain(line))
            for found in names.find(words):
                count[found.concept] += 1 if is_telling(words[found.start : found.end]) else 1 / OFTEN
        named_in.update(count.keys())
        for concept in sorted(count.keys() - known, key=lambda one: (-count[one], one)):
            if count[concept] >= 1:
                mentions.append(Mention(concept, MARGIN, Role.BODY))
            else:
                unsure.append((mentions, concept))
    for mentions, concept in unsure:
        if linked_in[concept] >= OFTEN and linked_in[concept] >= MOSTLY * named_in[concept]:
            mentions.append(Mention(concept, MARGIN, Role.BODY))
    used = {mention.concept for mentions in findings.mentions for mention in mentions}
    for concept in findings.defined - used:
        del findings.named[concept]


def _add_linked(findings: Findings) -> None:
    for mentions, linked in zip(findings.mentions, findings.linked, strict=True):
        if not linked:
            continue
        known = {mention.concept for mention in mentions}
        mentions += [Mention(concept, MARGIN, Role.LINK) for concept in dict.fromkeys(linked) if concept not in known]


def is_telling(words: Sequence[Word]) -> bool:
    """Whether one mention in these words is enough."""
    return len(words) > 1 or words[0].zipf < EVERYDAY or not words[0].text.islower()
