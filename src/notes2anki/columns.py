"""What makes a table of lines of text: rows pasted with tabs or aligned by spaces, a head, and a column of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = list[str]

_CELL = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\t+")
_OTHER_MARKUP = re.compile(r"\s*(?:[-+*•◦▪]|\d+[.)])\s|\s*[>#|`~]|    ")
_RULE = re.compile(r"[-=\s]+")
_NUMBER = re.compile(r"[~≈<>≤≥±+−-]?\s?[$€£¥]?\s?\d[\d.,'’ ]*\s?(?:%|‰|°|[a-zA-Zµ]{1,3})?")
"""A cell that holds a measure and no words."""
_LONGEST_LABEL = 60
"""Characters of a column's name that still make a caption: it is written at every cell."""


class Layout(NamedTuple):
    """A way to set cells apart."""

    separator: str
    shape: Callable[[str], object]
    """What all lines of a table have in common; false for a line of one cell."""
    cells: Callable[[str], Row]


def _starts(line: str) -> list[int]:
    starts = [cell.start() for cell in _CELL.finditer(line)]
    return starts if len(starts) > 1 else []


TABS = Layout("\t", lambda line: line.count("\t"), lambda line: line.split("\t"))
_WIDE_TABS = Layout(
    "\t", lambda line: len(line.split("\t")) - line.count("\t\t") - 1, lambda line: _GAP.split(line.strip())
)
"""With several tabs between two cells, to bring the columns in line."""
_SPACES = Layout("  ", _starts, _CELL.findall)
LAYOUTS = (TABS, _WIDE_TABS, _SPACES)


def shape(layout: Layout, text: str, *, first: bool = False) -> object:
    """Return the shape of a line in a layout, false when it cannot be a row. Only the first may begin with an empty cell."""
    if layout.separator not in text:
        return None
    if _OTHER_MARKUP.match(text) and not (first and text[0] == "\t" and not text[1:2].isspace()):
        return None
    return layout.shape(text)


def filled(rows: Sequence[Row]) -> list[Row]:
    """Leave out lines that rule a table off, and columns that are empty from top to bottom."""
    written = [row for row in rows if not _RULE.fullmatch("".join(row))]
    columns = [column for column in zip(*written, strict=True) if any(map(str.strip, column))]
    return [list(row) for row in zip(*columns, strict=True)]


def has_header(rows: Sequence[Row]) -> bool:
    """Tell whether the first row names the columns: it holds no number, and of two columns only if it is shorter."""
    first, *others = ([cell.strip() for cell in row] for row in rows)
    if not others or any(_NUMBER.fullmatch(cell) for cell in first):
        return False
    length = sum(len("".join(row)) for row in others) / len(others)
    return len(first) > 2 or not first[0] or len("".join(first)) <= length


def is_comparison(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table sets things side by side: its columns are named, and the first names the things."""
    if len(labels) < 2 or not rows or max(map(len, labels)) > _LONGEST_LABEL or not all(labels[1:]):
        return False
    names, cells = [row[0] for row in rows], [cell for row in rows for cell in row[1:]]
    if not all(names) or any(_NUMBER.fullmatch(name) for name in names):
        return False
    return sum(_NUMBER.fullmatch(cell) is not None for cell in cells) * 2 < len(cells)
