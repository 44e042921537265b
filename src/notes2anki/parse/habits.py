"""How the questions of one dialect are written in one file: whether answers are labelled, whether there are any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.parse.segments import Segment


@dataclass(slots=True)
class Habits:
    """Counts over all questions of one dialect."""

    questions: int = 0
    with_label: int = 0
    with_prose: int = 0
    with_code: int = 0

    @property
    def labelled(self) -> bool:
        """Whether most answers are labelled, so that what stands before the label belongs to the question."""
        return self.with_label * 2 >= self.questions

    @property
    def answered(self) -> bool:
        """Whether code below a question may be its answer: others have answers in prose, or most have code."""
        return self.with_prose * 5 >= self.questions or self.with_code * 2 > self.questions


def habits(lines: Sequence[Line], marks: Sequence[Mark | None], segments: Sequence[Segment]) -> dict[str, Habits]:
    """Look at all segments of each dialect together."""
    found: dict[str, Habits] = {}
    for segment in segments:
        body = range(segment.at + 1, segment.end)
        habit = found.setdefault(segment.mark.dialect, Habits())
        habit.questions += 1
        habit.with_label += any((mark := marks[at]) is not None and mark.sense is Sense.ANSWER for at in body)
        habit.with_prose += bool(segment.mark.tail) or any(_says(lines[at], marks[at]) for at in body)
        habit.with_code += any(lines[at].block is Block.CODE for at in body)
    return found


def _says(line: Line, mark: Mark | None) -> bool:
    idle = mark is not None and mark.sense in (Sense.FURNITURE, Sense.SEPARATOR)
    return line.block in (Block.PROSE, Block.TABLE) and not idle
