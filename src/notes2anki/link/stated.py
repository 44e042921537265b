"""What the writer says of two concepts in a field: ``requires: X``, ``part of:: [[X]]``, ``[see:: Y]``, or in front matter."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.lists import table
from notes2anki.link.text import prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notes2anki.model import Document

KINDS = {
    "requires": ("prerequisite", False),
    "required_by": ("prerequisite", True),
    "relates": ("relates", True),
    "type_of": ("type_of", True),
    "has_type": ("type_of", False),
    "part_of": ("part_of", True),
    "within": ("part_of", True),
    "has_part": ("part_of", False),
    "around": ("part_of", False),
    "compared_with": ("compared_with", True),
    "solves": ("solves", True),
    "solved_by": ("solves", False),
    "causes": ("causes", True),
    "caused_by": ("causes", False),
    "used_for": ("used_for", True),
    "uses": ("used_for", False),
}
"""Kind of edge of each list in `data/fields.toml`, and whether it leads from the concept that has the field."""
ONE_COLON = frozenset({"requires", "relates", "type_of", "part_of"})
"""Lists whose fields need no second colon."""
LONGEST_FIELD = 40
"""Characters of the name of a field."""

_BEFORE = " \t>*_-+•"
_INLINE = re.compile(r"[\[(]([^\W\d_][^\[\]():]{1,40})::\s{0,4}((?:\[\[[^\[\]]{1,300}\]\]|[^\[\]()]){1,300})[\])]")
_ITEM = re.compile(r"\s{0,12}[-*+•]\s+(.*)")
_SEPARATOR = re.compile(r"[ _-]+")


class Field(NamedTuple):
    """A field: the kind of edge, whether it leads from the concept of the note, what is named, and the line from 0."""

    kind: str
    onward: bool
    value: str
    line: int


def fields(answer: str) -> Iterator[Field]:
    """The fields in the lines of an answer; one without a value has it in the list below."""
    if ":" not in answer:
        return
    heading: tuple[str, bool] | None = None
    for number, line in prose(answer):
        item = _ITEM.match(line) if heading else None
        if heading and item:
            yield Field(*heading, item[1], number)
            continue
        heading = None
        head, colon, value = line[: LONGEST_FIELD * 2].partition(":")
        if not colon:
            continue
        said = _kind(head.strip(_BEFORE), sure=value.startswith(":"))
        if said:
            text = line[len(head) + 1 :].lstrip(":*_ \t")
            if text:
                yield Field(*said, text, number)
            else:
                heading = said
        elif "::" in line:
            for inline in _INLINE.finditer(line):
                said = _kind(inline[1], sure=True)
                if said:
                    yield Field(*said, inline[2], number)


def front_fields(document: Document) -> Iterator[Field]:
    """The fields in the head of a file; their lines are those of the file, from 0."""
    lines = document.source.text.split("\n") if document.front.fields else []
    for name, values in document.front.fields:
        said = _kind(name, sure=True)
        if said is None:
            continue
        start = next((at for at, line in enumerate(lines) if line.casefold().startswith(name)), 0)
        for value in values:
            yield Field(*said, value, next((at for at in range(start, len(lines)) if value in lines[at]), start))


def source_fields(document: Document) -> Iterator[tuple[int, Field]]:
    """The fields among what the notes name as their sources, ``see: X``, with the number of the note in the file."""
    if not any(note.sources for note in document.notes):
        return
    lines = document.source.text.split("\n")
    starts = sorted({note.place.line - 1 for note in document.notes} | {len(lines)})
    ends = dict(pairwise(starts))
    for number, note in enumerate(document.notes):
        start = note.place.line - 1
        sources = {source.strip() for source in note.sources}
        for at in range(start, ends.get(start, start)) if sources else ():
            for field in fields(lines[at]):
                if field.value.strip() in sources:
                    yield number, field._replace(line=at)


def _kind(name: str, *, sure: bool) -> tuple[str, bool] | None:
    if len(name) > LONGEST_FIELD:
        return None
    found = _names().get(_SEPARATOR.sub(" ", name.casefold()).strip())
    return KINDS[found] if found and (sure or found in ONE_COLON) else None


@cache
def _names() -> Mapping[str, str]:
    """The list of each name of a field."""
    return {
        _SEPARATOR.sub(" ", name): kind
        for kind, names in sorted(table("fields").items(), reverse=True)
        for name in sorted(names)
    }
