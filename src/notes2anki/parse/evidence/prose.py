"""Plain lines ask where several of them do, each with its answer below or behind it."""

from __future__ import annotations

from collections import Counter

from notes2anki.parse.evidence.survey import SETTLED, Survey
from notes2anki.parse.lines import Block

_LONG = 110
"""Characters of a question on its own line, on average; rhetorical ones in essays are longer."""

_TITLE = 40
"""Characters of a title that stands on the first line of a paragraph."""


def judge(survey: Survey) -> None:
    """Decide about questions in prose, the weakest of all."""
    for at in survey.candidates("keycap"):
        survey.accept(at, "it asks")
    if not survey.candidates("plain"):
        return
    survey.own()
    rows = _rows(survey)
    free = [at for at in survey.candidates("plain") if at in rows or _stands_free(survey, at)]
    paragraphs = [
        at for at, line in enumerate(survey.lines) if line.first and line.block is Block.PROSE and survey.owner[at] < 0
    ]
    asking, beside = (Counter(survey.heading[at] for at in places) for places in (free, paragraphs))
    short = sum(len(survey.mark(at).text) for at in free) <= _LONG * len(free)
    often = len(free) >= SETTLED and len(free) * 3 >= len(paragraphs) and short
    least = 2 if survey.questions >= SETTLED else SETTLED
    group = survey.group(free)
    for at in survey.candidates("plain"):
        here = survey.heading[at]
        dense = asking[here] >= least and asking[here] * 5 >= beside[here] * 3
        paired = asking[here] >= SETTLED and asking[here] * 9 >= beside[here] * 4 and not survey.mark(at).tail
        answered = not survey.mark(at).tail and at in group.answered
        if at in group.asking and (survey.has_choices(at) or (answered and (often or survey.announced[at]))):
            survey.accept(at, "such lines are questions in these notes")
        elif at in group.asking and (dense or (paired and at in group.answered)):
            survey.accept(at, "the paragraphs of this section open with questions")
        else:
            survey.refuse(at, "a question within prose is no card")


def _rows(survey: Survey) -> set[int]:
    """Return the lines of paragraphs of which most lines open with a question and go on with its answer."""
    rows: set[int] = set()
    paragraph: list[int] = []
    for at, line in enumerate(survey.lines):
        if line.block is not Block.PROSE or line.first:
            rows.update(_row(survey, paragraph))
            paragraph = []
        if line.block is Block.PROSE:
            paragraph.append(at)
    rows.update(_row(survey, paragraph))
    return rows


def _row(survey: Survey, paragraph: list[int]) -> list[int]:
    opening = [at for at in paragraph if (mark := survey.marks[at]) and mark.shape == "plain opening"]
    titled = len(paragraph) > 1 and len(survey.lines[paragraph[0]].text) <= _TITLE and paragraph[0] not in opening
    most = len(opening) > (not titled) and len(opening) * 5 >= (len(paragraph) - titled) * 3
    return [at for at in opening if survey.owner[at] < 0 and not survey.lines[at].quote] if most else []


def _stands_free(survey: Survey, at: int) -> bool:
    """Whether a line begins a paragraph that is neither quoted nor part of an answer."""
    line = survey.lines[at]
    return line.first and not line.quote and survey.owner[at] < 0
