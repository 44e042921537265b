"""Answers that stand together, apart from their questions: a list below “Answers” whose numbers are those of questions above."""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lead import Lead
    from notes2anki.parse.lines import Line
    from notes2anki.parse.segments import Segment

_OTHER = (Sense.QUESTION, Sense.FOLLOWUP, Sense.ANSWER, Sense.SECTION, Sense.CLAIMED)
_SILENT = (Sense.OPTION, Sense.FURNITURE, Sense.SEPARATOR, Sense.HINT)
_LEAST = 2
"""A list of so many numbered answers is a key."""


def assign_keys(
    lines: Sequence[Line], leads: Sequence[Lead], marks: Sequence[Mark | None], segments: Sequence[Segment]
) -> None:
    """Give the questions of each key their lines of it, and end the question before the key where the key begins."""
    numbered: dict[str, list[int]] = {}
    for place, segment in enumerate(segments):
        if leads[segment.at].number.isdecimal():
            numbered.setdefault(leads[segment.at].number, []).append(place)
    starts = [segment.at for segment in segments]
    first = 0
    for head in _heads(lines, leads, marks):
        end = _end(lines, marks, head)
        items = [at for at in range(head + 1, end) if leads[at].number.isdecimal() and lines[at].depth <= 1]
        last = bisect(starts, head) - 1
        asked = {at: _asked(numbered.get(leads[at].number, []), first, last) for at in items}
        found = {at: place for at, place in asked.items() if place is not None}
        if len(found) < _LEAST or len(found) * 2 < len(items):
            continue
        unanswered = sum(_is_open(lines, marks, segments[place], head) for place in found.values())
        if unanswered * 5 < len(found) * 4:
            continue
        for at, following in pairwise([*items, end]):
            if at in found:
                segments[found[at]].key = range(at, following)
        segments[last].end = min(segments[last].end, head)
        first = last + 1


def _asked(places: Sequence[int], first: int, last: int) -> int | None:
    """Return the last question of one number within some bounds."""
    at = bisect(places, last) - 1
    return places[at] if at >= 0 and places[at] >= first else None


def _is_open(lines: Sequence[Line], marks: Sequence[Mark | None], segment: Segment, head: int) -> bool:
    """Whether nothing but choices stands below a question, before the key."""
    below = range(segment.at + 1, min(segment.end, head))
    return not segment.mark.tail and all(
        lines[at].blank or ((mark := marks[at]) is not None and mark.sense in _SILENT) for at in below
    )


def _heads(lines: Sequence[Line], leads: Sequence[Lead], marks: Sequence[Mark | None]) -> Iterator[int]:
    """Find the titles that say no more than that answers follow."""
    for at, (line, lead, mark) in enumerate(zip(lines, leads, marks, strict=True)):
        alone = lead.label == "answer" and not (lead.text or lead.tail or lead.number) and not line.depth
        if alone and line.first and mark is not None and mark.sense in (Sense.ANSWER, Sense.SECTION):
            yield at


def _end(lines: Sequence[Line], marks: Sequence[Mark | None], head: int) -> int:
    """Return where the list below a title ends: at a rule, or where something else begins."""
    for at in range(head + 1, len(lines)):
        mark = marks[at]
        if lines[at].block in (Block.RULE, Block.HEADING) or (mark is not None and mark.sense in _OTHER):
            return at
    return len(lines)
