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
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.evidence.survey import Survey

_Row = tuple[int, list[str]]
"""A line, counted from 0, and its cells."""

_LEAST_VERDICTS = 3
_STATEMENT = 4
"""Words of a statement that can be true or false, on average."""
_BOLD = re.compile(r"^(?:\*\*|__)([^*\n]+)(?:\*\*|__)$")
_SECTION_ROW = re.compile(r"\*\*[^*?？]+\*\*")
_LINK = re.compile(r"\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")


def judge(survey: Survey) -> None:
    """Make questions of the rows of tables whose head names such a column, or that have a column which asks."""
    for at, line in enumerate(survey.lines):
        mark = survey.marks[at]
        if mark and mark.sense is Sense.TABLE:
            _rows(survey, _body(survey, at), columns(mark.text) or (0, None))
            survey.marks[at] = mark._replace(sense=Sense.SEPARATOR)
        elif mark is None and line.block is Block.TABLE and line.first:
            rows = _body(survey, at)
            if (asking := _asking(survey, rows)) and len(rows) > 1:
                _rows(survey, rows, asking)
            elif (verdict := _verdict(survey, rows)) and len(rows) >= _LEAST_VERDICTS:
                _rows(survey, rows, verdict, ask=True)
    for run in _tabbed(survey):
        rows = [_row(survey, at) for at in run]
        if places := columns(survey.lines[run[0]].text):
            _rows(survey, rows[1:], places)
            survey.marks[run[0]] = Mark(Sense.SEPARATOR, "", "it is the head of a table", dialect="tables")
        elif len(rows) > 2 and _share(survey, rows, 0, Asking.MARK) >= 0.5:
            _rows(survey, rows, (0, 1))


def _body(survey: Survey, head: int) -> list[_Row]:
    """Return the rows below the head of a table and its rule."""
    rows = []
    for at in range(head + 2, len(survey.lines)):
        line = survey.lines[at]
        if line.block is not Block.TABLE or line.first:
            break
        rows.append(_row(survey, at))
    return rows


def _row(survey: Survey, at: int) -> _Row:
    return at, cells(survey.lines[at].text)


def _tabbed(survey: Survey) -> Iterator[list[int]]:
    """Find the lines of prose that stand together and have the same number of tabs."""
    run: list[int] = []
    tabs = 0
    for at, line in enumerate(survey.lines):
        count = line.raw.lstrip().count("\t") if "\t" in line.raw and _may_be_row(survey, at) else 0
        if count != tabs or (run and run[-1] != at - 1):
            if len(run) > 1:
                yield run
            run, tabs = [], count
        if count:
            run.append(at)
    if len(run) > 1:
        yield run


def _may_be_row(survey: Survey, at: int) -> bool:
    line, mark = survey.lines[at], survey.marks[at]
    return line.block is Block.PROSE and "|" not in line.text and not (mark and mark.sense is Sense.CLAIMED)


def _asking(survey: Survey, rows: Sequence[_Row]) -> tuple[int, int | None] | None:
    """Return the places of a column that asks and of the one behind it, if there is one."""
    width = max((len(row) for _, row in rows), default=0)
    found = next((column for column in range(width) if _share(survey, rows, column, Asking.MARK) >= 0.6), None)
    return None if found is None else (found, found + 1 if found + 1 < width else None)


def _verdict(survey: Survey, rows: Sequence[_Row]) -> tuple[int, int | None] | None:
    """Return the places of a column of statements and of the one behind it that says of each whether it is true."""
    width = max((len(row) for _, row in rows), default=0)
    found = next((column for column in range(1, width) if _is_verdict(survey, rows, column)), None)
    return None if found is None else (found - 1, found)


def _is_verdict(survey: Survey, rows: Sequence[_Row], column: int) -> bool:
    """Whether every cell of a column says that the statement beside it is true or false."""
    known = words("true_false", survey.codes)
    said = [row[column - 1] for _, row in rows if column <= len(row)]
    if sum(len(text.split()) for text in said) < _STATEMENT * len(said):
        return False  # names of parameters, and whether they must be given
    return all(column < len(row) and row[column].strip("*_").casefold() in known for _, row in rows)


def _rows(survey: Survey, rows: Sequence[_Row], places: tuple[int, int | None], *, ask: bool = False) -> None:
    if not ask and _share(survey, rows, places[0], Asking.WORDS) < 0.5:  # a column “Problem” of a table for repairs
        return
    for at, row in rows:
        asked, answer = (row[place] if place is not None and place < len(row) else "" for place in places)
        section, asked = _SECTION_ROW.fullmatch(asked), _BOLD.sub(r"\1", asked)
        if not asked or (not answer and section):
            continue  # nothing, or a title above the rows that follow
        if not answer and _LINK.fullmatch(asked.strip("*_")):
            survey.marks[at] = Mark(Sense.FURNITURE, "", "it is an entry of a table of contents", dialect="tables")
        else:
            why = "it is a row of a table with a column of questions"
            survey.marks[at] = Mark(Sense.QUESTION, asked, why, tail=answer, dialect="tables")


def _share(survey: Survey, rows: Sequence[_Row], column: int, least: Asking) -> float:
    """Return which part of the cells of a column asks at least so clearly."""
    asking = [asks(row[column].strip("*_"), survey.codes) if column < len(row) else Asking.NO for _, row in rows]
    return sum(asked >= least for asked in asking) / max(1, len(asking))
