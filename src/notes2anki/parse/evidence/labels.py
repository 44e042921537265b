"""A label such as ``P:`` or ``Problem:`` means a question where answers are labelled, or where it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.titles import says_answer
from notes2anki.parse.marks import Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey

_NEAR = 60
"""Lines within which the label of an answer must follow."""


def judge(survey: Survey) -> None:
    """Decide label word by label word."""
    labelled = any(mark and mark.sense is Sense.ANSWER and mark.dialect == "labelled" for mark in survey.marks)
    for shape in survey.shapes("label "):
        group = survey.group(at for at in survey.candidates(shape) if survey.mark(at).shape == shape)
        answered = sum(bool(survey.mark(at).tail) or _answer_label_below(survey, at) for at in group.members)
        for at in group.members:
            lead = survey.leads[at]
            plain = len(lead.word) > 2 or lead.word == "q"
            numbered = plain and bool(lead.number) and len(group.members) > 1
            if _heads_section(survey, at):
                survey.refuse(at, "it heads what follows")
            elif answered * 2 >= len(group.members) or (labelled and answered):
                survey.accept(at, "answers are labelled below such lines")
            elif group.asking[at] and (survey.announced[at] or (numbered and group.share(Asking.WORDS) >= 0.5)):
                survey.accept(at, "it asks")
            elif numbered and survey.announced[at]:
                survey.accept(at, "questions are announced above it")
            else:
                survey.refuse(at, "nothing below it is labelled as its answer")


def _heads_section(survey: Survey, at: int) -> bool:
    """Whether a heading is but a label with a number, and deeper headings stand directly below it."""
    line = survey.lines[at]
    below = next(survey.below(at), None)
    if survey.mark(at).text or not line.level or below is None:
        return False
    mark = survey.marks[below]
    return survey.lines[below].level > line.level and not (mark and mark.sense is Sense.ANSWER)


def _answer_label_below(survey: Survey, at: int) -> bool:
    """Whether the label of an answer comes before the next question."""
    for below in range(at + 1, min(at + _NEAR, len(survey.lines))):
        mark = survey.marks[below]
        if mark and mark.sense is Sense.ANSWER:
            return True
        if mark and mark.shape.startswith("heading"):
            return says_answer(mark.text)
        if mark and (mark.shape.startswith("label") or (mark.sense is Sense.QUESTION and not mark.shape)):
            return False
    return False
