"""An emoji before lines that ask stands for questions; the one that follows them, for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Group, Survey

_FURTHER = ("↳", "↪", "⤷", "➥", "└")
"""Arrows that lead on from a question to the next one."""

_LONGEST_TITLE = 60


def judge(survey: Survey) -> None:
    """Find out what each emoji of the file stands for."""
    groups = {
        shape: survey.group(at for at in survey.candidates(shape) if survey.mark(at).shape == shape)
        for shape in survey.shapes("emoji ")
    }
    for shape, group in groups.items():
        for at in group.members if shape.endswith(_FURTHER) else ():
            if group.asking[at] is Asking.MARK:
                survey.accept(at, "its arrow leads on from the question above", Sense.FOLLOWUP)
    asking = [
        shape
        for shape, group in groups.items()
        if not shape.endswith(_FURTHER) and len(group.members) > 1 and group.share(Asking.MARK) >= 0.5
    ]
    if asking:
        _accept(survey, groups, asking)
        for shape, group in groups.items():
            if shape not in asking and group.count(Asking.WORDS) == 0 and _heads(survey, group):
                for at in group.members:
                    survey.accept(at, "it heads lines that ask", Sense.SECTION)
    for at in survey.candidates("emoji "):
        if survey.leads[at].asks and not survey.leads[at].tail:
            survey.reshape(at, "plain line")
        else:
            survey.refuse(at, "the emoji stands for no question")


def _accept(survey: Survey, groups: dict[str, Group], asking: list[str]) -> None:
    first = max(asking, key=lambda shape: len(groups[shape].members))
    below = [_shape_below(survey, at) for at in groups[first].members]
    answer = max(sorted({shape for shape in below if shape not in asking}), key=below.count, default="")
    answered = answer in groups and below.count(answer) * 2 >= len(below)
    for shape in asking:
        further = shape != first and not any(_opens(survey, at) for at in groups[shape].members)
        for at in groups[shape].members:
            if answered or survey.announced[at] or survey.questions > 1:
                survey.accept(at, "such lines ask in these notes", Sense.FOLLOWUP if further else Sense.QUESTION)
    for at in groups[answer].members if answered else ():
        survey.accept(at, "it follows the lines that ask", Sense.ANSWER, whole=True)


def _heads(survey: Survey, group: Group) -> bool:
    """Whether short lines stand alone and above lines that ask."""
    fitting = (survey.leads[at].text and len(survey.lines[at].text) <= _LONGEST_TITLE for at in group.members)
    if len(group.members) < 2 or not all(fitting):
        return False
    below = [survey.marks[next(survey.below(at), at)] for at in group.members]
    return sum(mark is not None and mark.sense is Sense.QUESTION and not mark.shape for mark in below) * 2 > len(below)


def _shape_below(survey: Survey, at: int) -> str:
    mark = survey.mark_below(at)
    return mark.shape if mark else ""


def _opens(survey: Survey, at: int) -> bool:
    """Whether a line stands behind a blank one or a heading."""
    return at == 0 or survey.lines[at - 1].blank or survey.lines[at - 1].block is Block.HEADING
