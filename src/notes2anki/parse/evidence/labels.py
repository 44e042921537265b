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
    _letters(survey)
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
            elif lead.word == "q" and group.share(Asking.MARK) >= 0.5 and survey.has_answer(at):
                survey.accept(at, "such lines ask")
            elif numbered and survey.announced[at]:
                survey.accept(at, "questions are announced above it")
            else:
                survey.refuse(at, "nothing below it is labelled as its answer")


def _letters(survey: Survey) -> None:
    """Accept lines that open with “Q.” where one that opens with “A.” stands next below: no list has these two letters."""
    asked = -1
    for at, lead in enumerate(survey.leads):
        mark = survey.marks[at]
        if lead.number not in ("Q", "A") or not mark or not mark.shape:
            asked = -1 if mark and (mark.sense is not Sense.TEXT and mark.shape != "plain line") else asked
        elif lead.number == "Q":
            asked = at
        elif asked >= 0:
            survey.accept(asked, "“A.” stands below it")
            survey.accept(at, "it stands below “Q.”", Sense.ANSWER, whole=True)
            asked = -1


def _heads_section(survey: Survey, at: int) -> bool:
    """Whether a label only heads what stands right below it: deeper headings, another label, the parts of a question."""
    line = survey.lines[at]
    below = next(survey.below(at), None)
    if below is None:
        return False
    mark = survey.marks[below]
    if not survey.mark(at).text:
        deeper = survey.lines[below].level > line.level or survey.lines[below].marker != ""
        return line.level > 0 and deeper and not (mark and mark.sense in (Sense.ANSWER, Sense.OPTION))
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
