"""Makes a note of each row of a table that sets things side by side, where the writer asks for that.

    Which sorts are there?

    | Sort      | Time       | Stable |
    | --------- | ---------- | ------ |
    | Merge     | n log n    | yes    |

has the further note “Merge: Time, Stable”. In an answer it is a follow-up of its question.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.columns import LAYOUTS, Layout, filled, has_header, is_comparison, shape
from notes2anki.model import Form, Kind, Note, Place
from notes2anki.parse.dialects.tables import cells
from notes2anki.parse.lines import Block
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.columns import Row
    from notes2anki.parse.lines import Line
    from notes2anki.parse.marks import Mark
    from notes2anki.parse.notes import Page


class _Table(NamedTuple):
    """A table; lines are counted from 0."""

    head: Row
    rows: list[Row]
    places: list[int]
    """The line of each row."""


def with_rows(page: Page, notes: Sequence[Note], marks: Sequence[Mark | None]) -> list[Note]:
    """Return notes together with those of the rows of tables, in the order of their lines."""
    found: list[Note] = []
    above = -1
    for table in _tables(page.lines, marks):
        while above + 1 < len(notes) and notes[above + 1].place.line <= table.places[0]:
            above += 1
        holds = above >= 0 and table.places[0] < notes[above].place.end_line
        parent = notes[above] if holds and notes[above].form is not Form.CLOZE else None
        for place, row in zip(table.places, table.rows, strict=True):
            if note := _note(page, parent, table.head, row, place):
                found.append(replace(note, id=f"row {len(found)}"))
    return sorted([*notes, *found], key=lambda note: note.place.line)


def _note(page: Page, parent: Note | None, head: Row, row: Row, at: int) -> Note | None:
    """Ask for what a row says of what it names; None where it says nothing."""
    said = [(label, text) for label, text in zip(head[1:], row[1:], strict=True) if text]
    if not said:
        return None
    prompt = f"{row[0]}: {', '.join(label for label, _ in said)}"
    return Note(
        id="",
        kind=Kind.FOLLOWUP if parent else Kind.QUESTION,
        form=Form.BASIC,
        question=plain(prompt),
        prompt=prompt,
        answer=said[0][1] if len(said) == 1 else "\n".join(f"- {label}: {text}" for label, text in said),
        place=Place(page.path, page.lines[at].number, page.lines[at].number),
        section=parent.section if parent else page.section(at),
        dialect="rows",
        parent=parent.id if parent else None,
        tags=parent.tags if parent else page.tags(()),
        deck=parent.deck if parent else page.front.deck,
        card=parent.card if parent else True,
    )


def _tables(lines: Sequence[Line], marks: Sequence[Mark | None]) -> Iterator[_Table]:
    """Find the comparisons among the tables, but those whose rows are questions."""
    for block, group in groupby(enumerate(lines), key=lambda numbered: numbered[1].block):
        run = [at for at, _ in group]
        if any((mark := marks[at]) is not None and mark.dialect in ("tables", "cloze") for at in run):
            continue
        if block is Block.TABLE:
            starts = [at for at in run if lines[at].first]
            found = [_with_bars(lines, range(start, end)) for start, end in _pairs(starts, run[-1] + 1)]
        elif block is Block.PROSE:
            found = list(_without_bars(lines, run))
        else:
            continue
        yield from (table for table in found if table and is_comparison(table.head, table.rows))


def _pairs(starts: list[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=True)


def _with_bars(lines: Sequence[Line], run: range) -> _Table | None:
    head = cells(lines[run[0]].text)
    places = list(run[2:])  # the rule below the head
    rows = [(cells(lines[at].text) + [""] * len(head))[: len(head)] for at in places]
    return _Table(head, rows, places) if places else None


def _without_bars(lines: Sequence[Line], run: list[int]) -> Iterator[_Table]:
    """Find the tables of a run of prose: lines next to each other that are of one shape."""
    at = 0
    while at < len(run):
        fits = ((layout, _last(lines, run, at, layout)) for layout in LAYOUTS)
        layout, end = next(((layout, end) for layout, end in fits if end > at + 1), (None, at + 1))
        if layout:
            rows = filled([layout.cells(_text(lines[place])) for place in run[at:end]])
            if len(rows) == end - at and has_header(rows):
                written = [[cell.strip() for cell in row] for row in rows]
                yield _Table(written[0], written[1:], run[at + 1 : end])
        at = end


def _last(lines: Sequence[Line], run: list[int], at: int, layout: Layout) -> int:
    """Return the end of the rows of one shape that begin at a place of a run."""
    wanted = shape(layout, _text(lines[run[at]]), first=True)
    end = at + 1
    while wanted and end < len(run) and shape(layout, _text(lines[run[end]])) == wanted:
        end += 1
    return end


def _text(line: Line) -> str:
    return line.raw if not line.quote and not line.depth else line.text
