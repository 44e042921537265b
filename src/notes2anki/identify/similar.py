"""Matching notes whose wording was edited, among the few that nothing equal could match.

A note is compared only with entries that stood between the same neighbours, share a rare word, or share a part of the
answer, so the work grows with the number of edits. What decides is which words came and went, and what stayed around them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_sort_ratio

from notes2anki.identify.edits import SMALL, TURNING, Edit, Verdict, compare_words, judge_reworded, judge_rewritten
from notes2anki.identify.wording import bands, resemblance

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from notes2anki.identify.trace import Trace

_CROWD = 12
"""Entries that may share a word, or a part of an answer, for it to lead from one to the other."""

_CANDIDATES = 4
"""Entries that are compared with a note for what they share with it."""

_ROUNDS = 3

_COMMON = 0.04
"""Share of all questions from which a word says nothing about any of them; but at least `_COMMON_LEAST` of them."""
_COMMON_LEAST = 4


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """How much a note is like an entry; the greater the more."""

    verdict: Verdict
    degree: float


class Similar:
    """Compares the notes of one build with the live entries of the one before."""

    def __init__(self, notes: Sequence[Trace], entries: Sequence[Trace]) -> None:
        self._notes, self._entries = notes, entries
        self.doubtful: list[tuple[float, Trace, Trace]] = []
        """Pairs of a note and an entry that look alike and were not matched, with the degree of their likeness."""

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(word for trace in (*self._notes, *self._entries) for word in set(trace.wording.split()))

    @cached_property
    def _common(self) -> float:
        return max(_COMMON_LEAST, _COMMON * (len(self._notes) + len(self._entries)))

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Wordings that more than one note has."""
        counts = [Counter(trace.wording for trace in side) for side in (self._notes, self._entries)]
        return frozenset(wording for side in counts for wording, count in side.items() if count > 1)

    def match(self, level: Sequence[Trace]) -> None:
        """Match notes of one level, one to one, the most alike first; what was found makes the next ones' neighbours."""
        for _ in range(_ROUNDS):
            notes = [note for note in level if not note.match]
            entries = [entry for entry in self._entries if not entry.match] if notes else []
            if not entries or not self._match_once(notes, entries):
                return

    def _match_once(self, notes: Sequence[Trace], entries: Sequence[Trace]) -> bool:
        index: dict[Hashable, list[Trace]] = {}
        for entry in entries:
            for key in self._keys(entry):
                index.setdefault(key, []).append(entry)
        found = []
        for number, note in enumerate(notes):
            for entry in self._candidates(note, index):
                likeness = self.compare(entry, note, _neighbours(note, entry))
                if likeness.verdict is Verdict.SAME:
                    found.append((-likeness.degree, number, entry.guid, entry))
                elif likeness.verdict is Verdict.DOUBTFUL:
                    self.doubtful.append((likeness.degree, note, entry))
        for degree, number, _, entry in sorted(found, key=lambda each: each[:3]):
            note = notes[number]
            if not note.match and not entry.match:
                note.take(entry)
            elif not note.match:
                self.doubtful.append((-degree, note, entry))
        return bool(found)

    def _keys(self, trace: Trace) -> Iterator[Hashable]:
        rarest = sorted(set(trace.wording.split()), key=lambda word: (self._frequency[word], word))
        yield from rarest[:4]
        yield from bands(trace.sketch)
        if trace.answer:
            yield "answer", trace.answer

    def _candidates(self, note: Trace, index: dict[Hashable, list[Trace]]) -> Iterable[Trace]:
        """Collect the entries worth a comparison, a bounded number."""
        near: list[Trace | None] = []
        if note.before and note.before.match:
            near.append(note.before.match.behind)
        if note.behind and note.behind.match:
            near.append(note.behind.match.before)
        shared = Counter(entry for key in self._keys(note) for entry in index.get(key, ())[:_CROWD])
        near += sorted(shared, key=lambda entry: (-shared[entry], entry.path != note.path, entry.guid))[:_CANDIDATES]
        fitting = (entry for entry in near if entry and not entry.match and note.may_be(entry))
        level = bool(note.parent)
        return {entry.guid: entry for entry in fitting if bool(entry.entry and entry.entry.parent) == level}.values()

    def compare(self, old: Trace, new: Trace, neighbours: int) -> Likeness:
        """Judge whether a note is an edit of an entry; `neighbours` counts those that stayed beside it."""
        same_answer = old.answer == new.answer
        overlap = resemblance(old.sketch, new.sketch)
        ratio = token_sort_ratio(old.wording, new.wording) / 100
        if ratio < 0.5 and overlap < 0.3 and not same_answer:
            return Likeness(Verdict.OTHER, 0.0)
        edit = compare_words(old, new, self._weighty)
        if same_answer:
            known = new.telling or (old.front != "" != new.front and overlap >= 0.5)
            verdict = Verdict.SAME if known else judge_reworded(edit, neighbours if new.answer else 0)
        elif edit.lost or edit.gained:
            verdict = judge_rewritten(edit, ratio, overlap, neighbours)
        else:
            verdict = self._judge_respelt(edit, overlap, neighbours, old.wording)
        by_place = not (new.telling and overlap >= 0.5) and old.parent_guid != new.parent_guid
        if verdict is Verdict.SAME and by_place and neighbours < 2:
            verdict = Verdict.DOUBTFUL
        return Likeness(verdict, ratio + overlap + neighbours / 4 + (old.path == new.path) / 8)

    def _judge_respelt(self, edit: Edit, overlap: float, neighbours: int, wording: str) -> Verdict:
        """Judge a question that says what it said, with another answer.

        A letter can make another word of a word (`adsorption`), so one that is all there is needs more of the answer.
        """
        alone = edit.respelt == edit.kept > 0
        repeated = wording in self._repeated
        if overlap >= (0.35 if alone else 0.3) and (not repeated or neighbours or overlap >= 0.5):
            return Verdict.SAME
        if edit.kept and neighbours and not alone and not repeated and (overlap >= 0.1 or not edit.respelt):
            return Verdict.SAME
        return Verdict.DOUBTFUL if neighbours == 2 or (edit.kept and not repeated) else Verdict.OTHER

    def _weighty(self, word: str, names: frozenset[str]) -> bool:
        """Whether a word has a sense of its own: not `is`, nor what every other question has."""
        if word in names or word in TURNING:
            return True
        return word not in SMALL and self._frequency[word] < self._common


def _neighbours(note: Trace, entry: Trace) -> int:
    """Count the notes beside it that were beside it before; the bounds of its file count too."""
    same_file = note.path == entry.path
    return sum(
        (beside.match is stood) if beside and stood else (same_file and beside is stood)
        for beside, stood in ((note.before, entry.before), (note.behind, entry.behind))
    )
