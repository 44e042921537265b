"""Reads a notes file: `lines` says what Markdown takes each line for, `marks` and `evidence` what it begins, `segments`
and `answers` cut questions and answers out of it."""

from __future__ import annotations

from pathlib import PurePosixPath

from notes2anki.model import Diagnostic, Document, Form, FrontMatter, Kind, Note, Place, Section, Severity, Source
from notes2anki.parse.answers import Parts, Reader
from notes2anki.parse.evidence import judge
from notes2anki.parse.front import read_front_matter
from notes2anki.parse.languages import detect
from notes2anki.parse.lead import Lead, aside, lead
from notes2anki.parse.lines import Block, Line, front_matter, read_lines
from notes2anki.parse.marks import Mark, Sense, mark
from notes2anki.parse.plain import plain
from notes2anki.parse.segments import Segment, cut

__all__ = ["parse", "read_lines", "read_marks"]


def parse(source: Source) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read one notes file. Nothing is refused: what is doubtful comes back as diagnostics."""
    raw = source.text.split("\n")
    front, doubt = read_front_matter("\n".join(raw[: front_matter(raw)])) if front_matter(raw) else (FrontMatter(), "")
    lines = read_lines(source.text)
    leads, marks = read_marks(lines, about=" ".join((source.path, front.title, *front.tags)))
    starts, segments = cut(lines, marks)
    reader = Reader(lines, leads, marks, segments, detect(source.text))
    notes = tuple(
        _note(source, front, number, segment, lines[segment.at], reader.read(segment)) for number, segment in enumerate(segments)
    )
    document = Document(
        source=source,
        title=front.title or _title(source, lines, leads),
        front=front,
        sections=tuple(Section(start.path, lines[start.at].number) for start in starts),
        notes=notes,
        references="\n".join(line.raw for line in lines if line.block is Block.REFERENCE and line.number > front_matter(raw)),
    )
    diagnostics = [*_gaps(source, leads, segments, lines)]
    if doubt:
        diagnostics.append(Diagnostic(source.path, 1, 0, "front-matter", Severity.WARNING, f"front matter is not read: {doubt}"))
    return document, tuple(diagnostics)


def read_marks(lines: list[Line], about: str = "") -> tuple[list[Lead], list[Mark | None]]:
    """Say of every line how it begins and what it means; `about` is what is said of the whole file."""
    codes = detect(" ".join(line.text for line in lines if line.block is Block.PROSE))
    leads = [_lead(line, codes) for line in lines]
    claimed = [mark(line, begun) for line, begun in zip(lines, leads, strict=True)]
    return leads, judge(lines, leads, claimed, codes, about)


def _lead(line: Line, codes: tuple[str, ...]) -> Lead:
    match line.block:
        case Block.PROSE | Block.HEADING:
            return lead(line, codes)
        case Block.HTML:
            return Lead(line.text, aside=aside(line.text))
        case _:
            return Lead(line.text)


def _note(source: Source, front: FrontMatter, number: int, segment: Segment, line: Line, parts: Parts) -> Note:
    follows = segment.parent is not None
    return Note(
        id=str(number),
        kind=Kind.FOLLOWUP if follows else Kind.QUESTION,
        form=Form.CHOICE if parts.choices else Form.BASIC,
        question=plain(parts.prompt.split("\n\n")[0]),
        prompt=parts.prompt,
        answer=parts.answer,
        place=Place(source.path, line.number, max(line.number, parts.end)),
        section=segment.section,
        dialect=segment.mark.dialect,
        parent=str(segment.parent) if follows else None,
        hint=parts.hint,
        choices=tuple(parts.choices),
        sources=tuple(parts.sources),
        tags=front.tags,
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
