"""Reports the numbers that are left out between two questions: after ``Q1`` comes ``Q3``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.parse.lead import Lead
    from notes2anki.parse.lines import Line
    from notes2anki.parse.segments import Segment

_WIDEST = 10
"""More numbers than this are not forgotten: the count begins elsewhere."""


def missing_numbers(
    path: str, lines: Sequence[Line], leads: Sequence[Lead], segments: Sequence[Segment]
) -> list[Diagnostic]:
    """Return a finding for every gap; questions of one style of numbers are counted together."""
    found = []
    last: dict[str, tuple[int, int]] = {}
    for segment in segments:
        begun, line = leads[segment.at], lines[segment.at]
        if not begun.number.isdecimal() or segment.parent is not None:
            continue
        number, style = int(begun.number), begun.word + line.marker[-1:]
        before, at = last.get(style, (0, 0))
        if before and before + 1 < number <= before + _WIDEST:
            missing = ", ".join(str(left_out) for left_out in range(before + 1, number))
            message = f"question {missing} is missing: {before} stands in line {at}, then comes {number}"
            found.append(Diagnostic(path, line.number, 0, "numbering-gap", Severity.WARNING, message))
        last[style] = (number, line.number)
    return found
