"""Each row of a table with a column of questions is one, with its answer in the other column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.dialects.tables import cells, columns
from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.parse.evidence.survey import Survey

_LEAST_VERDICTS = 3
_STATEMENT = 4
"""Words of a statement that can be true or false, on average."""
_SECTION_ROW = re.compile(r"\*\*[^*?？]+\*\*")
_LINK = re.compile(r"\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")


def judge(survey: Survey) -> None:
    """Make questions of the rows of tables whose head names such a column, or that have a column which asks."""
    for at, line in enumerate(survey.lines):
        mark = survey.marks[at]
        if mark and mark.sense is Sense.TABLE:
            _rows(survey, at, columns(mark.text) or (0, None))
            survey.marks[at] = mark._replace(sense=Sense.SEPARATOR)
        elif mark is None and line.block is Block.TABLE and line.first:
            width = len(cells(line.text))
            asking = next((column for column in range(width) if _share(survey, at, column, Asking.MARK) >= 0.6), None)
            verdict = next((column for column in range(1, width) if _is_verdict(survey, at, column)), None)
            if asking is not None and _height(survey, at) > 1:
                _rows(survey, at, (asking, asking + 1 if asking + 1 < width else None))
            elif verdict is not None and _height(survey, at) >= _LEAST_VERDICTS:
                _rows(survey, at, (verdict - 1, verdict), ask=True)


def _is_verdict(survey: Survey, head: int, column: int) -> bool:
    """Whether every cell of a column says that the statement beside it is true or false."""
    known = words("true_false", survey.codes)
    said = [row[column - 1] for _, row in _body(survey, head) if column <= len(row)]
    if sum(len(text.split()) for text in said) < _STATEMENT * len(said):
        return False  # names of parameters, and whether they must be given
    return all(column < len(row) and row[column].strip("*_").casefold() in known for _, row in _body(survey, head))


def _rows(survey: Survey, head: int, places: tuple[int, int | None], *, ask: bool = False) -> None:
    if not ask and _share(survey, head, places[0], Asking.WORDS) < 0.5:  # a column “Problem” of a table for repairs
        return
    for at, row in _body(survey, head):
        asked, answer = (row[place] if place is not None and place < len(row) else "" for place in places)
        if not asked or (not answer and _SECTION_ROW.fullmatch(asked)):
            continue  # nothing, or a title above the rows that follow
        if not answer and _LINK.fullmatch(asked):
            survey.marks[at] = Mark(Sense.FURNITURE, "", "it is an entry of a table of contents", dialect="tables")
        else:
            why = "it is a row of a table with a column of questions"
            survey.marks[at] = Mark(Sense.QUESTION, asked, why, tail=answer, dialect="tables")


def _body(survey: Survey, head: int) -> Iterator[tuple[int, list[str]]]:
    """Return the rows below the head of a table and its rule, cut into cells."""
    for at in range(head + 2, len(survey.lines)):
        line = survey.lines[at]
        if line.block is not Block.TABLE or line.first:
            break
        yield at, cells(line.text)


def _height(survey: Survey, head: int) -> int:
    return sum(1 for _ in _body(survey, head))


def _share(survey: Survey, head: int, column: int, least: Asking) -> float:
    """Return which part of the cells of a column asks at least so clearly."""
    asking = [
        asks(row[column].strip("*_"), survey.codes) if column < len(row) else Asking.NO
        for _, row in _body(survey, head)
    ]
    return sum(asked >= least for asked in asking) / max(1, len(asking))
