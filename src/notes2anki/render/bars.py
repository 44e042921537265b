"""Tables with bars: those of Markdown, but for cells that hold a bar and for cells that nobody wrote.

Where a row has more cells than the table has columns, markdown-it drops what is over. So the bars in formulas and code,
``$P(a|b)$``, are taken as text then, and whatever is over goes into the last cell. A line without a bar is no row of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import rules_block

from notes2anki.render.signs import BAR

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_SEPARATOR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t|:+-]*-[ \t|:+-]*")
_WITH_BARS = re.compile(r"`[^`\n]+`|\$[^$\n]+\$|\\\([^\n]+?\\\)")
_SPARE_CELLS = 1000
"""Cells that may be missing in a table: the parser makes them, at the price of real ones."""


def plugin(md: MarkdownIt) -> None:
    """Teach the parser."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 1 >= end:
        return False
    source = state.src
    head, rule = (slice(state.bMarks[line], state.eMarks[line]) for line in (start, start + 1))
    state.src = _matched(source, head, rule)
    try:
        return rules_block.table(state, start, end, silent=True) and (silent or _made(state, start, end))
    finally:
        state.src = source


def _made(state: StateBlock, start: int, end: int) -> bool:
    last = start + 2
    while last < end and "|" in state.src[state.bMarks[last] : state.eMarks[last]]:
        last += 1
    columns = len(_separators(state.src[state.bMarks[start + 1] : state.eMarks[start + 1]])) + 1
    if columns * (last - start) > state.eMarks[last - 1] - state.bMarks[start] + _SPARE_CELLS:
        return False
    source, before = state.src, len(state.tokens)
    parts: list[str] = []
    place = 0
    for line in range(start, last):
        begin, end_of_line = state.bMarks[line], state.eMarks[line]
        parts += source[place:begin], _fitted(source[begin:end_of_line], columns)
        place = end_of_line
    state.src = "".join(parts) + source[place:]
    made = rules_block.table(state, start, last, silent=False)
    for token in state.tokens[before:]:
        token.content = token.content.replace(BAR, "|")
    return made


def _matched(source: str, head: slice, rule: slice) -> str:
    """Give the head of a table and the rule below it the same number of cells; both stay as long as they are."""
    above, below = source[head], source[rule]
    if "|" not in above or not _RULE.fullmatch(below):
        return source
    below = below.replace("-+-", "-|-")  # as psql has it
    if "|" not in below:
        return source
    if len(_separators(above)) != len(_separators(below)):
        above = _WITH_BARS.sub(lambda match: match[0].replace("|", BAR), above)
    if len(_separators(above)) != len(_separators(below)):
        columns = len(_separators(above)) + 1
        margin = " " * (len(below) - len(below.lstrip()))
        below = (margin + "|-" * columns + "|").ljust(len(below))
    if len(below) > rule.stop - rule.start:
        return source
    return source[: head.start] + above + source[head.stop : rule.start] + below + source[rule.stop :]


def _separators(line: str) -> list[int]:
    """Return where the bars between the cells of a line stand; those at its ends separate nothing."""
    text = line.strip()
    first, last = line.find(text), line.find(text) + len(text) - 1
    return [match.start() for match in _SEPARATOR.finditer(line) if first < match.start() < last]


def _fitted(line: str, columns: int) -> str:
    """Put signs for the bars of a line that separate no cells; it stays as long as it is."""
    if len(_separators(line)) < columns:
        return line
    signs = list(_WITH_BARS.sub(lambda match: match[0].replace("|", BAR), line))
    for place in _separators("".join(signs))[columns - 1 :]:
        signs[place] = BAR
    return "".join(signs)
