"""Cards of obsidian-spaced-repetition over several lines: ``?`` stands alone between question and answer, ``??`` between
two sides that ask for each other. A tag ``#flashcards/history`` names the deck; schedules in comments are left out.

``#flashcards/history``

    Which city did the Phoenicians found
    in the ninth century?
    ?
    Carthage, as the story has it in 814 BC.
    <!--SR:!2024-01-03,4,270-->

    Tyre
    ??
    City of the purple dye
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import excerpt, id_of, is_left
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found, Mark, Sense
from notes2anki.parse.signs import deck_tag, decks, unframed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lead import Lead

_FORMS = {"?": Form.BASIC, "??": Form.REVERSED}
_TEXT = (Block.PROSE, Block.HEADING, Block.CODE, Block.TABLE, Block.HTML)


def mark(line: Line, lead: Lead) -> Mark | None:  # noqa: ARG001 - every dialect is asked so
    """Claim a line that holds nothing but the tag of a deck."""
    if line.block is not Block.PROSE or not line.text.startswith("#flashcards"):
        return None
    left, _, tagged = deck_tag(line.text)
    return Mark(Sense.FURNITURE, "", "it is the tag of a deck") if tagged and not left else None


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the blocks that ``?`` or ``??`` divides."""
    lines = unframed(lines)
    divided = [
        at for at, line in enumerate(lines) if line.text in _FORMS and line.block is Block.PROSE and not line.marker
    ]
    if not divided:
        return
    running = decks(lines)
    done = 0
    for at in divided:
        depth = _depth(lines[at])
        start = _start(lines, at, done, depth) if at > done else at
        if start == at:
            continue
        end = _end(lines, at, depth)
        prompt, deck, _ = deck_tag(excerpt(lines[start:at]))
        answer = excerpt(lines[at + 1 : end])
        if not prompt or not answer:
            continue
        why = f"“{lines[at].text}” stands alone between two texts"
        given = id_of(lines[start:end])
        yield Found(
            start, end, prompt, answer, _FORMS[lines[at].text], why=why, given_id=given, deck=deck or running[at]
        )
        done = end


def _depth(line: Line) -> int:
    """Return in how many list items a line is meant to lie: none where it is not indented, whatever Markdown says."""
    indent = len(line.raw) - len(line.raw.lstrip(" >\t"))
    return line.depth if indent > 2 * line.quote else 0


def _start(lines: Sequence[Line], at: int, done: int, depth: int) -> int:
    """Return the first line of the block above a place, or of the list item that holds it."""
    start = at
    while start > done and lines[start - 1].block in _TEXT and not is_left(lines[start - 1]):
        start -= 1
        if depth and lines[start].marker and lines[start].depth <= depth:
            break
    return start


def _end(lines: Sequence[Line], at: int, depth: int) -> int:
    """Return the first line that does not belong to the block any more."""
    end = at + 1
    while end < len(lines) and lines[end].block in _TEXT:
        if depth and lines[end].marker and lines[end].depth <= depth:
            break
        end += 1
        if is_left(lines[end - 1]) and (end == len(lines) or not is_left(lines[end])):
            break
    return end
