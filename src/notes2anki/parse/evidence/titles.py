"""What titles and summaries say: that questions follow, that the answer is inside, that they list the contents."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notes2anki.parse.languages import words

WORD = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*")
_LONGEST = 6
"""Words of the longest summary that only says what it folds: ``Click here to see the answer``."""


@lru_cache(4096)
def bare(text: str) -> str:
    """Return the words of a title, casefolded, without signs and numbers."""
    return " ".join(WORD.findall(text.casefold().replace("’", "'")))


@cache
def bare_words(key: str) -> frozenset[str]:
    """Return what all languages list under a key, as `bare` gives it."""
    return frozenset(bare(word) for word in words(key)) - {""}


@cache
def _words_for_questions() -> frozenset[str]:
    """Return the words for questions in the plural: a title that has one announces them wherever it stands."""
    both = bare_words("question") & bare_words("sections")
    return frozenset(word for word in both if len(word) > 1 and " " not in word) - {"exercise", "test"}


@lru_cache(4096)
def announces(text: str) -> bool:
    """Whether a title says that questions follow: ``Interview questions``, ``FAQ``, ``Ejercicios``."""
    parts = bare(text).split(" ")
    known = bare_words("sections")
    whole = " ".join(parts)
    if (
        whole in known
        or whole in bare_words("answer")
        or parts[-1] in known
        or not _words_for_questions().isdisjoint(parts)
    ):
        return True
    return any(
        " ".join(parts[start:end]) in known
        for end in range(2, len(parts) + 1)
        if parts[end - 1] in _last_words()
        for start in range(max(0, end - 5), end - 1)
    )


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of all titles of sections, for most titles hold none of them."""
    return frozenset(title.rpartition(" ")[2] for title in bare_words("sections"))


def is_furniture(text: str) -> bool:
    """Whether a title is one that documents have and that asks nothing: contents, references, questions."""
    title = bare(text)
    return title in _furniture() or title.startswith(_asides())


@cache
def _asides() -> tuple[str, ...]:
    """Return what opens a title that asks the reader along: ``Want to help …``, ``Did you find …``."""
    return tuple(sorted(f"{words} " for words in bare_words("rhetorical") if " " in words))


@cache
def _furniture() -> frozenset[str]:
    return frozenset().union(*map(bare_words, ("contents", "source", "sections", "note", "rhetorical")))


def says_followups(text: str) -> bool:
    """Whether a title heads follow-up questions: ``Typical follow-ups``, ``面试官继续追问``."""
    title = f" {bare(text)} "
    if len(title.split()) > _LONGEST:
        return False
    long = [word for word in bare_words("followup") if len(word) > 4 or word > "\u3000"]
    return bare(text) in bare_words("followup") or any(
        f" {word} " in title or (word > "\u3000" and word in title) for word in long
    )


def says_contents(text: str) -> bool:
    """Whether the summary of a folded text names a table of contents: ``View contents``."""
    parts = bare(text).split(" ")
    return len(parts) <= _LONGEST and any(
        " ".join(parts[start:]) in bare_words("contents") for start in range(len(parts))
    )


def says_answer(text: str) -> bool:
    """Whether the summary of a folded text only says that the answer is inside: ``Show answer``."""
    parts = bare(text).split(" ")
    if len(parts) > _LONGEST:
        return False
    unspaced = [word for word in words("answer") if word[0] > "\u3000"]
    return any(len(part) > 2 and part in words("answer") for part in parts) or any(word in text for word in unspaced)
