"""Reads a notes file: `lines` says what Markdown takes each line for, `marks` and `evidence` what it begins, `segments`
and `answers` cut questions and answers out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from notes2anki.model import Diagnostic, Document, Form, FrontMatter, Kind, Note, Place, Section, Severity, Source
from notes2anki.parse.answers import Parts, Reader
from notes2anki.parse.evidence import judge
from notes2anki.parse.front import read_front_matter
from notes2anki.parse.languages import detect
from notes2anki.parse.lead import Lead, aside, lead
from notes2anki.parse.lines import Block, Line, front_matter, read_lines
from notes2anki.parse.marks import Found, Mark, Sense, find, mark
from notes2anki.parse.org import to_markdown
from notes2anki.parse.plain import plain
from notes2anki.parse.segments import Segment, cut

_GAP = re.compile(r"\{\{c\d{1,3}::.*?\}\}")

__all__ = ["parse", "read_lines", "read_marks"]


def parse(source: Source) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read one notes file. Nothing is refused: what is doubtful comes back as diagnostics."""
    text, front, doubt = _head(source)
    lines = read_lines(text)
    claimed = find(lines)
    front = _said(front, claimed)
    codes = _languages(lines)
    leads, marks = _marks(lines, " ".join((source.path, front.title, *front.tags)), claimed, codes)
    starts, segments = cut(lines, marks)
    reader = Reader(lines, leads, marks, segments, codes)
    found = [note for note in claimed if note.prompt]
    pieces: list[Segment | Found] = sorted([*segments, *found], key=lambda piece: piece.at if isinstance(piece, Segment) else piece.start)
    numbers = {id(piece): str(number) for number, piece in enumerate(pieces)}
    notes = []
    for piece in pieces:
        if isinstance(piece, Found):
            path = next((start.path for start in reversed(starts) if start.at <= piece.start), ())
            notes.append(_found(source, front, numbers[id(piece)], piece, lines, (*path, *piece.within)))
        else:
            parent = None if piece.parent is None else numbers[id(segments[piece.parent])]
            notes.append(_note(source, front, numbers[id(piece)], parent, piece, lines[piece.at], reader.read(piece)))
    document = Document(
        source=source,
        title=front.title or _title(source, lines, leads),
        front=front,
        sections=tuple(Section(start.path, lines[start.at].number) for start in starts),
        notes=tuple(notes),
        references="\n".join(line.raw for line in lines if line.block is Block.REFERENCE and line.number > front_matter(text.split("\n"))),
    )
    diagnostics = [*_gaps(source, leads, segments, lines)]
    if doubt:
        diagnostics.append(Diagnostic(source.path, 1, 0, "front-matter", Severity.WARNING, f"front matter is not read: {doubt}"))
    return document, tuple(diagnostics)


def _head(source: Source) -> tuple[str, FrontMatter, str]:
    """Return the text as Markdown, what is said of the whole file, and what of that could not be read."""
    if source.path.endswith(".org"):
        return *to_markdown(source.text), ""
    raw = source.text.split("\n")
    end = front_matter(raw)
    return source.text, *(read_front_matter("\n".join(raw[:end])) if end else (FrontMatter(), ""))


def _said(front: FrontMatter, claimed: Sequence[Found]) -> FrontMatter:
    """Add what lines of the notes say of the whole file."""
    for said in claimed:
        if not said.prompt:
            front = replace(front, deck=said.deck or front.deck, tags=tuple(dict.fromkeys((*front.tags, *said.tags))))
    return front


def read_marks(lines: list[Line], about: str = "") -> tuple[list[Lead], list[Mark | None]]:
    """Say of every line how it begins and what it means; `about` is what is said of the whole file: path, title, tags."""
    return _marks(lines, about, find(lines), _languages(lines))


def _languages(lines: list[Line]) -> tuple[str, ...]:
    return detect(" ".join(line.text for line in lines if line.block is Block.PROSE))


def _marks(
    lines: list[Line], about: str, claimed: Sequence[Found], codes: tuple[str, ...]
) -> tuple[list[Lead], list[Mark | None]]:
    """Mark all lines but those of notes that dialects have read whole."""
    leads = [_lead(line, codes) for line in lines]
    marks = [mark(line, begun) for line, begun in zip(lines, leads, strict=True)]
    for note in claimed:
        for at in range(note.start, note.end):
            marks[at] = Mark(Sense.CLAIMED, "", note.why, dialect=note.dialect)
    return leads, judge(lines, leads, marks, codes, about)


def _lead(line: Line, codes: tuple[str, ...]) -> Lead:
    match line.block:
        case Block.PROSE | Block.HEADING:
            return lead(line, codes)
        case Block.HTML:
            return Lead(line.text, aside=aside(line.text))
        case _:
            return Lead(line.text)


def _found(source: Source, front: FrontMatter, number: str, found: Found, lines: list[Line], section: tuple[str, ...]) -> Note:
    last = found.end - 1 if found.answer_end is None else found.answer_end
    while lines[last].blank and last > found.start:
        last -= 1
    return Note(
        id=number,
        kind=Kind.QUESTION,
        form=found.form,
        question=plain(_GAP.sub("[…]", found.prompt) if found.form is Form.CLOZE else found.prompt.split("\n\n")[0]),
        prompt=found.prompt,
        answer=found.answer,
        place=Place(source.path, lines[found.start].number, lines[last].number),
        section=section,
        dialect=found.dialect,
        hint=found.hint,
        choices=found.choices,
        tags=tuple(dict.fromkeys((*front.tags, *found.tags))),
        deck=found.deck or front.deck,
        given_id=found.given_id,
    )


def _note(source: Source, front: FrontMatter, number: str, parent: str | None, segment: Segment, line: Line, parts: Parts) -> Note:
    return Note(
        id=number,
        kind=Kind.QUESTION if parent is None else Kind.FOLLOWUP,
        form=Form.CHOICE if parts.choices else Form.BASIC,
        question=plain(parts.prompt.split("\n\n")[0]),
        prompt=parts.prompt,
        answer=parts.answer,
        place=Place(source.path, parts.start, max(parts.start, parts.end)),
        section=segment.section,
        dialect=segment.mark.dialect,
        parent=parent,
        hint=parts.hint,
        choices=tuple(parts.choices),
        sources=tuple(parts.sources),
        tags=tuple(dict.fromkeys((*front.tags, *parts.tags))),
        deck=front.deck,
        given_id=parts.given_id,
        card=parts.card,
    )


def _title(source: Source, lines: list[Line], leads: list[Lead]) -> str:
    """Return the first heading of the highest level that opens the file, or the file's name in words."""
    for line, begun in zip(lines, leads, strict=True):
        if line.block is Block.HEADING and line.level == 1:
            return plain(begun.text)
        if line.block is Block.HEADING:
            break
    return PurePosixPath(source.path).stem.replace("-", " ").replace("_", " ").strip() or source.path


def _gaps(source: Source, leads: list[Lead], segments: list[Segment], lines: list[Line]) -> list[Diagnostic]:
    """Report numbers that are left out between two questions."""
    found = []
    last: dict[str, tuple[int, int]] = {}
    for segment in segments:
        begun = leads[segment.at]
        if not begun.number.isdecimal() or segment.parent is not None:
            continue
        number, style = int(begun.number), f"{begun.word}{lines[segment.at].marker[-1:]}"
        before, at = last.get(style, (0, 0))
        if before and before + 1 < number <= before + 10:
            missing = ", ".join(str(n) for n in range(before + 1, number))
            found.append(
                Diagnostic(
                    source.path, lines[segment.at].number, 0, "numbering-gap", Severity.WARNING,
                    f"question {missing} is missing: {before} stands in line {at}, then comes {number}",
                )
            )
        last[style] = (number, lines[segment.at].number)
    return found
