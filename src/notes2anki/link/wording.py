"""Which words explanations are made of: how alike two of them are, and how much of a name stands in one.

A word counts by how few explanations have it (inverse document frequency, Spärck Jones 1972), once in each of them.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CROWD = 12
"""Names with the same rarest word that are looked for by it: so the work grows with the explanations."""

MOST = 5
"""Names that stand in one explanation in parts, those with the most alike explanations."""


class Wording:
    """The words of every explained concept."""

    def __init__(self, texts: Mapping[int, Iterable[str]], names: Mapping[int, Iterable[frozenset[str]]]) -> None:
        """`texts`: the words of each explanation. `names`: those of every form of its concept's name."""
        numbers: dict[str, int] = {}
        self._texts = {
            # sorted, for the sums to be the same under every hash seed
            concept: array("l", [numbers.setdefault(word, len(numbers)) for word in sorted(set(words))])
            for concept, words in texts.items()
        }
        count = Counter(number for text in self._texts.values() for number in text)
        self._worth = [math.log(1 + len(self._texts) / (0.5 + count[number])) for number in range(len(numbers))]
        self._most = math.log(1 + 2 * len(self._texts))
        self._squares = [worth**2 for worth in self._worth]
        self._length = {
            concept: math.sqrt(sum(map(self._squares.__getitem__, text))) for concept, text in self._texts.items()
        }
        self._by_rarest = self._indexed(names, numbers)

    def named_in_parts(self, concept: int, share: float, alike: float) -> Iterator[tuple[int, float]]:
        """The concepts of whose names that much stands in the explanation of another, the rarest word at least.

        Only those with explanations that are that much alike, by the cosine.
        """
        words = set(self._texts[concept])
        found: dict[int, float] = {}
        for word in self._texts[concept]:
            for other, known, total in self._by_rarest.get(word, ()):
                part = sum([self._worth[each] for each in known if each in words]) / total
                if part >= share and other != concept:
                    found[other] = max(part, found.get(other, 0.0))
        near = [(-self._alike(words, concept, other), other) for other in sorted(found)]
        for _, other in nsmallest(MOST, (rival for rival in near if -rival[0] >= alike)):
            yield other, found[other]

    def _alike(self, words: set[int], concept: int, other: int) -> float:
        """Cosine of the explanations of two concepts, of which the first is made of these words."""
        both = sum(map(self._squares.__getitem__, words.intersection(self._texts[other])))
        return both / ((self._length[concept] * self._length[other]) or 1.0)

    def _indexed(
        self, names: Mapping[int, Iterable[frozenset[str]]], numbers: Mapping[str, int]
    ) -> dict[int, list[tuple[int, tuple[int, ...], float]]]:
        """By the rarest word of a name of several words its concept, its words, and what they are worth together."""
        found: dict[int, list[tuple[int, tuple[int, ...], float]]] = defaultdict(list)
        for concept, forms in sorted(names.items()):
            for words in sorted(forms, key=sorted):
                known = sorted(numbers[word] for word in words if word in numbers)
                if len(words) > 1 and known:
                    rarest = max(known, key=self._worth.__getitem__)
                    total = sum(self._worth[word] for word in known) + self._most * (len(words) - len(known))
                    found[rarest].append((concept, tuple(known), total))
        return {word: entries for word, entries in found.items() if len(entries) <= CROWD}
