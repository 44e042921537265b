"""Cuts a document where its marks say so: into sections, and into questions with the lines that belong to each.

A question heading opens no section and closes only deeper ones; a heading that asks nothing is a section, unless it
stands deeper within the answer of a question heading. An answer runs to the next mark, or to the end of the list item,
quote or folded text that holds its question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.lines import Block, Line, folds
from notes2anki.parse.marks import Mark, Sense
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 20
"""An answer in a quote of its own stands at most so many lines below its question."""
_BELOW_HEADINGS = 7
"""Level of a section whose title is no Markdown heading."""


@dataclass(slots=True)
class Segment:
    """One question and the lines up to the next mark; lines are counted from 0 here."""

    at: int
    mark: Mark
    end: int
    """First line that does not belong to it any more."""
    section: tuple[str, ...]
    parent: int | None
    """Number of the segment it follows."""
    stem: bool = False
    """Whether follow-ups stand directly below it: then it may be their common stem."""
    key: range | None = None
    """The lines of its answer where that stands in a list of all answers."""


@dataclass(slots=True)
class SectionStart:
    """Where a section begins, and its titles from the outermost on."""

    at: int
    path: tuple[str, ...]


def cut(lines: Sequence[Line], marks: Sequence[Mark | None]) -> tuple[list[SectionStart], list[Segment]]:
    """Return the sections and the questions of a document, in their order."""
    cutter = _Cutter(lines, marks)
    for at in range(len(lines)):
        cutter.step(at)
    cutter.close(len(lines))
    return cutter.sections, cutter.segments


class _Cutter:
    def __init__(self, lines: Sequence[Line], marks: Sequence[Mark | None]) -> None:
        self.lines, self.marks = lines, marks
        self.sections: list[SectionStart] = []
        self.segments: list[Segment] = []
        self.stack: list[tuple[int, str]] = []
        self.open: Segment | None = None
        self.folded = 0
        self.rules_close = self._rules_separate()
        self.footer = self._last_rule()

    def _rules_separate(self) -> bool:
        """Whether these notes draw a rule between questions, so that a rule ends an answer."""
        asked = after_rule = 0
        last = None
        for mark in self.marks:
            if mark and mark.sense is Sense.QUESTION:
                asked += 1
                after_rule += last is Sense.SEPARATOR
            if mark:
                last = mark.sense
        return asked > 2 and after_rule * 2 >= asked

    def _last_rule(self) -> int:
        """Return the line of a rule that only a short footer follows, or -1."""
        for at in range(len(self.lines) - 1, -1, -1):
            mark = self.marks[at]
            if mark and mark.sense is Sense.SEPARATOR and self.lines[at].block is Block.RULE:
                below = [line for line in self.lines[at + 1 :] if not line.blank]
                return at if len(below) <= 3 and all(line.block is Block.PROSE for line in below) else -1
        return -1

    def step(self, at: int) -> None:
        line, mark = self.lines[at], self.marks[at]
        self.folded = max(0, self.folded + folds(line))
        if mark and mark.sense is Sense.SECTION and not self._within_answer(line):
            self._section(at, line, mark)
        elif mark and mark.sense in (Sense.QUESTION, Sense.FOLLOWUP):
            self._question(at, line, mark)
        elif self.open and self._ends(at, line, mark):
            self.close(at)

    def close(self, at: int) -> None:
        if self.open:
            self.open.end = at
            self.open = None

    def _within_answer(self, line: Line) -> bool:
        """Whether a heading that asks nothing belongs to the answer above it."""
        if not self.open or line.block is not Block.HEADING:
            return False
        asked = self.lines[self.open.at]
        if asked.block is Block.HEADING:
            inside = line.depth == asked.depth > 0 and not line.marker
            return line.level > asked.level or self.folded > 0 or inside
        return self.folded > 0 or (line.depth >= asked.depth > 0)

    def _section(self, at: int, line: Line, mark: Mark) -> None:
        self.close(at)
        self.folded = 0
        title = plain(mark.text)
        level = line.level or _BELOW_HEADINGS
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        if title:
            self.stack.append((level, title))
            self.sections.append(SectionStart(at, tuple(name for _, name in self.stack)))

    def _question(self, at: int, line: Line, mark: Mark) -> None:
        parent = self._parent(line, mark)
        self.close(at)
        self.folded = int(line.block is Block.HTML)
        if line.level:
            while self.stack and self.stack[-1][0] > line.level:
                self.stack.pop()
        if parent is not None and parent == len(self.segments) - 1:
            self.segments[parent].stem = True
        self.open = Segment(at, mark, len(self.lines), tuple(name for _, name in self.stack), parent)
        self.segments.append(self.open)

    def _parent(self, line: Line, mark: Mark) -> int | None:
        """Return the segment that a question follows: the one it lies in, or for a follow-up the question before it."""
        follows = mark.sense is Sense.FOLLOWUP
        path = tuple(name for _, name in self.stack)
        number = len(self.segments)
        while number:
            number -= 1
            before = self.segments[number]
            above = self.lines[before.at]
            if line.level and above.level:
                if above.level < line.level and (follows or self.open):
                    return number
                if above.level <= line.level and not follows:
                    return None
            elif not follows:
                return number if self.open and line.quote > above.quote > 0 else None
            elif before.parent is None or (_deeper(line, above) and before.section == path):
                return number if before.section == path or self.open else None
            if before.parent is not None and before.section == path and self._are_twins(mark, line, before):
                number = before.parent + 1  # what hangs between them was passed over for the twin, too
        return None

    def _are_twins(self, mark: Mark, line: Line, before: Segment) -> bool:
        """Whether a line and a question before it are follow-ups of the same standing."""
        above = self.lines[before.at]
        standing, of_twin = (line.level, *_standing(line)), (above.level, *_standing(above))
        return mark.sense is before.mark.sense is Sense.FOLLOWUP and standing == of_twin

    def _ends(self, at: int, line: Line, mark: Mark | None) -> bool:
        """Whether the open question ends before this line."""
        assert self.open is not None
        asked = self.lines[self.open.at]
        if mark and mark.sense is Sense.CLAIMED:
            return True
        if line.blank:
            return self._quoted() and not line.raw.strip() and not self._answer_follows(at)
        if mark and mark.sense is Sense.SEPARATOR:
            return self.rules_close or at == self.footer
        if self.open.mark.dialect == "tables" or (mark and mark.sense is Sense.FOLLOWUPS):
            return True
        if asked.block is Block.HTML:
            return not self.folded
        if mark and mark.sense in (Sense.ANSWER, Sense.HINT, Sense.SOURCE):
            return False
        if asked.depth and asked.block is not Block.HEADING:
            if line.depth <= asked.depth and line.marker and _same_list(line, asked):
                return True
            if line.depth == asked.depth and line.marker:
                return not self._answers_outside()
            return line.depth < asked.depth and not self._answers_outside()
        return line.quote < asked.quote if self._quoted() else bool(asked.quote and line.quote and line.first)

    def _quoted(self) -> bool:
        """Whether the answer of the open question ends with the quote that holds it."""
        assert self.open is not None
        return self.lines[self.open.at].quote > 0 and self.open.mark.dialect != "quotes"

    def _answer_follows(self, at: int) -> bool:
        """Whether the next line that is not blank is marked as an answer."""
        for below in range(at + 1, min(at + _NEAR, len(self.lines))):
            if not self.lines[below].blank and not self._idle(below):
                mark = self.marks[below]
                return mark is not None and mark.sense is Sense.ANSWER
        return False

    def _answers_outside(self) -> bool:
        """Whether the answer of an item stands below its list: nothing is in the item, and its siblings do the same."""
        assert self.open is not None
        asked = self.lines[self.open.at]
        if self._answer_follows(self.open.at):
            return True
        if self.open.mark.tail:
            return False
        for at in range(self.open.at + 1, len(self.lines)):
            line = self.lines[at]
            if not line.blank and not self._idle(at) and (line.first or asks(line.text) is not Asking.MARK):
                if line.depth > asked.depth or (line.depth == asked.depth and not line.marker):
                    return False
                if line.marker and line.depth == asked.depth and not _same_list(line, asked):
                    return True  # bullets below a number, without the indent that Markdown asks for
                break
        if len(self.segments) < 2:
            return True
        before = self.segments[-2]
        alike = before.section == self.open.section and self.lines[before.at].depth == asked.depth
        return not alike or any(
            not self.lines[at].blank
            and not self._idle(at)
            and (self.lines[at].depth < asked.depth or self.lines[at].marker)
            and self.lines[at].depth <= asked.depth
            for at in range(before.at + 1, before.end)
        )

    def _idle(self, at: int) -> bool:
        mark = self.marks[at]
        return mark is not None and mark.sense in (Sense.FURNITURE, Sense.SEPARATOR)


def _same_list(line: Line, other: Line) -> bool:
    """Whether two items could be of one list: both have numbers, or both have bullets."""
    return not other.marker or line.marker[0].isdigit() == other.marker[0].isdigit() or line.depth < other.depth


def _deeper(line: Line, above: Line) -> bool:
    """Whether a line stands further inside lists than another."""
    return _standing(line) > _standing(above)


def _standing(line: Line) -> tuple[int, int]:
    """Return how far inside lists a line stands, and its indent."""
    return line.depth, len(line.raw) - len(line.raw.lstrip())
