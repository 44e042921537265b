"""Tables without bars: rows pasted with tabs, and columns aligned by spaces.

Copied from a page or a spreadsheet, a table is lines with the same number of tabs. Typed by hand, it is lines whose
cells begin at the same places, two spaces or more apart. Two such lines make a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

Row = list[str]

_OTHER_MARKUP = re.compile(r"\s*(?:[-+*•◦▪]|\d+[.)])\s|\s*[>#|`~]|    ")
_CELL = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\t+")
_RULE = re.compile(r"[-=\s]+")
NUMBER = re.compile(r"[~≈<>≤≥±+−-]?\s?[$€£¥]?\s?\d[\d.,'’ ]*\s?(?:%|‰|°|[a-zA-Zµ]{1,3})?")
"""A cell that holds a measure and no words."""


class _Layout(NamedTuple):
    """A way to set cells apart."""

    separator: str
    shape: Callable[[str], object]
    """What all lines of a table have in common; false for a line of one cell."""
    cells: Callable[[str], Row]


def _starts(line: str) -> list[int]:
    starts = [cell.start() for cell in _CELL.finditer(line)]
    return starts if len(starts) > 1 else []


_TABS = _Layout("\t", lambda line: line.count("\t"), lambda line: line.split("\t"))
_WIDE_TABS = _Layout(
    "\t", lambda line: len(line.split("\t")) - line.count("\t\t") - 1, lambda line: _GAP.split(line.strip())
)
"""With several tabs between two cells, to bring the columns in line."""
_SPACES = _Layout("  ", _starts, _CELL.findall)
_LAYOUTS = (_TABS, _WIDE_TABS, _SPACES)


def plugin(md: MarkdownIt) -> None:
    """Teach the parser these tables."""
    md.block.ruler.before("code", "rows", _rows, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("paragraph", "table_title", _title)


def _rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    return any(layout.separator in line and _table(layout, state, start, end, silent) for layout in _LAYOUTS)


def _table(layout: _Layout, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    shape = _shape(layout, state, start, end, first=True)
    if not shape or _shape(layout, state, start + 1, end) != shape:
        return False
    if not silent:
        state.line = start + 2
        while _shape(layout, state, state.line, end) == shape:
            state.line += 1
        rows = [layout.cells(_text(state, line)) for line in range(start, state.line)]
        _emit(state, _filled([row for row in rows if not _RULE.fullmatch("".join(row))]), start)
    return True


def _shape(layout: _Layout, state: StateBlock, line: int, end: int, *, first: bool = False) -> object:
    """Return the shape of a line, false when it cannot be a row. Only the first may begin with an empty cell."""
    if line >= end or state.sCount[line] < state.blkIndent:
        return None
    if state.src.find(layout.separator, state.bMarks[line], state.eMarks[line]) < 0:
        return None
    text = _text(state, line)
    if _OTHER_MARKUP.match(text) and not (first and text[0] == "\t" and not text[1:2].isspace()):
        return None
    return layout.shape(text)


def _text(state: StateBlock, line: int) -> str:
    return state.getLines(line, line + 1, state.blkIndent, keepLastLF=False)


def _filled(rows: list[Row]) -> list[Row]:
    """Leave out columns that are empty from top to bottom."""
    columns = [column for column in zip(*rows, strict=True) if any(map(str.strip, column))]
    return [list(row) for row in zip(*columns, strict=True)]


def _title(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line alone as a paragraph before a table whose first cell is empty: it would be code, and go on with it."""
    if silent or not state.src.startswith("\t", state.eMarks[start] + 1):
        return False
    if not _table(_TABS, state, start + 1, end, silent=True):
        return False
    state.line = start + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.children = _text(state, start).strip(), []
    state.push("paragraph_close", "p", -1)
    return True


def has_header(rows: list[Row]) -> bool:
    """Tell whether the first row names the columns: it holds no number, and of two columns only if it is shorter."""
    first, *others = ([cell.strip() for cell in row] for row in rows)
    if not others or any(NUMBER.fullmatch(cell) for cell in first):
        return False
    length = sum(len("".join(row)) for row in others) / len(others)
    return len(first) > 2 or not first[0] or len("".join(first)) <= length


def _emit(state: StateBlock, rows: list[Row], start: int) -> None:
    state.push("table_open", "table", 1).map = [start, state.line]
    head = 1 if has_header(rows) else 0
    for part, tag, some in (("thead", "th", rows[:head]), ("tbody", "td", rows[head:])):
        if some:
            state.push(f"{part}_open", part, 1)
            for row in some:
                _emit_row(state, tag, row)
            state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def _emit_row(state: StateBlock, tag: str, row: Row) -> None:
    state.push("tr_open", "tr", 1)
    for cell in row:
        state.push(f"{tag}_open", tag, 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = cell.strip(), []
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)
