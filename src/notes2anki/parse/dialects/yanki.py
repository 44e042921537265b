r"""Files of yanki, each of them a note: a rule divides front and back; two rules with nothing between ask both ways; an
emphasised last paragraph is typed in; struck text is a gap, with its number in front and a hint in italics behind.

    ---
    noteId: 1702000000001
    tags:
      - oceans
    ---

    The deepest trench is the ~~(1) Mariana _named after an archipelago_~~.

Rules, italics and struck text mean little by themselves: a file is read so if it has a ``noteId``, or if it is short and
two rules touch in it, a rule follows its only question, or a gap has a number or a hint as no other struck text has.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Form
from notes2anki.parse.asking import ends_asking
from notes2anki.parse.excerpt import blanked, excerpt
from notes2anki.parse.gaps import Gap, fill
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_ID = re.compile(r"noteId:[ \t]*[\"']?(?P<id>\d{0,20})[\"']?[ \t]*")
_GAP = re.compile(
    r"(?<!~)~~(?![\s~])"
    r"(?:(?P<sure>\(|(?=\d{1,3}\|))?(?P<number>\d{1,3})(?(sure)[)|]|(?:[.|]|(?=[ \t])))[ \t]*(?=[^\s~]))?"
    r"(?P<text>(?:[^~\n]|~(?!~)|\n(?![ \t]*\n)){1,1000}?)"
    r"(?:[ \t]*(?P<sign>(?<![\w*])_(?!_)|(?<!\*)\*(?!\*))(?P<hint>(?:[^_*\n~]|\*\*|__){1,200})(?P=sign))?"
    r"(?<![\s~])~~(?!~)"
)
_EMPHASISED = re.compile(r"(?P<sign>[*_])(?P<text>[^\s*_](?:[^*_\n]|\*\*|__){0,500})(?P=sign)")
_COMMENT = re.compile(r"<!--[^<]{0,2000}?-->")
_LABEL = re.compile(r"[^\W\d_]:\s")
_SHORT = 15
"""Lines with text of a file that is taken for one note without a ``noteId``."""


class _File(NamedTuple):
    """The body of a file in parts, as rules divide it; lines are counted from 0."""

    lines: Sequence[Line]
    parts: list[tuple[int, int]]
    """First line, and the line behind the last, of what stands between two rules."""
    told: bool
    """Whether the file has a ``noteId``."""
    given_id: str

    def text(self, part: int) -> str:
        """Return the Markdown of a part; empty where there is none."""
        return excerpt(self.lines[slice(*self.parts[part])]) if part < len(self.parts) else ""

    def rest(self, part: int) -> str:
        """Return the Markdown of a part and of all behind it."""
        return "\n\n---\n\n".join(filter(None, map(self.text, range(part, len(self.parts)))))


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Read the file as a note, if it is one."""
    file = _file(lines)
    if file is None:
        return
    front, gaps = _gaps(file)
    if not _COMMENT.sub("", front).strip():
        return
    note: tuple[str, str, Form, str] | None = None
    if gaps:
        note = fill(front, gaps), file.rest(1), Form.CLOZE, "it has struck gaps"
    elif len(file.parts) > 2 and not file.text(1) and (file.told or _is_plain(file)):
        note = front, file.rest(2), Form.REVERSED, "two rules divide it"
    elif len(file.parts) > 1 and (file.told or _asks(file)):
        note = front, file.rest(1), Form.BASIC, "a rule divides it"
    elif len(file.parts) == 1 and file.told:
        note = _typed(front)
    if note and (note[1] or note[2] is Form.CLOZE):
        prompt, answer, form, why = note
        yield Found(
            file.parts[0][0],
            len(lines),
            prompt,
            answer,
            form,
            why=f"the file is one note: {why}",
            given_id=file.given_id,
        )


def _file(lines: Sequence[Line]) -> _File | None:
    """Divide a file at its rules; None if it is too long for one note."""
    told, given, head = False, "", 0
    while head < len(lines) and lines[head].block is Block.REFERENCE:
        if match := _ID.fullmatch(lines[head].raw):
            told, given = True, match["id"].strip("0") and match["id"]
        head += 1
    if not told and sum(not line.blank for line in lines[head:]) > _SHORT:
        return None
    rules = [at for at in range(head, len(lines)) if lines[at].block is Block.RULE and not lines[at].depth]
    start = next((at for at in range(head, len(lines)) if not lines[at].blank), None)
    if start is None:
        return None
    return _File(lines, [(a + 1, b) for a, b in pairwise([start - 1, *rules, len(lines)])], told, given)


def _gaps(file: _File) -> tuple[str, list[Gap]]:
    """Return the front and its gaps: all of them if one is surely a gap, or the file says so."""
    front = file.text(0)
    gaps: list[Gap] = [("struck", match) for match in _GAP.finditer(blanked(front))] if "~~" in front else []
    listed = any(line.marker for line in file.lines[slice(*file.parts[0])])
    sure = any(_is_sure(match, front) for _, match in gaps)
    divided = len(file.parts) > 2 and not file.text(1)
    return front, gaps if file.told or ((sure or divided) and not listed) else []


def _is_sure(match: re.Match[str], text: str) -> bool:
    """Whether struck text has a number in parentheses or a hint, or a number and nothing beside it."""
    return bool(match["sure"] or match["hint"] or (match["number"] and match[0] == text.strip()))


def _is_plain(file: _File) -> bool:
    """Whether no line is a heading or has a label of one letter, as cards of other tools have."""
    return not any(line.block is Block.HEADING or _LABEL.match(line.text) for line in file.lines)


def _asks(file: _File) -> bool:
    """Whether the front is one paragraph and asks, with nothing but an answer below the only rule."""
    front = file.lines[slice(*file.parts[0])]
    return (
        len(file.parts) == 2
        and sum(line.first for line in front) == 1
        and all(line.block in (Block.PROSE, Block.BLANK) for line in front)
        and ends_asking(file.text(0))
    )


def _typed(front: str) -> tuple[str, str, Form, str] | None:
    """Divide a front whose last paragraph is emphasised: its last line is to be typed in."""
    above, _, last = front.rpartition("\n")
    paragraph = front.rpartition("\n\n")[2].split("\n")
    match = _EMPHASISED.fullmatch(last.strip())
    if not match or not above.strip() or not all(_EMPHASISED.fullmatch(line.strip()) for line in paragraph):
        return None
    return above.strip(), match["text"], Form.TYPED, "its last paragraph is to be typed in"
