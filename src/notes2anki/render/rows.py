"""Tables without bars: rows pasted with tabs, and columns aligned by spaces.

Copied from a page or a spreadsheet, a table is lines with the same number of tabs. Typed by hand, it is lines whose
cells begin at the same places, two spaces or more apart. Two such lines make a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.columns import LAYOUTS, TABS, Layout, Row, filled, has_header, shape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock


def plugin(md: MarkdownIt) -> None:
    """Teach the parser these tables."""
    md.block.ruler.before("code", "rows", _rows, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("paragraph", "table_title", _title)


def _rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    return any(layout.separator in line and _table(layout, state, start, end, silent) for layout in LAYOUTS)


def _table(layout: Layout, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = _shape(layout, state, start, end, first=True)
    if not first or _shape(layout, state, start + 1, end) != first:
        return False
    if not silent:
        state.line = start + 2
        while _shape(layout, state, state.line, end) == first:
            state.line += 1
        rows = filled([layout.cells(_text(state, line)) for line in range(start, state.line)])
        emit(state, rows, start, head=has_header(rows))
    return True


def _shape(layout: Layout, state: StateBlock, line: int, end: int, *, first: bool = False) -> object:
    if line >= end or state.sCount[line] < state.blkIndent:
        return None
    if state.src.find(layout.separator, state.bMarks[line], state.eMarks[line]) < 0:
        return None
    return shape(layout, _text(state, line), first=first)


def _text(state: StateBlock, line: int) -> str:
    return state.getLines(line, line + 1, state.blkIndent, keepLastLF=False)


def _title(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line alone as a paragraph before a table whose first cell is empty: it would be code, and go on with it."""
    if silent or not state.src.startswith("\t", state.eMarks[start] + 1):
        return False
    if not _table(TABS, state, start + 1, end, silent=True):
        return False
    state.line = start + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.children = _text(state, start).strip(), []
    state.push("paragraph_close", "p", -1)
    return True


def emit(state: StateBlock, rows: list[Row], start: int, *, head: bool) -> None:
    """Write a table; its first row names the columns if `head`."""
    state.push("table_open", "table", 1).map = [start, state.line]
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
