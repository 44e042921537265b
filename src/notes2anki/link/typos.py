"""Slips of the finger: which words are a common one with one wrong key, and which phrases differ in such a word alone.

A wrong merge is worse than a missed one, so only what fingers do counts: two letters in the wrong order, a neighbouring key,
a letter left out, doubled or not; and, in the middle of a long word, one vowel for another, as it is hardly heard there. The
first and the last letter stay, for there prefixes and inflections are. Candidates are found by what words have in common
without one letter, as SymSpell does, so that no two words need to be compared.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from notes2anki.link.words import RARE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notes2anki.link.vocabulary import Vocabulary
    from notes2anki.link.word import Word
    from notes2anki.link.words import Language

SHORTEST = 5
"""Letters of a word, right as it is, that a slip can be in."""
LONGEST = 40
"""Letters of the longest word that is looked at: a longer one is no word, and has as many parts as letters."""
SHORTEST_ALONE = 9
"""The same of a name that is this word alone."""
LONG = 8
"""Letters of a word from which any letter may be left out, not only one of two that are the same."""
LONG_ENOUGH = 12
"""Letters of a word from which one vowel may stand for another: of shorter ones too many are a pair, as ``conviction`` and
``convection``."""
EDGE = 4
"""Letters at each end of such a word in which it may not: ``microeconomics`` and ``macroeconomics``, ``-ose`` and ``-ase``."""
PART = 4
"""Letters of each of two common words that a word may be made of: ``backpropagation``."""
TIMES = 3
"""How often the right form stands in the notes, for each time that the wrong one does."""

_VOWELS = frozenset("aeiou")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Keys of a keyboard; those of the next row are half a key to the right."""


def typos(vocabulary: Vocabulary, language: Language) -> Iterator[tuple[int, int]]:
    """Pairs of phrases by number: a right one, and one that is the same with a slip, in a single note."""
    right = _corrections(vocabulary, language)
    if not right:
        return
    for number, words in enumerate(vocabulary.words):
        places = [place for place, word in enumerate(words) if word.key in right]
        if len(places) != 1 or vocabulary.notes[number] > 1:
            continue
        (place,) = places
        found = {
            other
            for correction in right[words[place].key]
            if len(words) > 1 or len(correction) >= SHORTEST_ALONE
            if (other := vocabulary.numbers.get(_key(words, place, correction))) is not None
            and vocabulary.times[other] >= TIMES * max(1, vocabulary.times[number])
        }
        if len(found) == 1:
            yield found.pop(), number


def _key(words: tuple[Word, ...], place: int, correction: str) -> str:
    return "".join(correction if at == place else word.key for at, word in enumerate(words))


def _corrections(vocabulary: Vocabulary, language: Language) -> Mapping[str, list[str]]:
    """For words that are not known to be right those that are and that differ by a slip."""
    known: dict[str, bool] = {}
    for words in vocabulary.words:
        for word in words:
            if _may_slip(word):
                known[word.key] = known.get(word.key, False) or _is_known(word, language)
    near: dict[str, list[str]] = defaultdict(list)
    for key in sorted(key for key, listed in known.items() if listed):
        for part in _without_one(key):
            near[part].append(key)
    result: dict[str, list[str]] = {}
    for key in (key for key, listed in known.items() if not listed):
        found = {other for part in _without_one(key) for other in near.get(part, ()) if _is_slip(key, other)}
        if found:
            result[key] = sorted(found)
    return result


def _is_known(word: Word, language: Language) -> bool:
    """Whether a list holds a word, or each of two that it is made of."""
    text = word.text.casefold()
    parts = ((text[:at], text[at:]) for at in range(PART, len(text) - PART + 1))
    return word.zipf > RARE or any(language.lists(one) and language.lists(other) for one, other in parts)


def _may_slip(word: Word) -> bool:
    return SHORTEST - 1 <= len(word.key) <= LONGEST and word.key.isalpha() and not word.proper and not word.stop


def _without_one(key: str) -> set[str]:
    """A word, and the word without each of its inner letters."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(1, len(key) - 1))}


def _is_slip(wrong: str, right: str) -> bool:
    """Whether one finger went wrong, of two words that are the same without an inner letter."""
    if len(right) < SHORTEST:
        return False
    shorter = min(len(wrong), len(right))
    at = next((place for place in range(shorter) if wrong[place] != right[place]), shorter)
    if len(wrong) == len(right):
        if wrong[at + 1 :] == right[at + 1 :]:
            return wrong[at] in _beside(right[at]) or _is_unheard(wrong, right, at)
        swapped = wrong[at : at + 2] == right[at : at + 2][::-1]
        return swapped and wrong[at + 2 :] == right[at + 2 :]
    if len(wrong) == len(right) - 1:
        doubled = right[at] == right[at - 1]
        return (doubled or len(right) >= LONG) and wrong[at:] == right[at + 1 :]
    doubled = wrong[at] == wrong[at - 1]
    return len(wrong) == len(right) + 1 and doubled and wrong[at + 1 :] == right[at:]


def _is_unheard(wrong: str, right: str, at: int) -> bool:
    """Whether the letter in which two words of one length differ is a vowel in the middle of a long word."""
    long = len(right) >= LONG_ENOUGH and EDGE <= at < len(right) - EDGE
    return long and {wrong[at], right[at]} <= _VOWELS


@cache
def _beside(letter: str) -> frozenset[str]:
    """The letters on the keys around that of a letter."""
    for row, keys in enumerate(_ROWS):
        at = keys.find(letter)
        if at >= 0:
            around = [(row, at - 1), (row, at + 1), (row - 1, at), (row - 1, at + 1), (row + 1, at - 1), (row + 1, at)]
            return frozenset(
                _ROWS[one][other] for one, other in around if 0 <= one < len(_ROWS) and 0 <= other < len(_ROWS[one])
            )
    return frozenset()
