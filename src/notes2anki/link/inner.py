"""Known phrases inside longer ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.link.words import RARE

if TYPE_CHECKING:
    from notes2anki.link.vocabulary import Vocabulary
    from notes2anki.link.word import Word
    from notes2anki.link.words import Language

LONGEST_INNER = 4


def inner_phrases(vocabulary: Vocabulary, number: int) -> tuple[int, ...]:
    """Phrases inside a longer one that stand by themselves elsewhere, the longest first, none inside another of them."""
    words = vocabulary.words[number]
    covered = [False] * len(words)
    found: list[int] = []
    for length in range(min(len(words) - 1, LONGEST_INNER), 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if all(covered[start : start + length]) or part[0].barrier or part[-1].barrier or part[0].slight:
                continue
            inner = vocabulary.find(part)
            if inner is None or inner == number or (length == 1 and part[0].generic) or not vocabulary.stands(inner):
                continue
            covered[start : start + length] = [True] * length
            found.append(inner)
    return tuple(found)


def adds_nothing(vocabulary: Vocabulary, number: int, language: Language) -> bool:
    """Whether a phrase is only another of the notes' names with a general noun behind: ``deep learning system``."""
    words = vocabulary.words[number]
    if len(words) < 2 or vocabulary.asked[number]:
        return False
    rest = vocabulary.find(words[:-1])
    if words[-1].key in language.weak_heads:
        if rest is None or words[-2].predicate or not vocabulary.stands(rest):
            return False
        return len(words) > 2 or _is_name(vocabulary, rest, words[0])
    tail = vocabulary.find(words[1:])
    return (
        words[0].proper
        and not words[1].proper
        and tail is not None
        and vocabulary.stands(tail)
        and vocabulary.notes[number] < 2
    )


def _is_name(vocabulary: Vocabulary, number: int, word: Word) -> bool:
    """Whether a lone word is a name even without the noun that was behind it."""
    return (
        word.proper
        or vocabulary.asked[number] > 0
        or word.zipf == RARE
        or vocabulary.words[number][0].text[:1].isupper()
    )
