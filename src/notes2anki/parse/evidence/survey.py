"""What all judges look at: the lines of a document, what could be a question in it, and what has been decided so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.evidence.titles import announces, bare
from notes2anki.parse.lines import Block, Line, folds
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notes2anki.parse.lead import Lead

_LINK = re.compile(r"(?:\[[ xX]\][ \t]+)?\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)[.,;]?")
_ASKED = (Sense.QUESTION, Sense.FOLLOWUP)
_IDLE = (Sense.FURNITURE, Sense.SEPARATOR)
_WRAPPED = 8
"""Over so many further lines a question may be wrapped."""
_CHOICES_WITHIN = 200
"""Choices stand at most so many lines below their question, with code between."""
SETTLED = 3
"""A file with so many sure questions is one of questions and answers."""


@dataclass(slots=True)
class Group:
    """Lines of one shape that are judged by each other; lines are counted from 0."""

    members: list[int]
    asking: dict[int, Asking]
    answered: set[int]
    """Those with something below or behind them that could be an answer."""

    def count(self, least: Asking) -> int:
        """Return how many members ask at least so clearly."""
        return sum(asking >= least for asking in self.asking.values())

    def share(self, least: Asking) -> float:
        """Return which part of the members asks at least so clearly; 0 for no members."""
        return self.count(least) / max(1, len(self.members))

    @property
    def answered_share(self) -> float:
        """Which part of the members could be answered."""
        return len(self.answered) / max(1, len(self.members))


class Survey:
    """One document while it is judged."""

    def __init__(
        self,
        lines: Sequence[Line],
        leads: Sequence[Lead],
        marks: Sequence[Mark | None],
        codes: tuple[str, ...],
        about: str,
    ) -> None:
        self.lines, self.leads, self.codes = lines, leads, codes
        self.marks = list(marks)
        self.headings = [at for at, line in enumerate(lines) if line.block is Block.HEADING]
        self.heading = self._headings()
        """For every line, the heading above it or on it; -1 without one."""
        self.folded = self._folds()
        self.announced = self._announced(about)
        """For every line, whether the file or a heading above it says that questions follow."""
        self.owner: list[int] = []
        """For every line, the question in whose answer it lies; -1 without one. Brought up to date by `own`."""
        self._stale = True
        self._events: list[int] = []
        self.questions = sum(1 for mark in self.marks if mark and not mark.shape and mark.sense in _ASKED)
        """How many questions are certain so far, but for those in tables, which say nothing of the text around them."""
        self.asked: set[str] = set()
        """The words of the questions that were found here so far."""
        self._shapes: dict[str, list[int]] = {}
        for at, mark in enumerate(self.marks):
            if mark and mark.shape:
                self._shapes.setdefault(mark.shape, []).append(at)

    def _folds(self) -> list[int]:
        """Return for every line in how many folded texts it lies; none where one of them is left open."""
        depth, depths = 0, []
        for line in self.lines:
            depth = max(0, depth + folds(line))
            depths.append(depth)
        return depths if depth == 0 else [0] * len(depths)

    def _headings(self) -> list[int]:
        above, headings = -1, []
        for at, line in enumerate(self.lines):
            above = at if line.block is Block.HEADING else above
            headings.append(above)
        return headings

    def _announced(self, about: str) -> list[bool]:
        whole = announces(about)
        stack: list[tuple[int, bool]] = []
        announced = []
        for line, lead in zip(self.lines, self.leads, strict=True):
            if line.block is Block.HEADING:
                while stack and stack[-1][0] >= line.level:
                    stack.pop()
                answers = lead.label == "answer" and not (lead.text or lead.number)  # “Answers” heads them all
                says = lead.label == "question" or answers or announces(lead.text)
                stack.append((line.level, says or (bool(stack) and stack[-1][1])))
            announced.append(whole or (bool(stack) and stack[-1][1]))
        return announced

    # -- what is open ---------------------------------------------------------------------------------------------

    def shapes(self, prefix: str) -> list[str]:
        """Return the shapes that begin so and have undecided lines, sorted."""
        return sorted(shape for shape in self._shapes if shape.startswith(prefix) and self.candidates(shape))

    def candidates(self, prefix: str) -> list[int]:
        """Return the undecided lines whose shape begins so, in their order."""
        found = [at for shape, places in self._shapes.items() if shape.startswith(prefix) for at in places]
        return sorted(
            at for at in found if (mark := self.marks[at]) is not None and mark.shape.startswith(prefix) and mark.shape
        )

    def group(self, members: Iterable[int]) -> Group:
        """Look at some lines together."""
        chosen = list(members)
        return Group(chosen, {at: self.asking(at) for at in chosen}, {at for at in chosen if self.has_answer(at)})

    def mark(self, at: int) -> Mark:
        """Return the mark of a line that has one."""
        mark = self.marks[at]
        assert mark is not None
        return mark

    def idle(self, at: int) -> bool:
        """Whether a line is blank or stands between notes."""
        mark = self.marks[at]
        return self.lines[at].blank or (mark is not None and mark.sense in _IDLE)

    def below(self, at: int) -> Iterator[int]:
        """Return the lines below one that say something."""
        return (below for below in range(at + 1, len(self.lines)) if not self.idle(below))

    def mark_below(self, at: int) -> Mark | None:
        """Return the mark of the next line below one that says something, if there is one and it has a mark."""
        below = next(self.below(at), None)
        return None if below is None else self.marks[below]

    # -- what speaks for a line -----------------------------------------------------------------------------------

    def asking(self, at: int) -> Asking:
        """Say how clearly a line asks, with the lines it may be wrapped over."""
        mark, line = self.mark(at), self.lines[at]
        said = asks(mark.text, self.codes)
        if said is Asking.WORDS and mark.text.endswith((":", "：")) and "bold" in mark.shape:
            return Asking.NO  # “What we said:” heads what follows
        if said is Asking.MARK or mark.tail or line.block is not Block.PROSE or mark.shape.startswith("bold"):
            return said
        for below in range(at + 1, min(at + 1 + _WRAPPED, len(self.lines))):
            other, found = self.lines[below], self.marks[below]
            if other.first or other.block is not Block.PROSE:
                break
            if found and found.sense is not Sense.TEXT and found.shape != "plain line":
                break
            if self.leads[below].asks:
                return said if said and self.leads[below].tail else Asking.MARK
        return said

    def has_answer(self, at: int) -> bool:
        """Whether something that could be an answer stands on the line or below it, before the next candidate."""
        mark, line = self.mark(at), self.lines[at]
        if mark.tail:
            return True
        below = next(self.below(at), None)
        if below is None:
            return False
        other, found = self.lines[below], self.marks[below]
        if line.marker and other.depth < line.depth and other.marker:
            return False
        wrapped = found is not None and found.shape == "plain line" and not other.first
        if found is None or wrapped or found.sense in (Sense.ANSWER, Sense.TEXT, Sense.OPTION, Sense.HINT):
            return True
        if other.block is Block.HEADING:
            return line.block is Block.HEADING and other.level > line.level
        if line.block is Block.HEADING:
            return found.shape != ""
        if line.marker:
            return other.depth > line.depth
        return found.shape != mark.shape and found.sense is Sense.QUESTION and other.marker != ""

    def is_labelled(self, at: int) -> bool:
        """Whether the label of an answer stands next below a line."""
        mark = self.mark_below(at)
        return mark is not None and mark.sense is Sense.ANSWER and not mark.shape

    def only_links(self, at: int) -> bool:
        """Whether a line is nothing but a link."""
        return _LINK.fullmatch(self.lines[at].text) is not None

    def has_choices(self, at: int) -> bool:
        """Whether a row of choices stands below a line, behind code or pictures at most."""
        for below in range(at + 1, min(at + _CHOICES_WITHIN, len(self.lines))):
            mark = self.marks[below]
            if mark and mark.sense is Sense.OPTION:
                return True
            if mark and mark.sense in (*_ASKED, Sense.ANSWER, Sense.SECTION) and not mark.shape.startswith("plain"):
                return False
        return False

    def counts(self, row: Sequence[int]) -> bool:
        """Whether the numbers of some lines mostly go up one by one; they may begin anew."""
        numbers = [int(self.leads[at].number) for at in row if self.leads[at].number.isdecimal()]
        steps = sum(after - before == 1 or (after == 1 and before > 1) for before, after in pairwise(numbers))
        return len(numbers) == len(row) and steps >= (len(numbers) - 1) * 0.7

    def own(self) -> None:
        """Find out for every line in the answer of which question it lies, as far as questions are certain."""
        if not self._stale:
            return
        self._events = self._events or self._turns()
        self.owner, self._stale = [], False
        stack = [-1]
        for at in self._events:
            self.owner += [stack[-1]] * (at - len(self.owner))
            while stack[-1] >= 0 and self._ends(stack[-1], at):
                stack.pop()
            self.owner.append(stack[-1])
            mark = self.marks[at]
            if mark and not mark.shape and mark.sense in _ASKED and mark.dialect != "tables":
                stack.append(at)
        self.owner += [stack[-1]] * (len(self.lines) - len(self.owner))

    def _turns(self) -> list[int]:
        """Return the lines at which a question or an answer may begin or end; all others go on with what is above."""
        quote, turns = 0, []
        for at, line in enumerate(self.lines):
            if not line.blank:
                if self.marks[at] or line.marker or line.level or line.quote != quote:
                    turns.append(at)
                quote = line.quote
        return turns

    def _ends(self, asked: int, at: int) -> bool:
        """Whether the answer of a question ends before a line."""
        line, other, mark = self.lines[asked], self.lines[at], self.marks[at]
        certain = mark.sense if mark and not mark.shape else None
        if self.folded[at] > self.folded[asked]:
            return certain in (Sense.QUESTION, Sense.CLAIMED)
        if other.block is Block.HEADING and certain is not Sense.ANSWER:
            return line.block is not Block.HEADING or other.level <= line.level
        if line.quote and not other.blank and other.quote < line.quote:
            return True
        if certain in (Sense.QUESTION, Sense.CLAIMED, Sense.SECTION):
            return True
        return bool(line.marker) and not line.level and bool(other.marker) and other.depth <= line.depth

    # -- what is decided ------------------------------------------------------------------------------------------

    def accept(self, at: int, why: str, sense: Sense = Sense.QUESTION, *, whole: bool = False) -> None:
        """Keep the mark of a line; with `whole`, the tail is a part of its text and not an answer."""
        mark, lead = self.mark(at), self.leads[at]
        text, tail = (lead.whole, "") if whole else (mark.text, mark.tail)
        self.marks[at] = Mark(sense, text, f"{mark.why}, and {why}", "", tail, mark.dialect)
        self._stale = True
        if sense in _ASKED:
            self.questions += 1
            self.asked.add(bare(mark.text))

    def refuse(self, at: int, why: str) -> None:
        """Make plain text of a line again, or a section of a heading."""
        mark = self.mark(at)
        if self.lines[at].block is Block.HEADING:
            self._stale = True
            title = mark.text or self.lines[at].text
            self.marks[at] = Mark(Sense.SECTION, title, f"{mark.why}, and {why}", "", mark.tail, mark.dialect)
        else:
            self.marks[at] = Mark(Sense.TEXT, mark.text, f"{mark.why}, but {why}", "", "", mark.dialect)

    def reshape(self, at: int, shape: str) -> None:
        """Leave a line to the judge of another shape."""
        self.marks[at] = self.mark(at)._replace(shape=shape)
        self._shapes.setdefault(shape, []).append(at)
