"""Phrases that may name a concept: runs of words between words that carry no subject matter."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.scripts import MARKS, SPACE, spaced
from notes2anki.link.text import Piece, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.link.word import Word
    from notes2anki.link.words import Language

LONGEST = 5
"""Words of the longest phrase that may name a concept."""
LONGEST_TITLE = 9
"""Words of the longest name that a question may ask about, or a link show."""
ROW = 3
"""Phrases in a row that are a list."""
JOINING = "and|or|und|oder|y|e|o|et|ou|ed|od"
"""Words between the last two of a list, in every language that has lists of words."""
COMMON = 3.6
"""Zipf frequency from which a word says little alone."""

_WORD = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
_TOKEN = re.compile(rf"{_WORD}(?:[-'’.+#&/]{_WORD})*(?:\+\+|#)?|[^\s\w]|_")
_PARTED = re.compile(f"({_TOKEN.pattern})")
_LIST_SIGNS = frozenset((",", *JOINING.split("|")))
_SLASH = re.compile(r"(?:(?<!\b[A-Z])(?<!\b[A-Z]{2})(?<!\b[A-Z]{3})/|/(?![A-Z]{1,2}\b))")
_WHOLE = Role.HEAD | Role.ITEM | Role.BOLD | Role.LINK | Role.CODE


def parted(text: str) -> list[str]:
    """A text in parts: in odd places its words and marks, in even ones what stands between them; a slash within a word does."""
    apart = text if text.isascii() else spaced(text)
    slashed = "/" in text
    parts = _PARTED.split(_SLASH.sub("\x1f", apart) if slashed else apart)
    if slashed:
        parts = [part.replace("\x1f", "/") for part in parts]
    return parts if apart is text else [part.replace(SPACE, "") for part in parts]


class Phrase(NamedTuple):
    """A run of words in one piece of a note."""

    words: tuple[Word, ...]
    role: int

    @property
    def text(self) -> str:
        """As it is written."""
        return " ".join(word.text for word in self.words)


def tokens(text: str) -> list[str]:
    """Words and marks of a text, in order."""
    if not text.isascii():
        text = spaced(text)
    return _TOKEN.findall(_SLASH.sub(" / ", text) if "/" in text else text)


def name_words(text: str, language: Language) -> tuple[Word, ...]:
    """The words of a name without the marks between them."""
    return tuple(language.word(token) for token in tokens(text) if token[0].isalnum())


def phrases(piece: Piece, language: Language) -> list[Phrase]:
    """Every phrase of a piece: trimmed runs, the same untrimmed, and without a noun at the end that adds nothing."""
    role = piece.role
    whole = role & _WHOLE
    words = language.read(tokens(piece.text))
    found = _joined_whole(words, role) if whole else []
    runs = _runs(words)
    listed = _listed(words, runs) if role & Role.BODY and len(runs) >= ROW and "," in piece.text else ()
    for start, run in runs:
        if not start and role & Role.BODY and len(run) > 1 and run[0].imperative:
            del run[0]
        short = _without_judgement(run) if whole else trimmed(run)
        if len(short) < len(run) <= LONGEST and len(run) > 1 and not run[0].slight and not run[-1].slight:
            found.append(Phrase(tuple(run), role | Role.UNTRIMMED))
        if not short or len(short) > LONGEST:
            continue
        found.append(Phrase(short, role | Role.LISTED if start in listed and len(short) == len(run) else role))
        if len(short) > 1 and short[-1].key in language.empty_heads:
            stem = trimmed(short[:-1])
            if stem and not stem[-1].generic:
                found.append(Phrase(stem, role & ~_WHOLE | Role.SHORT))
    return found + _joined(words, role, language)


def _runs(words: Sequence[Word]) -> list[tuple[int, list[Word]]]:
    """Words between barriers, with the place of the first of them."""
    found = []
    start = 0
    for end in [place for place, word in enumerate(words) if word.barrier]:
        if end > start:
            found.append((start, list(words[start:end])))
        start = end + 1
    if start < len(words):
        found.append((start, list(words[start:])))
    return found


def _listed(words: Sequence[Word], runs: Sequence[tuple[int, list[Word]]]) -> set[int]:
    """The starts of runs that stand in a row with others, only signs of a list between them."""
    found: set[int] = set()
    chain: list[int] = []
    signs: set[str] = set()
    for (start, run), following in zip_longest(runs, runs[1:]):
        chain.append(start)
        end = following[0] if following else len(words)
        between = {word.text for word in words[start + len(run) : end]}
        if not following or not between <= _LIST_SIGNS:
            if len(chain) >= ROW and len(signs) > 1:
                found.update(chain)
            chain, signs = [], set()
        else:
            signs |= between
    return found


def _without_judgement(run: Sequence[Word]) -> tuple[Word, ...]:
    start = 0
    while start < len(run) - 1 and run[start].slight:
        start += 1
    return tuple(run[start:])


def trimmed(run: Sequence[Word]) -> tuple[Word, ...]:
    """A run without qualifiers before and predicates behind; a lone word stays if it is rare or written large."""
    start, end = 0, len(run)
    while start < end and run[start].qualifier and not (end - start == 1 and _stands_alone(run[start])):
        start += 1
    while start < end and run[end - 1].predicate and not (end - start == 1 and _stands_alone(run[start])):
        end -= 1
    return tuple(run[start:end])


def _stands_alone(word: Word) -> bool:
    return not word.slight and (word.zipf < COMMON or word.text[:1].isupper())


def _joined_whole(words: Sequence[Word], role: int) -> list[Phrase]:
    """A phrase that the writer set apart and that has function words inside: ``bag of words``."""
    bounded = 3 <= len(words) <= LONGEST and not words[0].barrier and not words[-1].barrier
    if bounded and any(word.barrier for word in words) and all(word.text[0].isalnum() for word in words):
        return [Phrase(tuple(words), role)]
    return []


def _joined(words: Sequence[Word], role: int, language: Language) -> list[Phrase]:
    """Two phrases with a preposition between them: ``curse of dimensionality``."""
    joints = language.joints
    found = []
    for place in [place for place, word in enumerate(words[1:-1], 1) if word.text in joints]:
        left = trimmed(_last(words[max(0, place - 2) : place]))
        after = place + 1 + (words[place + 1].text in language.articles)
        right = trimmed(_first(words[after : after + 2]))
        if left and right and not left[-1].generic:
            found.append(Phrase((*left, *words[place:after], *right), role & ~_WHOLE | Role.JOINED))
    return found


def _last(words: Sequence[Word]) -> Sequence[Word]:
    for place in range(len(words) - 1, -1, -1):
        if words[place].barrier:
            return words[place + 1 :]
    return words


def _first(words: Sequence[Word]) -> Sequence[Word]:
    for place, word in enumerate(words):
        if word.barrier:
            return words[:place]
    return words
