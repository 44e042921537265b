r"""Gaps in a paragraph or an item: in Anki's own notation, as macros of logseq, as highlights of obsidian-spaced-repetition
and in the braces of Obsidian_to_Anki and flashcards-obsidian.

    The forearm has two bones, {{c1::radius}} and {{c2::ulna::on the inside}}.

    - The wrist has {{cloze eight}} bones, and the largest is the {{c2 capitate \\ in the middle}}.

    The knee is closed by the ==1;;patella;;a bone within a tendon==.

    {c1:Quadriceps} stretch it and {c2|hamstrings} bend it.

    | Bone  | Place        |
    | ----- | ------------ |
    | talus | {{c1::foot}} |

A row with a gap is a note: “Bone: talus; Place: […]”.

Highlights, bold type and braces mean other things elsewhere: without a number or a hint they are gaps only in files that
have the tags, ids or schedules of those tools.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.dialects.tables import cells, columns
from notes2anki.parse.excerpt import after_left, blanked, cleaned, id_of
from notes2anki.parse.gaps import Gap, fill, find_gaps, says_so
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found
from notes2anki.parse.properties import take_properties
from notes2anki.parse.signs import Signs, card_tag, deck_tag, decks, signs, unframed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("{", "==", "<!--SR:")
_GAP = re.compile(r"\{\{c\d{1,3}(?:,\d{1,3}){0,50}::[^\n]")
_MAY_HOLD = re.compile(r"\{|==|\*\*")
_MAY_HOLD_UNSCHEDULED = re.compile(r"\{|==")
"""Bold is a gap only beside the schedule of a review."""


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the paragraphs and items with gaps."""
    may_hold = _MAY_HOLD if any("<!--SR:" in line.raw for line in lines) else _MAY_HOLD_UNSCHEDULED
    held = [at for at, line in enumerate(lines) if line.block is Block.PROSE and _holds(may_hold, line.text)]
    rows = {at for at, line in enumerate(lines) if line.block is Block.TABLE and any(map(_hides, cells(line.text)))}
    if not held and not rows:
        return
    known = signs(lines)
    lines = unframed(lines)
    running = decks(lines)
    end = 0
    for at in held:
        if at < end or lines[at].block is not Block.PROSE:
            continue
        start, end = _start(lines, at), _end(lines, at)
        if note := _note(lines, start, end, known):
            yield replace(note, deck=note.deck or running[start])
    for note in _rows(lines, rows):
        yield replace(note, deck=running[note.start])


def _has_gap(text: str) -> bool:
    """Whether a gap in Anki's notation stands on a line, outside code, mathematics and links."""
    return _GAP.search(text) is not None and _GAP.search(blanked(text)) is not None


def _hides(cell: str) -> bool:
    """Whether a gap opens and closes in a cell of a table."""
    return "}}" in cell and _has_gap(cell)


def _rows(lines: Sequence[Line], held: set[int]) -> Iterator[Found]:
    """Make notes of the rows with gaps, each told with the head of its table; the rest of the table is in no answer."""
    end = 0
    for at in sorted(held):
        if at < end:
            continue
        start, end = at, at + 1
        while not lines[start].first:
            start -= 1
        while end < len(lines) and lines[end].block is Block.TABLE and not lines[end].first:
            end += 1
        if at < start + 2 or columns(lines[start].text):  # a gap in the head; or a card whose answer has one
            continue
        head = cells(lines[start].text)
        for row in range(start, end):
            prompt = _told(head, cells(lines[row].text)) if row in held else ""
            yield Found(row, row + 1, prompt, form=Form.CLOZE, why="it stands in a table with gaps")


def _told(head: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as a sentence: ``Land: Malta; Capital: {{c1::Valletta}}``."""
    pairs = ((label, text) for label, text in zip(head, row, strict=False) if text)
    return "; ".join(f"{label}: {text}" if label else text for label, text in pairs)


def _holds(may_hold: re.Pattern[str], text: str) -> bool:
    """Whether a gap may stand on a line, outside code, mathematics and links."""
    return may_hold.search(text) is not None and ("<!--" in text or may_hold.search(blanked(text)) is not None)


def _start(lines: Sequence[Line], at: int) -> int:
    """Return where the paragraph begins that a line stands in."""
    while not lines[at].first and at and lines[at - 1].block is Block.PROSE:
        at -= 1
    return at


def _end(lines: Sequence[Line], start: int) -> int:
    """Return the end of the paragraph that begins at a line."""
    end = start + 1
    while end < len(lines) and lines[end].block is lines[start].block is Block.PROSE and not lines[end].first:
        end += 1
    return end


def _note(lines: Sequence[Line], at: int, end: int, known: Signs) -> Found | None:
    """Read a paragraph with what belongs to it; None if nothing is hidden in it."""
    texts, said = take_properties(cleaned(line.text)[0].rstrip() for line in lines[at:end])
    tags = [tag for text in texts if (tag := card_tag(text))]
    text, deck, _ = deck_tag("\n".join(tag.text if (tag := card_tag(text)) else text for text in texts).strip())
    left = after_left(lines, end)
    given = id_of(lines[at:left])
    if not any(map(_has_gap, texts)):
        scheduled = any("<!--SR:" in line.raw for line in lines[at:left])
        gaps = _meant(find_gaps(text), known, scheduled=scheduled, numbered=bool(given))
        if not gaps or _is_divided(text, gaps):
            return None
        text = fill(text, gaps)
    return Found(
        at, left, text, said.extra, Form.CLOZE, end - 1, "it has gaps", said.id or given,
        (*said.tags, *(name for tag in tags for name in tag.tags)), said.deck or deck,
    )  # fmt: skip


def _meant(gaps: Sequence[Gap], known: Signs, *, scheduled: bool, numbered: bool) -> list[Gap]:
    """Return the gaps of a paragraph that are meant as such: those that say so, and those their file speaks for."""
    notations = {name for name, _ in gaps if name != "bold"}
    numbered = numbered or any(name == "brace" and match["number"] for name, match in gaps)
    speaks = {
        "highlight": known.reviewed or known.blocks,
        "curly": known.reviewed,
        "bold": scheduled and not notations,
        "brace": known.blocks or (known.exported and numbered),
    }
    return [gap for gap in gaps if says_so(gap) or speaks.get(gap[0])]


def _is_divided(text: str, gaps: Sequence[Gap]) -> bool:
    """Whether a paragraph is a card with two sides, whatever is highlighted on them."""
    outside = list(blanked(text))
    for _, match in gaps:
        outside[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(outside)
    return "::" in left or any(line.strip() in ("?", "??") for line in left.split("\n"))
