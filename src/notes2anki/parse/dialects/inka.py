"""Sections of inka between two rules: deck and tags, then numbered questions with their answers quoted below, or with gaps
in braces (``{{1::x}}``, ``{x}``) instead.

    ---
    Deck: Music
    Tags: intervals

    <!--ID:1702000000004-->
    1. How many semitones make a fifth?
    > Seven.
    >
    > A fourth has five.

    2. What is a tritone?
    > Half an octave.
    ---

Numbered questions stand in many notes: only sections that name a deck or tags, or hold ids, are read.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import blanked, cleaned
from notes2anki.parse.fields import tag_names
from notes2anki.parse.gaps import Gap, fill
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("Deck:", "Tags:", "ID:")
_KEY = re.compile(r"(?P<key>Deck|Tags):[ \t]*(?P<value>\S[^\n]*)")
_ID = re.compile(r"<!--[ \t]*ID:[ \t]*\d{6,20}[ \t]*-->[ \t]*")
_NUMBER = re.compile(r"\d{1,4}\.[ \t]+(?=\S)")
_QUOTE = re.compile(r"> ?")
_GAP = re.compile(
    r"(?<![\\\w$])(?P<outer>\{)?\{(?:c?(?P<number>\d{1,3})::?)?(?P<text>[^{}\n]{1,1000}?)(?:::(?P<hint>[^{}\n:]{1,200}))?\}(?(outer)\})"
)


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the sections and their notes."""
    if not any(_KEY.fullmatch(line.raw) or _ID.fullmatch(line.raw) for line in lines):
        return
    rules = [at for at, line in enumerate(lines) if line.raw.rstrip() == "---" and line.block is not Block.CODE]
    done = -1
    for start, end in pairwise(rules):
        if start < done or not (notes := list(_section(lines, start, end))):
            continue
        yield Found(start, notes[0].start, "", why="it opens a section of notes")
        yield from notes
        yield Found(end, end + 1, "", why="it closes a section of notes")
        done = end + 1


def _section(lines: Sequence[Line], start: int, end: int) -> Iterator[Found]:
    """Read the notes between two rules; none where nothing says that they are meant as such."""
    keys = {
        match["key"]: match["value"].strip() for at in range(start, end) if (match := _KEY.fullmatch(lines[at].raw))
    }
    starts = [at for at in range(start + 1, end) if lines[at].block is not Block.CODE and _NUMBER.match(lines[at].raw)]
    if not keys and not any(_ID.fullmatch(lines[at].raw) for at in range(start + 1, end)):
        return
    for at, stop in pairwise([*starts, end]):
        first = at - 1 if _ID.fullmatch(lines[at - 1].raw) else at
        last = stop - 1 if _ID.fullmatch(lines[stop - 1].raw) else stop
        given = cleaned(lines[first].raw)[1] if first < at else ""
        if note := _note([line.raw for line in lines[at:last]]):
            prompt, answer, form = note
            why = "it is numbered in a section that is meant for cards"
            yield Found(
                first, last, prompt, answer, form, why=why, given_id=given,
                deck=keys.get("Deck"), tags=tag_names(keys.get("Tags", "")),
            )  # fmt: skip


def _note(raw: Sequence[str]) -> tuple[str, str, Form] | None:
    """Divide the lines of a note into question and quoted answer, or fill its gaps."""
    quoted = next((n for n, text in enumerate(raw) if text.startswith(">")), len(raw))
    prompt = _NUMBER.sub("", "\n".join(raw[:quoted]), count=1).strip()
    answer = "\n".join(_QUOTE.sub("", text, count=1) for text in raw[quoted:]).strip()
    if answer:
        return prompt, answer, Form.BASIC
    gaps: list[Gap] = [("brace", match) for match in _GAP.finditer(blanked(prompt))]
    return (fill(prompt, gaps), "", Form.CLOZE) if gaps else None
