"""Cloze cards of hashcards: a text behind ``C:`` with gaps in square brackets, beside its cards ``Q:`` and ``A:``.

    C: The [Nile] flows north and reaches the sea at
    [Alexandria].

Brackets have other uses: where lines open with other letters and a colon (speakers, choices) nothing is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import blanked, excerpt
from notes2anki.parse.gaps import fill
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("C:",)
_LETTER = re.compile(r"([A-Z]):(?=\s|$)")
_GAP = re.compile(
    r"(?<![\\!\w\]])\[(?![ xX]\]|\d+\]|\^|sic\])"
    r"(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,1000})\](?![(\[:])(?P<number>)(?P<hint>)"
)
_ESCAPE = re.compile(r"\\(?=[\[\]])")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the texts with gaps."""
    letters = {at: match[1] for at, line in enumerate(lines) if (match := _opening(line))}
    if "C" not in letters.values() or not set(letters.values()) <= set("QAC"):
        return
    said = (at for at, line in enumerate(lines) if line.block not in (Block.BLANK, Block.REFERENCE))
    alone = next(said) in letters
    for at in (at for at, letter in letters.items() if letter == "C"):
        end = at + 1
        while end < len(lines) and end not in letters and _goes_on(lines, at, end, alone=alone):
            end += 1
        text = excerpt(lines[at:end]).removeprefix("C:").strip()
        if gaps := [("bracket", match) for match in _GAP.finditer(blanked(text))]:
            prompt = _ESCAPE.sub("", fill(text, gaps))
            yield Found(at, end, prompt, form=Form.CLOZE, why="it opens with “C:” and has gaps in brackets")


def _opening(line: Line) -> re.Match[str] | None:
    return _LETTER.match(line.raw) if line.block is Block.PROSE and not line.depth else None


def _goes_on(lines: Sequence[Line], start: int, at: int, *, alone: bool) -> bool:
    """Whether a line still belongs to a card: in a file of nothing but cards all lines to the next one, else a paragraph."""
    if lines[at].block in (Block.RULE, Block.HEADING):
        return False
    return alone or not lines[at].blank or at == start + 1
