"""Makes notes of the segments of a page and of what dialects have read whole, in the order of their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.model import Form, FrontMatter, Kind, Note, Place
from notes2anki.parse.marks import Found
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.parse.answers import Reader
    from notes2anki.parse.lines import Line
    from notes2anki.parse.segments import SectionStart, Segment

_GAP = re.compile(r"\{\{c\d{1,3}(?:,\d{1,3}){0,20}::(?:(?!\{\{c\d).)*?\}\}", re.DOTALL)
_DEEPEST = 8
"""Gaps within gaps that are looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the notes of one file have in common."""

    path: str
    front: FrontMatter
    lines: Sequence[Line]
    starts: Sequence[SectionStart]

    def section(self, at: int) -> tuple[str, ...]:
        """Return the titles of the sections around a line, outermost first; lines are counted from 0."""
        place = bisect_right(self.starts, at, key=lambda start: start.at)
        return self.starts[place - 1].path if place else ()

    def tags(self, own: Sequence[str]) -> tuple[str, ...]:
        """Return the tags of the file and those of a note."""
        return tuple(dict.fromkeys((*self.front.tags, *own)))


def make_notes(page: Page, segments: Sequence[Segment], claimed: Sequence[Found], reader: Reader) -> list[Note]:
    """Return all notes of a page, numbered in the order of their lines."""
    pieces: list[Segment | Found] = [*segments, *(note for note in claimed if note.prompt)]
    pieces.sort(key=lambda piece: piece.start if isinstance(piece, Found) else piece.at)
    numbers = {id(piece): str(number) for number, piece in enumerate(pieces)}
    starts: dict[int | None, str] = {piece.start: numbers[id(piece)] for piece in pieces if isinstance(piece, Found)}
    followed = {numbers[id(segments[segment.parent])] for segment in segments if segment.parent is not None}
    notes = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, Found):
            notes.append(_found(page, str(number), starts.get(piece.parent), piece))
            continue
        parent = None if piece.parent is None else numbers[id(segments[piece.parent])]
        note = _asked(page, str(number), parent, piece, reader)
        empty = not (note.prompt or note.answer or note.choices)  # a label of a form that nobody has filled in
        if not empty or note.id in followed:
            notes.append(note)
    return notes


def _asked(page: Page, number: str, parent: str | None, segment: Segment, reader: Reader) -> Note:
    """Make a note of a question that was read line by line."""
    parts = reader.read(segment)
    return Note(
        id=number,
        kind=Kind.QUESTION if parent is None else Kind.FOLLOWUP,
        form=Form.CHOICE if parts.choices else Form.BASIC,
        question=plain(parts.prompt.split("\n\n")[0]),
        prompt=parts.prompt,
        answer=parts.answer,
        place=Place(page.path, parts.start, max(parts.start, parts.end)),
        section=segment.section,
        dialect=segment.mark.dialect,
        parent=parent,
        hint=parts.hint,
        choices=tuple(parts.choices),
        sources=tuple(parts.sources),
        tags=page.tags(parts.tags),
        deck=page.front.deck,
        given_id=parts.given_id,
        card=parts.card,
    )


def _found(page: Page, number: str, parent: str | None, found: Found) -> Note:
    """Make a note of what a dialect has read whole."""
    last = found.end - 1 if found.answer_end is None else found.answer_end
    while page.lines[last].blank and last > found.start:
        last -= 1
    shown = _hidden(found.prompt) if found.form is Form.CLOZE else found.prompt.split("\n\n")[0]
    return Note(
        id=number,
        kind=Kind.QUESTION if parent is None else Kind.FOLLOWUP,
        form=found.form,
        question=plain(shown),
        prompt=found.prompt,
        answer=found.answer,
        place=Place(page.path, page.lines[found.start].number, page.lines[last].number),
        section=(*page.section(found.start), *found.within),
        dialect=found.dialect,
        parent=parent,
        hint=found.hint,
        choices=found.choices,
        sources=found.sources,
        tags=page.tags(found.tags),
        deck=found.deck or page.front.deck,
        given_id=found.given_id,
        card=found.card,
    )


def _hidden(prompt: str) -> str:
    """Return the text with a mark in the place of every gap, from the inner ones outwards."""
    for _ in range(_DEEPEST):
        prompt, count = _GAP.subn("[…]", prompt)
        if not count:
            break
    return prompt
