"""Which language a file is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.link.lists import LANGUAGES
from notes2anki.link.words import Language, language

if TYPE_CHECKING:
    from notes2anki.model import Document

SAMPLE = 3_000
"""Characters of a file that are looked at."""
SAMPLE_WORDS = 200
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language_of(document: Document) -> Language:
    """The language that the file names, else the one whose function words are the most frequent in it."""
    named = document.front.lang[:2].casefold()
    if named:
        return language(named)
    words = [word.casefold() for word in _WORD.findall(_sample(document))[:SAMPLE_WORDS]]
    share = {code: sum(word in language(code).stop for word in words) for code in LANGUAGES}
    best = max(LANGUAGES, key=lambda code: (share[code], code == "en"))
    if share[best] * 10 < len(words) or not words:
        return language("en" if "".join(words).isascii() else "")
    return language(best)


def _sample(document: Document) -> str:
    parts: list[str] = []
    left = SAMPLE
    for note in document.notes:
        if left <= 0:
            break
        parts.append(f"{note.question}\n{note.answer}"[:left])
        left -= len(parts[-1])
    return "\n".join(parts)
