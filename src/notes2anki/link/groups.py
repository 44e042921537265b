"""Phrases that name one concept, put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from notes2anki.link.phrases import tokens
from notes2anki.link.words import Language, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notes2anki.link.vocabulary import Vocabulary


class Groups:
    """Sets of phrases that are merged step by step; each has one of its phrases as its root."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, number: int) -> int:
        """The phrase that stands for the set of this one."""
        while (parent := self._parent.get(number, number)) != number:
            number = parent
        return number

    def merge(self, number: int, into: int) -> None:
        """Make one set of two; the root of `into` stays."""
        root, target = self.root(number), self.root(into)
        if root != target:
            self._parent[root] = target

    def members(self) -> dict[int, list[int]]:
        """The phrases that were merged into each root."""
        result: dict[int, list[int]] = defaultdict(list)
        for number in self._parent:
            result[self.root(number)].append(number)
        return result


def group(vocabulary: Vocabulary, language: Language, acronyms: Mapping[str, Counter[str]]) -> tuple[Groups, set[int]]:
    """Put phrases together; also the phrases that are an acronym or stand for one."""
    groups = Groups()
    paired = _merge_acronyms(vocabulary, language, acronyms, groups)
    _merge_empty_heads(vocabulary, language, groups)
    _merge_initials(vocabulary, groups, paired)
    return groups, paired


def _merge_acronyms(
    vocabulary: Vocabulary, language: Language, acronyms: Mapping[str, Counter[str]], groups: Groups
) -> set[int]:
    paired: set[int] = set()
    for short in sorted(acronyms):
        expansions = acronyms[short]
        keys = {"".join(language.word(token).key for token in tokens(long)) for long in expansions}
        short_number = vocabulary.add((language.word(short),))
        for long in sorted(expansions):
            number = vocabulary.add(tuple(language.word(token) for token in tokens(long) if token[0].isalnum()))
            paired |= {number, short_number}
            # Two meanings of one acronym stay two concepts, and the acronym one of its own.
            if len(keys) == 1:
                groups.merge(short_number, number)
    return paired


def _merge_empty_heads(vocabulary: Vocabulary, language: Language, groups: Groups) -> None:
    """``vanishing gradient problem`` is ``vanishing gradient``, where that is written too."""
    for number, words in enumerate(vocabulary.words):
        if len(words) < 2:
            continue
        if words[-1].key in language.empty_heads and not words[-2].generic and not words[-2].predicate:
            short = vocabulary.find(words[:-1])
            if short is not None:
                groups.merge(number, short)


def _merge_initials(vocabulary: Vocabulary, groups: Groups, paired: set[int]) -> None:
    """An acronym that nothing explains is the only phrase with these initials, if the phrase stands by itself."""
    initials: dict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(vocabulary.words):
        parts = [part for word in words for part in word.text.split("-") if part and not word.stop]
        if 3 <= len(parts) <= 6 and (vocabulary.placed[number] or vocabulary.notes[number] > 1):
            initials["".join(fold(part)[:1] for part in parts)].add(groups.root(number))
    for text in sorted(vocabulary.forms):
        short = text.removesuffix("s")
        if 3 <= len(short) <= 6 and short.isupper() and short.isalpha():
            number = vocabulary.forms[text]
            meant = initials.get(fold(short), set())
            if len(meant) == 1 and number not in paired:
                paired |= {number, *meant}
                groups.merge(number, next(iter(meant)))
