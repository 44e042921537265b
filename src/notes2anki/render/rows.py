"""Tables without bars: rows pasted with tabs, and columns aligned by spaces.

Copied from a page or a spreadsheet, a table is lines with the same number of tabs. Typed by hand, it is lines whose
cells begin at the same places, two spaces or more apart. Two such lines make a table.
"""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

Row = list[str]

_OTHER_MARKUP = re.compile(r"\s*(?:[-+*•◦▪]|\d+[.)])\s|\s*[>#|`~]|    ")
_CELL = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[-=\s]+")
NUMBER = re.compile(r"[~≈<>≤≥±+−-]?\s?[$€£¥]?\s?\d[\d.,'’ ]*\s?(?:%|‰|°|[a-zA-Zµ]{1,3})?")
"""A cell that holds a measure and no words."""


def plugin(md: MarkdownIt) -> None:
    """Teach the parser both."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    md.block.ruler.before("code", "tabbed_table", _rule("\t", _tabbed), alternatives)
    md.block.ruler.before("code", "spaced_table", _rule("  ", _spaced), alternatives)


def _rule(separator: str, read: Callable[[list[str]], list[Row]]) -> Callable[[StateBlock, int, int, bool], bool]:
    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start + 1 >= end or state.src.find(separator, state.bMarks[start], state.eMarks[start]) < 0:
            return False
        lines: list[str] = []
        for number in range(start, end if not silent else start + 2):
            if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
                break
            line = state.getLines(number, number + 1, state.blkIndent, keepLastLF=False)
            if separator not in line or (_OTHER_MARKUP.match(line) and not (number == start and line[0] == "\t")):
                break
            lines.append(line)
        rows = read(lines) if len(lines) > 1 else []
        if len(rows) < 2:
            return False
        if not silent:
            state.line = start + len(rows)
            _emit(state, [row for row in rows if not _RULE.fullmatch("".join(row))], start)
        return True

    return rule


def _tabbed(lines: list[str]) -> list[Row]:
    rows = _even([line.split("\t") for line in lines])
    if len(rows) < 2:
        # several tabs between two cells, to bring the columns in line
        rows = _even([re.split(r"\t+", line.strip()) for line in lines])
    filled = [column for column in zip(*rows, strict=True) if any(map(str.strip, column))]
    return [list(row) for row in zip(*filled, strict=True)] if len(filled) > 1 else []


def _even(rows: list[Row]) -> list[Row]:
    """Return the rows up to the first that is not as long as the first."""
    uneven = (number for number, row in enumerate(rows) if len(row) != len(rows[0]))
    return rows[: next(uneven, len(rows))]


def _spaced(lines: list[str]) -> list[Row]:
    starts: list[int] = []
    rows = []
    for line in lines:
        cells = list(_CELL.finditer(line))
        if starts and [cell.start() for cell in cells] != starts:
            break
        starts = [cell.start() for cell in cells]
        rows.append([cell[0] for cell in cells])
    return rows if len(starts) > 1 else []


def has_header(rows: list[Row]) -> bool:
    """Tell whether the first row names the columns: it holds no number, and of two columns only if it is shorter."""
    first, *others = ([cell.strip() for cell in row] for row in rows)
    if not others or any(NUMBER.fullmatch(cell) for cell in first):
        return False
    return len(first) > 2 or not first[0] or len("".join(first)) <= mean(len("".join(row)) for row in others)


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
