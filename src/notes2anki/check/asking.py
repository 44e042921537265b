"""What a question asks, apart from how it is worded."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from notes2anki.check.wording import spelt, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from notes2anki.model import Document

    Forms = Mapping[tuple[str, ...], Sequence[str]]
    """What things are called: by the words of each form those of the name that stands for it."""

WHAT, YES_OR_NO, COMPARE = "what?", "yes?", "difference?"
"""Ways to ask that are worded in many ways; words have no question mark."""


class Asking:
    """How questions are worded in a language, out of asking.toml."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self.code = code
        self._openers = {tuple(each.split()) for each in table["openers"]}
        self._longest = max(map(len, self._openers))
        self._around = [(before.split(), [behind]) for before, behind in table["around"]]
        self._asks, self._closed = frozenset(table["asks"]), frozenset(table["closed"])
        self._compare, self._joined = frozenset(table["compare"]), frozenset(table["joined"])
        self._same = {word: group[0] for group in table["same"] for word in group}
        self._of, self._genitive, self._plural = table["of"], table["genitive"], table["plural"]
        self.light = frozenset(table["light"])

    def sense(self, question: str, forms: Forms) -> tuple[str, ...] | None:
        """The same for two questions that ask the same of the same things; None where no thing is named."""
        spelling = spelt(question)
        said = [word.casefold() for word in spelling]
        if self._genitive:
            said[1:] = [word.removesuffix(self._genitive) for word in said[1:]]
        way, start, end = self._way(said)
        # a capital within a question is a name: vitamin A, IT; and what ends a question matters: What does it do?
        light = {
            place
            for place in range(start, end - 1)
            if said[place] in self.light and (place == 0 or not spelling[place].isupper())
        }
        asked = [self._plain(word) for word in _named(said, range(start, end), light, forms)]
        if way != YES_OR_NO and not self._compare.isdisjoint(asked):
            things = sorted(self._things(asked))
            return (COMPARE, *things) if len(things) > 1 else None
        if all(word in self._same or word in self._asks for word in asked):
            return None
        return (way, *self._in_front(asked))

    def _way(self, said: Sequence[str]) -> tuple[str, int, int]:
        """How it is asked, and between which places what is asked for stands."""
        for before, behind in self._around:
            start, end = len(before), len(said) - len(behind)
            if start < end and said[:start] == before and said[end:] == behind:
                return WHAT, start, end
        for start in range(min(self._longest, len(said) - 1), 0, -1):
            if tuple(said[:start]) in self._openers:
                return "" if said[start] in self._asks else WHAT, start, len(said)
        if said[0] in self._closed:
            return YES_OR_NO, 1, len(said)
        return "" if said[0] in self._asks else WHAT, 0, len(said)

    def _things(self, asked: Iterable[str]) -> Iterator[str]:
        """What is compared, one thing after the other."""
        thing: list[str] = []
        for word in (*asked, next(iter(self._joined))):
            if word not in self._joined and word not in self._compare:
                thing.append(word)
            elif thing:
                yield " ".join(thing)
                thing = []

    def _plain(self, word: str) -> str:
        word = self._same.get(word, word)
        if self._plural and len(word) > 3 and word not in self._compare and word not in self._same:
            return word.removesuffix(self._plural)
        return word

    def _in_front(self, asked: list[str]) -> list[str]:
        """Put what belongs to a thing behind it: the purpose of dropout is dropout's purpose."""
        if self._of in asked[1:-1]:
            place = asked.index(self._of, 1)
            return [*asked[: place - 1], *asked[place + 1 :], asked[place - 1]]
        return asked


def _named(said: Sequence[str], places: range, light: Container[int], forms: Forms) -> Iterator[str]:
    """The words at these places but the light ones, with one name for all forms of a thing."""
    longest = max(map(len, forms), default=0)
    place, before = places.start, None
    while place < places.stop:
        lengths = range(min(longest, places.stop - place), 0, -1)
        form = next((form for length in lengths if (form := tuple(said[place : place + length])) in forms), None)
        if form:
            if forms[form] != before:  # as in gradient descent (GD)
                yield from forms[form]
        elif place not in light:
            yield said[place]
        before = forms[form] if form else None
        place += len(form or "1")


@cache
def askings() -> Mapping[str, Asking]:
    """How questions are worded, by language."""
    tables = tomllib.loads((resources.files(__package__) / "asking.toml").read_text(encoding="utf-8"))
    return {code: Asking(code, table) for code, table in tables.items()}


def asking_of(document: Document) -> Asking:
    """That of the language of a file: the one that its head names, else the one whose small words it has most."""
    known = askings()
    named = known.get(document.front.lang[:2].casefold())
    if named:
        return named
    count = Counter(word for note in document.notes for word in words(note.question))
    return max(known.values(), key=lambda asking: sum(count[word] for word in asking.light))
