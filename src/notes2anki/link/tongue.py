"""Which language a file is written in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from notes2anki.link.lists import LANGUAGES
from notes2anki.link.scripts import MARKS
from notes2anki.link.text import plain, prose
from notes2anki.link.words import Language, language

if TYPE_CHECKING:
    from notes2anki.model import Document

SAMPLE = 3_000
"""Characters of a file that are looked at."""
SAMPLE_WORDS = 200
ENOUGH = 20
"""Words of a file from which its own words tell what its function words are."""
TWICE = 2
SHARE = 0.008
"""Share of all words that a function word has at least."""
SHORT = 5
"""Letters of a function word at most."""
_WORD = re.compile(rf"[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*(?:['’][^\W\d_]+)?")


def language_of(document: Document) -> Language:
    """The language that the file names, else the one whose function words are the most frequent in it."""
    named = document.front.lang[:2].casefold()
    if named in LANGUAGES:
        return language(named)
    words = [word.casefold() for word in _WORD.findall(_sample(document))[:SAMPLE_WORDS]]
    share = {code: sum(map(language(code).stop.__contains__, words)) for code in LANGUAGES}
    best = max(LANGUAGES, key=lambda code: (share[code], code == "en"))
    if not named and share[best] * 10 >= len(words):
        return language(best)
    if not named and len(words) < ENOUGH:
        return language("en")
    return Language(named, function_words(document))


def function_words(document: Document) -> frozenset[str]:
    """The words of a file that are short and make up much of its text: what a language has no list for here."""
    count = Counter(
        word.casefold() for note in document.notes for word in _WORD.findall(f"{note.question}\n{note.answer}")
    )
    least = max(TWICE, SHARE * count.total())
    return frozenset(word for word, times in count.items() if times >= least and len(word) <= SHORT)


def _sample(document: Document) -> str:
    parts: list[str] = []
    left = SAMPLE
    for note in document.notes:
        if left <= 0:
            break
        lines = [plain(note.question), *(plain(line) for _, line in prose(note.answer))]
        parts.append("\n".join(lines)[:left])
        left -= len(parts[-1])
    return "\n".join(parts)
