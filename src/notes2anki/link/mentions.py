"""Where in a text the concepts of the notes are named."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.patterns import CLOSE, OPEN
from notes2anki.link.phrases import parted, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.link.word import Word
    from notes2anki.link.words import Language

LONGEST_NAME = 9
"""Words of the longest name that is looked for."""


class Found(NamedTuple):
    """A concept named by the words from `start` up to `end`."""

    concept: int
    start: int
    end: int


class Names:
    """Every form of every concept, to be found in texts; the longest form wins."""

    def __init__(
        self, forms: Mapping[int, Iterable[str]], language: Language, parts: Mapping[int, Iterable[str]] | None = None
    ) -> None:
        """`forms` of each concept, and `parts` of its name that stand for it where they are no form of another."""
        self._language = language
        self._forms = forms
        self._concepts: dict[str, int] = {}
        lengths: dict[str, set[int]] = {}
        for concept, texts in [*sorted(forms.items()), *sorted((parts or {}).items())]:
            for text in texts:
                words = self.words(text)
                if words and len(words) <= LONGEST_NAME and not all(word.stop for word in words):
                    self._concepts.setdefault(_key(words), concept)
                    lengths.setdefault(words[0].key, set()).add(len(words))
        self._lengths = {key: tuple(sorted(sizes, reverse=True)) for key, sizes in lengths.items()}

    def keys_of(self, concept: int) -> set[tuple[str, ...]]:
        """The words of every form of a concept without function words, by their keys."""
        forms = (self.words(text) for text in self._forms[concept])
        return {tuple(word.key for word in words) for words in forms if not any(word.stop for word in words)}

    def words(self, text: str) -> list[Word]:
        """The words and marks of a text."""
        return self._language.words(tokens(text))

    def find(self, words: Sequence[Word]) -> list[Found]:
        """All mentions in a text, from left to right, none inside another."""
        keys = [word.key for word in words]
        lengths = self._lengths
        result = []
        end = 0
        for place in [place for place, key in enumerate(keys) if key in lengths]:
            if place < end:
                continue
            found = self._longest(keys, place)
            if found is not None:
                end = found.end
                if end - place > 1 or not words[place].stop:
                    result.append(found)
        return result

    def _longest(self, keys: Sequence[str], place: int) -> Found | None:
        """The longest name that starts here."""
        for length in self._lengths[keys[place]]:
            end = place + length
            concept = self._concepts.get(keys[place] if length == 1 else "".join(keys[place:end]))
            if concept is not None and end <= len(keys):
                return Found(concept, place, end)
        return None

    def concepts(self, text: str) -> list[int]:
        """The concept of each mention in a text."""
        return [found.concept for found in self.find(self.words(text))]

    def spans(self, text: str, keep: frozenset[int]) -> list[tuple[int, int, int]]:
        """Start, end and concept of each mention of one of `keep`."""
        parts = parted(text)
        ends = list(accumulate(map(len, parts)))
        return [(ends[2 * one.start], ends[2 * one.end - 1], one.concept) for one in self._kept(parts, keep)]

    def marked(self, text: str, keep: frozenset[int]) -> str:
        """A text with the number of a concept, between two signs, in the place of each mention of one of `keep`."""
        parts = parted(text)
        for one in reversed(self._kept(parts, keep)):
            parts[2 * one.start + 1 : 2 * one.end] = [f"{OPEN}{one.concept}{CLOSE}"]
        return "".join(parts)

    def _kept(self, parts: Sequence[str], keep: frozenset[int]) -> list[Found]:
        """The mentions of one of `keep` that are all that is named in their place."""
        words = self._language.words(parts[1::2])
        return [one for one in self.find(words) if one.concept in keep and self._is_all(words, one.end)]

    def _is_all(self, words: Sequence[Word], end: int) -> bool:
        """Whether a name that ends before this place is all that is named there: not the ``weight`` of ``weight decay``."""
        if end == len(words):
            return True
        last, word = words[end - 1], words[end]
        if word.verb_s or (word.verb and last.plural) or word.barrier or word.generic or word.qualifier:
            return True
        if not word.text[0].isalpha():
            return True
        if self._language.code == "en":
            return False
        # German writes all nouns large; elsewhere what stands before an article is a verb, even if no list has it
        return word.predicate or (end + 1 < len(words) and words[end + 1].determiner)


def _key(words: Sequence[Word]) -> str:
    return "".join([word.key for word in words])
