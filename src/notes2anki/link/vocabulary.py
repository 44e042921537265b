"""Every phrase of the notes under a number, with what all the notes together say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.link.text import STRUCTURE, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes2anki.link.phrases import Phrase
    from notes2anki.link.word import Word


_NO_RUN = Role.UNTRIMMED | Role.SHORT | Role.JOINED


class Vocabulary:
    """Phrases by number; lists are indexed by it."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        """Number of a key: the keys of a phrase's words without spaces, so that ``fine-tuning`` is ``finetuning``."""
        self.uses: dict[str, int] = {}
        """How often each written form occurs."""
        self.forms: dict[str, int] = {}
        """Number of each written form."""
        self.words: list[tuple[Word, ...]] = []
        """The words of the form written most often, once `choose_forms` was called: of the first one met before."""
        self._further: dict[str, tuple[Word, ...]] = {}
        """The words of all other forms."""
        self.times: list[int] = []
        """How often it occurs."""
        self.large: list[int] = []
        """How often it starts with a capital."""
        self.alone: list[int] = []
        """How often it is a whole run of words."""
        self.notes: list[int] = []
        """In how many notes it is a whole run of words."""
        self.placed: list[int] = []
        """In how many notes, section titles or names of writers it stands where names are put on purpose."""
        self.asked: list[int] = []
        """How many questions ask what it is."""

    def __len__(self) -> int:
        return len(self.words)

    def add(self, words: tuple[Word, ...]) -> int:
        """The number of a phrase, of a new one if it must be."""
        text = words[0].text if len(words) == 1 else " ".join([word.text for word in words])
        number = self.forms.get(text)
        if number is None:
            known = len(self.words)
            number = self.forms[text] = self._number(words)
            self.uses[text] = 0
            if number < known:
                self._further[text] = words
        self.uses[text] += 1
        self.times[number] += 1
        self.large[number] += text[:1].isupper()
        return number

    def choose_forms(self) -> None:
        """Let each phrase have the words that it is written in most often, the first in the alphabet of several.

        So nothing that is told by its words depends on which file is read first: ``Brot`` is more common than ``Brotes``.
        """
        for text, words in self._further.items():
            number = self.forms[text]
            chosen = self.text(number)
            if (-self.uses[text], text) < (-self.uses[chosen], chosen):
                self.words[number] = words

    def text(self, number: int) -> str:
        """A phrase as it is written."""
        return " ".join([word.text for word in self.words[number]])

    def find(self, words: Sequence[Word]) -> int | None:
        """The number of a phrase, if it is known."""
        return self.numbers.get("".join([word.key for word in words]))

    def count(self, number: int, roles: int) -> None:
        """Take note that one more note has this phrase in these roles."""
        self.notes[number] += not roles & Role.UNTRIMMED
        self.placed[number] += bool(roles & STRUCTURE)
        self.asked[number] += bool(roles & Role.FOCUS)

    def stands(self, number: int) -> bool:
        """Whether a phrase is more than a piece of longer ones."""
        return self.alone[number] > 0 and (
            len(self.words[number]) > 1 or self.placed[number] > 0 or self.notes[number] > 1
        )

    def _number(self, words: tuple[Word, ...]) -> int:
        key = "".join([word.key for word in words])
        number = self.numbers.setdefault(key, len(self.words))
        if number == len(self.words):
            self.words.append(words)
            for column in (self.times, self.large, self.alone, self.notes, self.placed, self.asked):
                column.append(0)
        return number


class Candidates:
    """The phrases of one note: for each its roles, how often it occurs, and the first piece it occurs in."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: dict[int, tuple[int, int, int]] = {}

    def add(self, number: int, roles: int, place: int, times: int = 1) -> None:
        """Take note of a phrase in a piece."""
        known = self.seen.get(number)
        if known is not None:
            roles |= known[0]
            times += known[1]
            place = min(known[2], place)
        self.seen[number] = (roles, times, place)


def collect(vocabulary: Vocabulary, found: Iterable[tuple[int, Phrase]]) -> Candidates:
    """The candidates of one note, from its phrases with the number of the piece they stand in."""
    result = Candidates()
    for place, phrase in found:
        number = vocabulary.add(phrase.words)
        if not phrase.role & _NO_RUN:
            vocabulary.alone[number] += 1
        result.add(number, phrase.role, place)
    for number, (roles, _, _) in result.seen.items():
        vocabulary.count(number, roles)
    return result
