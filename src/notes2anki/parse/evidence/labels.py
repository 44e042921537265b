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
    """Whether a label only heads what stands right below it: deeper headings, another label, the parts of a question."""
    line = survey.lines[at]
    below = next(survey.below(at), None)
    if below is None:
        return False
    mark = survey.marks[below]
    if not survey.mark(at).text:
        return 0 < line.level < survey.lines[below].level and not (mark and mark.sense is Sense.ANSWER)
    other = survey.leads[below].label == "question" and _kind(survey, below) != _kind(survey, at)
    return survey.asking(at) is not Asking.MARK and (other or (line.level > 0 and _is_part(survey, below)))


def _kind(survey: Survey, at: int) -> tuple[str, bool, int]:
    """Return how a label is written: its word, whether it has a number, and the level of the heading it stands in."""
    return survey.leads[at].word, bool(survey.leads[at].number), survey.lines[at].level


def _is_part(survey: Survey, at: int) -> bool:
    """Whether a line is a lettered part of a question: ``(a) Explain …``."""
    mark = survey.marks[at]
    return mark is not None and mark.shape.startswith("letter") and bool(survey.asking(at))


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
