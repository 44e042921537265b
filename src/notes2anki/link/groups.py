"""Phrases that name one concept, put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from notes2anki.link.phrases import name_words
from notes2anki.link.typos import typos
from notes2anki.link.words import Language, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.link.given import Given
    from notes2anki.link.vocabulary import Vocabulary
    from notes2anki.link.word import Word

SAME = 90
"""Likeness of two expansions, of 100, from which they are one."""
SURE = 3
"""Letters of an acronym from which its expansion need not stand near it."""


class Groups:
    """Sets of phrases that are merged step by step; each has one of its phrases as its root."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._apart: set[int] = set()

    def root(self, number: int) -> int:
        """The phrase that stands for the set of this one."""
        while (parent := self._parent.get(number, number)) != number:
            number = parent
        return number

    def merge(self, number: int, into: int) -> None:
        """Make one set of two, if both are not to be kept apart; the root of `into` stays, but for one that is."""
        root, target = self.root(number), self.root(into)
        if root in self._apart:
            root, target = target, root
        if root != target and root not in self._apart:
            self._parent[root] = target

    def keep_apart(self, numbers: Iterable[int]) -> None:
        """Never put two of these phrases together from now on, unless they are already."""
        self._apart = {self.root(number) for number in numbers}

    def members(self) -> dict[int, list[int]]:
        """The phrases that were merged into each root."""
        result: dict[int, list[int]] = {}
        for number in self._parent:
            result.setdefault(self.root(number), []).append(number)
        return result


@dataclass(frozen=True, slots=True)
class Merged:
    """All phrases in groups."""

    groups: Groups
    paired: set[int]
    """Those that are an acronym or stand for one."""
    chosen: set[int]
    """Those that the writer chose for names: a concept is shown under them."""
    written: dict[int, str]
    """Those that are in the glossary, as they are written there."""


class Merger:
    """Puts phrases together, and remembers which are an acronym or stand for one."""

    def __init__(self, vocabulary: Vocabulary, language: Language) -> None:
        self._vocabulary = vocabulary
        self._language = language
        self._groups = Groups()
        self._paired: set[int] = set()
        self._long: dict[str, list[int]] = {}
        """What an acronym of one meaning stands for, by its key."""
        self._chosen: set[int] = set()
        self._written: dict[int, str] = {}

    def merge_given(self, given: Given) -> None:
        """Put together what the writer calls the same: in the glossary, then elsewhere."""
        self._written = given.written(self._vocabulary, self._language)
        for name, form in given.defined(self._vocabulary, self._language):
            self._groups.merge(form, name)
        self._groups.keep_apart(self._written)
        self._chosen = given.titles(self._vocabulary, self._language)
        for name, form in given.same(self._vocabulary, self._language):
            self._chosen.add(name)
            self._groups.merge(form, name)

    def merged(
        self,
        acronyms: Mapping[str, Counter[str]],
        others: Iterable[tuple[str, str]],
        notes: Sequence[Sequence[int]],
        parents: Sequence[int],
    ) -> Merged:
        """All phrases in groups.

        `acronyms` are the expansions that the notes give, `others` pairs of names that they say are the same, `notes`
        the phrases of each note, and `parents` the place of the note before it, -1 for none.
        """
        self._merge_acronyms(acronyms)
        for one, other in others:
            first, second = self._read(one), self._read(other)
            if first and second and self._vocabulary.find(first) is not None:
                self._groups.merge(self._vocabulary.add(second), self._vocabulary.add(first))
        self._merge_empty_heads()
        for right, wrong in typos(self._vocabulary, self._language):
            self._groups.merge(wrong, right)
        self._merge_initials(notes, parents)
        self._merge_spelled_out()
        return Merged(self._groups, self._paired, self._chosen, self._written)

    def _read(self, text: str) -> tuple[Word, ...]:
        return name_words(text, self._language)

    def _merge_acronyms(self, acronyms: Mapping[str, Counter[str]]) -> None:
        meant: dict[int, list[int]] = defaultdict(list)
        for short in sorted(acronyms):
            number = self._vocabulary.add((self._language.word(short),))
            meant[number] += [
                self._vocabulary.add(words) for long in sorted(acronyms[short]) if (words := self._read(long))
            ]
        for number, expansions in meant.items():
            self._paired |= {number, *expansions}
            # Two meanings of one acronym stay two concepts, and the acronym one of its own.
            if expansions and all(self._same(expansions[0], other) for other in expansions):
                self._long[self._vocabulary.words[number][0].key] = expansions
                for other in [number, *expansions[1:]]:
                    self._groups.merge(other, expansions[0])

    def _same(self, one: int, other: int) -> bool:
        """Whether two expansions of one acronym differ in spelling only."""
        first, second = ("".join(word.key for word in self._vocabulary.words[number]) for number in (one, other))
        return ratio(first, second) >= SAME

    def _merge_empty_heads(self) -> None:
        """``vanishing gradient problem`` is ``vanishing gradient``, where that is written too."""
        for number, words in enumerate(self._vocabulary.words):
            if len(words) > 1 and words[-1].key in self._language.empty_heads:
                short = self._vocabulary.find(words[:-1])
                if short is not None and not words[-2].generic and not words[-2].predicate:
                    self._groups.merge(number, short)

    def _merge_initials(self, notes: Sequence[Sequence[int]], parents: Sequence[int]) -> None:
        """An acronym that nothing explains is the only phrase with these initials in the notes that use it.

        The phrase must stand in the note itself or in the question that it follows; three letters or more are also
        looked for in all the notes.
        """
        initials = self._initials()
        everywhere: dict[str, set[int]] = defaultdict(set)
        for number, letters in initials.items():
            if len(letters) >= SURE and self._vocabulary.stands(number):
                everywhere[letters].add(self._groups.root(number))
        unpaired = {number for number in range(len(self._vocabulary)) if self._is_acronym(number)} - self._paired
        meant: dict[int, set[int]] = defaultdict(set)
        for place, note in enumerate(notes):
            short = unpaired.intersection(note)
            near = [*note, *(notes[parents[place]] if parents[place] >= 0 else ())] if short else []
            for number in short:
                letters = fold(self._vocabulary.words[number][0].text.removesuffix("s"))
                meant[number] |= {self._groups.root(other) for other in near if initials.get(other) == letters}
                meant[number] |= everywhere.get(letters, set())
        for number in sorted(meant):
            if len(meant[number]) == 1:
                self._paired |= {number, *meant[number]}
                self._groups.merge(number, *meant[number])
                self._long[self._vocabulary.words[number][0].key] = sorted(meant[number])

    def _merge_spelled_out(self) -> None:
        """``supervised ML`` is ``supervised machine learning``, where both are written."""
        for number, words in enumerate(self._vocabulary.words):
            for place, word in enumerate(words) if len(words) > 1 else ():
                for long in self._long.get(word.key, ()) if word.text.removesuffix("s").isupper() else ():
                    spelled = self._vocabulary.find(
                        [*words[:place], *self._vocabulary.words[long], *words[place + 1 :]]
                    )
                    if spelled is not None:
                        self._groups.merge(number, spelled)

    def _is_acronym(self, number: int) -> bool:
        words = self._vocabulary.words[number]
        text = words[0].text.removesuffix("s")
        return len(words) == 1 and 2 <= len(text) <= 6 and text.isupper() and text.isalpha()

    def _initials(self) -> dict[int, str]:
        """The first letters of every phrase of several words."""
        result = {}
        for number, words in enumerate(self._vocabulary.words):
            parts = [part for word in words if not word.stop for part in word.text.split("-") if part]
            if 2 <= len(parts) <= 6:
                result[number] = "".join(fold(part)[:1] for part in parts)
        return result
