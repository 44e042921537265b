"""What a question asks about: the name in ``What is X?``."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.link.words import Language

LONGEST_TITLE = 9
"""Words of the longest name that a question may ask about."""

_SENTENCE = re.compile(r"[?？!](?:\s+|$)|\.(?:\s+(?=[A-Z])|$)")
_EDGES = " *\"'`“”«»„:;,.…"
_AFTERTHOUGHT = re.compile(r"\s*\([^()]*\)$")
_FURTHER = re.compile(r",?\s+(?:and|or)\s+(?:how|what|when|where|which|who|why)\b.*|\s[–—]\s.*", re.IGNORECASE)
_EMOJI = re.compile(r"[\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]+")


def focus_names(question: str, language: Language, *, title: bool) -> Iterator[str]:
    """The names that a question asks about.

    `title`: the question is the title of a file of its own, so that whatever it asks about is one name.
    """
    pattern = _pattern(language)
    for sentence in _SENTENCE.split(_EMOJI.sub("", question))[:3]:
        match = pattern.match(sentence.strip(_EDGES + "¿¡")) if pattern else None
        if match is None:
            continue
        name = _FURTHER.sub("", match["name"]).strip(_EDGES)
        words = name.split()
        if title and len(words) <= LONGEST_TITLE and not _asks_for_more(words, language):
            yield name
        elif len(words) <= LONGEST_TITLE and not any(
            word.casefold().strip(",.") in language.focus_ends for word in words
        ):
            yield _AFTERTHOUGHT.sub("", name)


def _asks_for_more(words: Sequence[str], language: Language) -> bool:
    """Whether words are no name but ask for something of what is named: ``main components of a violin``."""
    start = [word.casefold() for word in words[:3]]
    return any(
        word in language.focus_ends and (after in language.joints or after in language.focus_ends)
        for word, after in pairwise(start)
    )


@cache
def _pattern(language: Language) -> re.Pattern[str] | None:
    if not language.focus_starts:
        return None
    starts = "|".join(
        re.escape(start) for start in sorted(language.focus_starts, key=lambda start: (-len(start), start))
    )
    articles = "|".join(
        re.escape(article) for article in sorted(language.articles, key=lambda word: (-len(word), word))
    )
    return re.compile(
        rf"(?:{starts})(?:\s+|(?<=['’]))(?:(?:{articles or 'x^'})(?:\s+|(?<=['’])))?(?P<name>\S.{{0,120}})",
        re.IGNORECASE,
    )
