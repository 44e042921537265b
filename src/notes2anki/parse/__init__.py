"""Reads a notes file, step by step.

`lines` says what Markdown takes each line for, `marks` and `evidence` what it begins, `segments` and `answers` cut
questions and answers out of it, and `notes` makes notes of them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Diagnostic, Document, FrontMatter, Section, Severity, Source
from notes2anki.parse.answers import Reader
from notes2anki.parse.evidence import judge
from notes2anki.parse.front import read_front_matter
from notes2anki.parse.glossary import terms
from notes2anki.parse.key import assign_keys
from notes2anki.parse.languages import detect
from notes2anki.parse.lead import Lead, aside, lead
from notes2anki.parse.lines import Block, Line, front_matter, read_lines
from notes2anki.parse.marks import Found, Mark, Sense, find, mark
from notes2anki.parse.notes import Page, make_notes
from notes2anki.parse.numbering import missing_numbers
from notes2anki.parse.org import to_markdown
from notes2anki.parse.plain import plain
from notes2anki.parse.rows import with_rows
from notes2anki.parse.segments import cut
from notes2anki.parse.unclosed import unclosed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["parse", "read_lines", "trace"]


_NOTHING = Lead("")


def parse(source: Source, *, rows: bool = False, glossary: bool = False) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read one notes file. Nothing is refused: what is doubtful comes back as diagnostics.

    With `rows`, tables that compare make a note for each row, too; with `glossary`, so do terms with their definitions.
    The front matter of the file decides before both.
    """
    document, lines, diagnostics = _read(source, rows=rows, glossary=glossary)
    return document, (*diagnostics, *_swallowed(source.path, lines))


def _swallowed(path: str, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """Report the questions that lie in blocks which are left open."""
    for block in unclosed(lines):
        inner = "\n".join(line.raw for line in lines[block.start + 1 : block.end])
        for note in _read(Source(path, inner))[0].notes:
            message = (
                f"no card is made of it: it lies in what line {block.start + 1} opens; close that with {block.closer}"
            )
            yield Diagnostic(path, block.start + 1 + note.place.line, 0, "swallowed", Severity.WARNING, message)


def trace(source: Source) -> list[tuple[Line, Mark | None]]:
    """Give of each line of a notes file what Markdown says it is, and what it was taken for."""
    begun = _begin(source)
    return list(zip(begun.lines, begun.marks, strict=True))


class _Begun(NamedTuple):
    """A notes file whose lines are read and marked."""

    lines: list[Line]
    leads: list[Lead]
    marks: list[Mark | None]
    claimed: list[Found]
    codes: tuple[str, ...]
    head: int
    """How many lines at its head are front matter."""
    front: FrontMatter
    doubt: str
    """What of the front matter could not be read."""


def _begin(source: Source) -> _Begun:
    text, head, front, doubt = _head(source)
    lines = read_lines(text)
    claimed = find(lines)
    front = _said(front, claimed)
    codes = _languages(lines)
    leads, marks = _marks(lines, " ".join((source.path, front.title, *front.tags)), claimed, codes)
    return _Begun(lines, leads, marks, claimed, codes, head, front, doubt)


def _read(
    source: Source, *, rows: bool = False, glossary: bool = False
) -> tuple[Document, list[Line], list[Diagnostic]]:
    lines, leads, marks, claimed, codes, head, front, doubt = _begin(source)
    starts, segments = cut(lines, marks)
    assign_keys(lines, leads, marks, segments)
    if glossary if front.glossary is None else front.glossary:
        found = {term.start: replace(term, dialect="glossary") for term in terms(lines, marks, segments)}
        claimed = [*claimed, *found.values()]
        starts = [start for start in starts if start.at not in found]  # a term is no section
    page = Page(source.path, front, lines, starts)
    notes = make_notes(page, segments, claimed, Reader(lines, leads, marks, segments, codes))
    if rows if front.rows is None else front.rows:
        notes = with_rows(page, notes, marks)
    document = Document(
        source=source,
        title=front.title or _title(source, lines, leads),
        front=front,
        sections=tuple(Section(start.path, lines[start.at].number) for start in starts),
        notes=tuple(notes),
        references="\n".join(line.raw for line in lines[head:] if line.block is Block.REFERENCE),
    )
    diagnostics = missing_numbers(source.path, lines, leads, segments)
    if doubt:
        message = f"front matter is not read: {doubt}"
        diagnostics.append(Diagnostic(source.path, 1, 0, "front-matter", Severity.WARNING, message))
    return document, lines, diagnostics


def _head(source: Source) -> tuple[str, int, FrontMatter, str]:
    """Return the text as Markdown, the lines of its head, what they say of the whole file, and what was not readable."""
    if source.path.endswith(".org"):
        text, front = to_markdown(source.text)
        return text, 0, front, ""
    raw = source.text.split("\n")
    head = front_matter(raw)
    front, doubt = read_front_matter("\n".join(raw[:head])) if head else (FrontMatter(), "")
    return source.text, head, front, doubt


def _said(front: FrontMatter, claimed: Sequence[Found]) -> FrontMatter:
    """Add what lines of the notes say of the whole file."""
    for said in claimed:
        if not said.prompt:
            front = replace(front, deck=said.deck or front.deck, tags=tuple(dict.fromkeys((*front.tags, *said.tags))))
    return front


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
        if note.title:
            leads[note.start] = Lead(note.title)
            marks[note.start] = Mark(Sense.SECTION, note.title, note.why, dialect=note.dialect)
    return leads, judge(lines, leads, marks, codes, about)


def _lead(line: Line, codes: tuple[str, ...]) -> Lead:
    match line.block:
        case Block.BLANK:
            return _NOTHING
        case Block.PROSE | Block.HEADING:
            return lead(line, codes)
        case Block.HTML:
            return Lead(line.text, aside=aside(line.text))
        case _:
            return Lead(line.text)


def _title(source: Source, lines: list[Line], leads: list[Lead]) -> str:
    """Return the first heading where it is of the highest level, or the file's name in words."""
    first = next((at for at, line in enumerate(lines) if line.block is Block.HEADING), None)
    if first is not None and lines[first].level == 1 and (title := plain(leads[first].text)):
        return title
    return PurePosixPath(source.path).stem.replace("-", " ").replace("_", " ").strip() or source.path
