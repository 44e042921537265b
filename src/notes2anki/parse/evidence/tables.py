"""Each row of a table with a column of questions is one, with its answer in the other column."""

from __future__ import annotations

import re

from notes2anki.parse.dialects.tables import cells, columns
from notes2anki.parse.evidence.survey import Survey
from notes2anki.parse.lead import asks
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

_SECTION_ROW = re.compile(r"\*\*[^*?？]+\*\*")
_LINK = re.compile(r"\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")


def judge(survey: Survey) -> None:
    """Make questions of the rows below the heads that a dialect has found."""
    for at, mark in enumerate(survey.marks):
        if mark and mark.sense is Sense.TABLE:
            _rows(survey, at, mark)
            survey.marks[at] = mark._replace(sense=Sense.SEPARATOR)


def _rows(survey: Survey, head: int, mark: Mark) -> None:
    places = columns(mark.text) or (0, None)
    if not _asks(survey, head, places[0]):
        return
    for at in range(head + 2, len(survey.lines)):
        line = survey.lines[at]
        if line.block is not Block.TABLE or line.first:
            break
        row = cells(line.text)
        asked, answer = (row[place] if place is not None and place < len(row) else "" for place in places)
        if not asked or (not answer and _SECTION_ROW.fullmatch(asked)):
            continue  # nothing, or a title above the rows that follow
        if not answer and _LINK.fullmatch(asked):
            survey.marks[at] = Mark(Sense.FURNITURE, "", "it is an entry of a table of contents", dialect=mark.dialect)
        else:
            why = "it is a row of a table with a column of questions"
            survey.marks[at] = Mark(Sense.QUESTION, asked, why, tail=answer, dialect=mark.dialect)
            survey.questions += 1


def _asks(survey: Survey, head: int, column: int) -> bool:
    """Whether the column asks: a column “Problem” of a table for repairs does not."""
    asking = rows = 0
    for at in range(head + 2, len(survey.lines)):
        line = survey.lines[at]
        if line.block is not Block.TABLE or line.first:
            break
        row = cells(line.text)
        rows += 1
        asking += column < len(row) and bool(asks(row[column], survey.codes))
    return asking * 2 >= rows
