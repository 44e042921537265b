"""Makes a note of each term with its definition, where the writer asks for that.

``- Estuary - mouth of a river that the tide reaches``
``**Delta**: land that a river has laid down``
``### Meander`` with a text below
``Oxbow`` with ``: a bend that was cut off`` below
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.parse.evidence.titles import is_furniture
from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Found, Mark, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lines import Line
    from notes2anki.parse.segments import Segment

_WORDS = 8
"""Words of the longest term."""
_PAIR = re.compile(
    r"(?P<bold>\*\*|__)?(?P<term>[^\s*_:|][^\n*:|]{0,80}?)(?P<colon>[:：])?(?(bold)(?P=bold))"
    r"(?(colon)[ \t]*|(?:[ \t]*[:：][ \t]*|[ \t]+(?:[-–—=→]|::)[ \t]+|\t+[ \t]*))(?P<text>\S[^\n]*)"
)
_DEFINITION = re.compile(r"[:~][ \t]+(?P<text>\S[^\n]*)")
_LINK = re.compile(r"\[[^\[\]]*\]\([a-z]+:[^()]*\)")
_SENTENCE = re.compile(r"[.!?。！？]\s")


def terms(lines: Sequence[Line], marks: Sequence[Mark | None], segments: Sequence[Segment]) -> Iterator[Found]:
    """Find the terms outside of questions and their answers; lines are counted from 0."""
    asked = {at for segment in segments for at in range(segment.at, segment.end)}
    at = 0
    while at < len(lines):
        mark = marks[at]
        free = at not in asked and not (mark and mark.sense in (Sense.CLAIMED, Sense.FURNITURE, Sense.SEPARATOR))
        found = _term(lines, at, asked) if free else None
        if found:
            yield found
        at = found.end if found else at + 1


def _term(lines: Sequence[Line], at: int, asked: set[int]) -> Found | None:
    line = lines[at]
    if line.block is not Block.HEADING:
        return _listed(lines, at, asked) or _pair(lines, at, asked)
    end = _section(lines, at, asked)
    first = next((below for below in range(at + 1, end) if not lines[below].blank), None)
    if first is None or not _is_term(line.text) or is_furniture(line.text) or _pair(lines, first, asked):
        return None
    return Found(at, end, line.text, excerpt(lines[at + 1 : end]), why="it is a heading with what it means below")


def _listed(lines: Sequence[Line], at: int, asked: set[int]) -> Found | None:
    """Read a term whose definitions stand below it, each behind a colon."""
    line = lines[at]
    if line.block is not Block.PROSE or not line.first or not _is_term(line.text):
        return None
    end = _paragraph(lines, at, asked)
    below = [_DEFINITION.fullmatch(other.text) for other in lines[at + 1 : end]]
    text = "\n\n".join(match["text"] for match in below if match)
    return Found(at, end, line.text, text, why="what it means stands below it") if below and all(below) else None


def _pair(lines: Sequence[Line], at: int, asked: set[int]) -> Found | None:
    """Read a term that its definition follows on the line."""
    line = lines[at]
    match = _PAIR.fullmatch(line.text) if line.block is Block.PROSE and (line.first or line.marker) else None
    if not match or not _is_term(match["term"]) or _LINK.match(line.text):
        return None
    end = _paragraph(lines, at, asked)
    text = "\n".join(filter(None, (match["text"], excerpt(lines[at + 1 : end]))))
    return Found(at, end, match["term"].strip(), text, why="what it means follows it on the line")


def _is_term(text: str) -> bool:
    return len(text.split()) <= _WORDS and not _SENTENCE.search(text) and not text.rstrip("*_ ").endswith(("?", "？"))


def _section(lines: Sequence[Line], at: int, asked: set[int]) -> int:
    """Return the end of the text below a heading: where a heading, a rule or a term of a list begins."""
    for end in range(at + 1, len(lines)):
        if lines[end].block in (Block.HEADING, Block.RULE) or end in asked or _listed(lines, end, asked):
            return end
    return len(lines)


def _paragraph(lines: Sequence[Line], at: int, asked: set[int]) -> int:
    """Return the end of a paragraph, or of an item with what is nested in it."""
    depth, end = lines[at].depth, at + 1
    while end < len(lines) and end not in asked:
        line = lines[end]
        goes_on = line.depth > depth or (not line.first and not line.marker and line.depth == depth)
        if line.blank or not goes_on or (line.marker and line.depth <= depth) or line.block is Block.HEADING:
            break
        end += 1
    return end
