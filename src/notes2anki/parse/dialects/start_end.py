"""Notes of Obsidian_to_Anki between ``START`` and ``END``, or on one line between ``STARTI`` and ``ENDI``: first the type
of the note, then its fields, then its tags and its id. The file may name a deck and tags for all of its notes.

    TARGET DECK
    Geology::Rocks

    START
    Basic
    Which rock floats on water?
    Back: Pumice,
    full of bubbles.
    Tags: rocks water
    <!--ID: 1560000000001-->
    END

    - STARTI [Basic (and reversed card)] Limestone under heat and pressure Back: Marble ENDI
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import blanked, cleaned, excerpt, id_of
from notes2anki.parse.front import tag_name
from notes2anki.parse.gaps import fill, find_gaps
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found
from notes2anki.parse.signs import frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("START", "TARGET DECK", "FILE TAGS", "DELETE")
_INLINE = re.compile(r"STARTI[ \t]+\[(?P<kind>[^\[\]\n]{1,80})\](?P<body>[^\n]*?)[ \t]ENDI\b")
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w ]{0,30}):(?=\s|$)")
_WORD_FIELD = re.compile(r"(?:^|(?<=\s))(?P<name>[A-Z][a-z]{1,20}|ID):(?=\s|$)")
_ID = re.compile(r"ID:[ \t]*(\d{6,20})[ \t]*", re.MULTILINE)
_FIELDS = {
    "basic": ("Front", "Back", "Add Reverse"),
    "cloze": ("Text", "Extra", "Back Extra"),
}
_OWN = ("Tags", "ID")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the notes, what is said of the file, and what is to be deleted."""
    for start, end, kind in frames(lines):
        if found := _found(lines, start, end, kind):
            yield found


def _found(lines: Sequence[Line], start: int, end: int, kind: str) -> Found | None:
    match kind:
        case "START":
            return _block(lines, start, end - 1)
        case "STARTI":
            match = _INLINE.match(lines[start].text)
            return _inline(start, match) if match else None
        case "TARGET DECK":
            return Found(start, end, "", deck=_said(lines[start:end]), why="it names the deck of the file")
        case "FILE TAGS":
            return Found(start, end, "", tags=_tags(_said(lines[start:end])), why="it names the tags of the file")
        case _:
            return Found(start, end, "", why="it names a note to delete")


def _said(lines: Sequence[Line]) -> str:
    """Return what stands behind the colon or on the next line."""
    return lines[-1].text.partition(":")[2].strip() if len(lines) == 1 else lines[-1].text


def _tags(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (tag_name(word) for word in text.replace(",", " ").split())))


def _block(lines: Sequence[Line], at: int, end: int) -> Found | None:
    """Read the note between two lines."""
    kind = lines[at + 1].text
    fields: dict[str, str] = {}
    name, start = "", at + 2
    for n in range(at + 2, end + 1):
        match = _FIELD.match(lines[n].text) if n < end and lines[n].block is not Block.CODE else None
        if n == end or (match and _is_field(kind, match["name"])):
            fields[name] = "\n".join(filter(None, (fields.get(name, ""), _without(name, excerpt(lines[start:n])))))
            name, start = match["name"] if match else "", n
    return _note(at, end + 1, kind, fields, id_of(lines[at:end]))


def _without(name: str, text: str) -> str:
    """Take its name off the beginning of a field."""
    return text.removeprefix(f"{name}:").lstrip(" \t").strip("\n") if name else text


def _inline(at: int, match: re.Match[str]) -> Found | None:
    body, given = cleaned(match["body"])
    fields: dict[str, str] = {}
    name, start = "", 0
    for field in [*_WORD_FIELD.finditer(blanked(body)), None]:
        if field and not _is_field(match["kind"], field["name"]):
            continue
        fields[name] = body[start : field.start() if field else len(body)].strip()
        name, start = (field["name"], field.end()) if field else ("", 0)
    return _note(at, at + 1, match["kind"], fields, given)


def _is_field(kind: str, name: str) -> bool:
    """Whether a word before a colon is a field of a type of notes; of types we do not know, every one that is capital."""
    known = next((names for key, names in _FIELDS.items() if key in kind.casefold()), None)
    return name in _OWN or (name in known if known else name[0].isupper() and name.count(" ") < 3)


def _note(at: int, end: int, kind: str, fields: dict[str, str], given: str) -> Found | None:
    """Make a note of its fields: the first is the front, the next the back, others follow under their names."""
    match = _ID.fullmatch("ID: " + fields.pop("ID", ""))
    tags = _tags(fields.pop("Tags", ""))
    reverse = fields.pop("Add Reverse", "")
    first, *rest = [(name, text) for name, text in fields.items() if text] or [("", "")]
    form = _form(kind, reverse=bool(reverse))
    gaps = find_gaps(first[1], ("brace",)) if form is Form.CLOZE else ()
    answer = "\n\n".join(text if not n else f"**{name}:** {text}" for n, (name, text) in enumerate(rest))
    if not first[1]:
        return None
    return Found(
        at,
        end,
        fill(first[1], gaps),
        answer,
        form,
        end - 1,
        "it stands between START and END",
        given or (match[1] if match else ""),
        tags,
    )


def _form(kind: str, *, reverse: bool) -> Form:
    lower = kind.casefold()
    if "cloze" in lower:
        return Form.CLOZE
    if "reversed" in lower:
        return Form.REVERSED if reverse or "optional" not in lower else Form.BASIC
    return Form.TYPED if "type in" in lower else Form.BASIC
