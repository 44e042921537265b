"""Matching by what is equal, the strongest evidence first.

A pass is a key; notes and entries of the lock that have the same key belong together. A key that holds all of a note pairs
in order, for notes that are equal throughout may stand for each other. A weaker key pairs only where it is unmistakable: it
occurs once in the notes and once in the lock.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from notes2anki.identify.trace import Trace


@dataclass(frozen=True, slots=True)
class Pass:
    """One way to know a note again."""

    key: Callable[[Trace], Hashable]
    in_order: bool = False
    """Pairs as many as there are, in their order."""
    telling: bool = False
    """Only for answers that say enough to be known by themselves."""
    asked: bool = False
    """Only for questions that do."""


STRICT = (
    Pass(attrgetter("cloze", "parent_guid", "wording", "front", "answer", "path", "section"), in_order=True),
    Pass(attrgetter("cloze", "parent_guid", "wording", "front", "answer", "path"), in_order=True),
    Pass(attrgetter("cloze", "parent_guid", "wording", "front", "answer"), in_order=True),
    Pass(attrgetter("cloze", "parent_guid", "wording", "front", "path")),
    Pass(attrgetter("cloze", "parent_guid", "wording", "front")),
    Pass(attrgetter("cloze", "parent_guid", "wording", "answer"), telling=True),
    Pass(attrgetter("cloze", "parent_guid", "wording", "path")),
    Pass(attrgetter("cloze", "parent_guid", "wording")),
)
"""For questions, and for follow-ups whose parent is known again."""

ASKED = (Pass(attrgetter("cloze", "wording", "front"), asked=True),)
"""For a question that is nowhere else and that nobody asks twice by chance, wherever it hangs now."""

LOOSE = (
    Pass(attrgetter("cloze", "wording", "front", "answer", "path"), telling=True),
    Pass(attrgetter("cloze", "wording", "front", "answer"), telling=True),
)
"""For a follow-up that became a question or hangs on another one, and the other way round."""


class Pool:
    """The entries that notes may be matched to, by the key of each pass."""

    def __init__(self, entries: Sequence[Trace]) -> None:
        self._entries = entries
        self._indexes: dict[Pass, dict[Hashable, list[Trace]]] = {}

    def match(self, notes: Sequence[Trace], passes: Sequence[Pass]) -> None:
        """Match notes of one level, whose parents have been through this before."""
        for way in passes:
            left = [note for note in notes if not note.match]
            if not left or not self._entries:
                return
            counts = Counter(() if way.in_order else map(way.key, notes))
            for note in left:
                key = way.key(note)
                found = self._index(way).get(key, [])
                known = (note.telling or not way.telling) and (note.asked or not way.asked)
                if known and (way.in_order or len(found) == 1 == counts[key]):
                    _take_first(note, found)

    def _index(self, way: Pass) -> dict[Hashable, list[Trace]]:
        # Built late: where nothing was edited, the first pass is the only one.
        if way not in self._indexes:
            index: dict[Hashable, list[Trace]] = {}
            for entry in reversed(self._entries):
                index.setdefault(way.key(entry), []).append(entry)
            self._indexes[way] = index
        return self._indexes[way]


def _take_first(note: Trace, found: list[Trace]) -> None:
    while found and found[-1].match:
        found.pop()
    if found and note.may_be(found[-1]):
        note.take(found[-1])
