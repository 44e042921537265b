"""A folded text is an answer, a table of contents, a question with its answer inside, or none of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.survey import SETTLED
from notes2anki.parse.evidence.titles import WORD, says_answer, says_contents
from notes2anki.parse.marks import Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey


def judge(survey: Survey) -> None:
    """Decide about the summaries of folded texts."""
    labelled = any(
        mark and mark.dialect == "details" and mark.sense is Sense.QUESTION and not mark.shape for mark in survey.marks
    )
    asked = 0
    for at in survey.candidates("summary"):
        text = survey.mark(at).text
        if says_contents(text):
            survey.accept(at, "it folds a table of contents", Sense.FURNITURE)
        elif says_answer(text):
            survey.accept(at, "it says that the answer is inside", Sense.ANSWER)
            survey.marks[at] = survey.mark(at)._replace(text="")
        elif survey.asking(at) is Asking.MARK:
            survey.accept(at, "it asks")
            asked += 1
    for at in survey.candidates("summary"):
        sentence = len(WORD.findall(survey.mark(at).text)) > 3
        if (survey.announced[at] or asked) and survey.asking(at) and (sentence or asked >= SETTLED) and not labelled:
            survey.accept(at, "questions stand beside it or are announced")
        elif asked >= SETTLED and survey.lines[at].marker[:1].isdigit() and not labelled:
            survey.accept(at, "it is numbered, and others like it ask")
        else:
            survey.refuse(at, "it neither asks nor names an answer")
