"""Where in its file a line of an answer stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notes2anki.model import Note, Source

_WORD = re.compile(r"\w+")
LOOKED_AT = 6
"""Words of a line by which it is known again."""


def line_of(source: Source, note: Note, line: int) -> int:
    """The line in the file of a line of the answer, which counts from 0; the question's own line for -1.

    Answers are cut out of their file without the marks around them, so a line is looked for by its words, from the place
    where it should be by the end of the note.
    """
    first, last = note.place.line, note.place.end_line
    if line < 0:
        return first
    answer = note.answer.rstrip("\n").split("\n")
    wanted = _words(answer[line])
    guess = min(last, max(first, last - (len(answer) - 1 - line)))
    lines = _lines(source)
    for place in sorted(range(first, last + 1), key=lambda place: (abs(place - guess), place)):
        if place <= len(lines) and wanted and wanted == _words(lines[place - 1], len(wanted), wanted[0]):
            return place
    return guess


def _words(text: str, count: int = LOOKED_AT, first: str | None = None) -> list[str]:
    words = _WORD.findall(text[:1000])
    start = words.index(first) if first in words else 0
    return words[start : start + count]


@lru_cache(maxsize=4)
def _lines(source: Source) -> list[str]:
    return source.text.split("\n")
