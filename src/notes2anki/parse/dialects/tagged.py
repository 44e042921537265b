"""Headings and lines that a tag makes a card, as flashcards-obsidian, Neuracache and others write it.

``## What is a stack? #card``
``Capital of Iceland #flashcard``

    Longest river of Europe #card #rivers
    Volga

    ## Danube #card-reverse

    River through four capitals
    ^1560000000011

The answer of a line ends at the next blank line; that of a heading where the section ends, unless the file has other signs
of flashcards-obsidian.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import after_left, cleaned, excerpt, id_of, is_left
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found, Mark, Sense
from notes2anki.parse.signs import CardTag, card_tag, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lead import Lead

SIGNS = ("card",)
_TEXT = (Block.PROSE, Block.CODE, Block.TABLE, Block.HTML)


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line with such a tag."""
    if line.block not in (Block.PROSE, Block.HEADING) or not lead.card:
        return None
    return Mark(Sense.QUESTION, lead.bold or lead.text, "it is tagged as a card", tail=lead.tail)


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the blocks whose last line is tagged, with the block below each as its answer."""
    tags = {
        at: tag
        for at, line in enumerate(lines)
        if line.block in (Block.PROSE, Block.HEADING)
        and not line.depth
        and "card" in line.text
        and (tag := card_tag(line.text))
    }
    known = signs(lines) if tags else None
    done = 0
    for at, tag in tags.items():
        note = _note(lines, at, tag, done, tags) if known and (lines[at].block is Block.PROSE or known.blocks) else None
        if note:
            yield note
        done = note.end if note else at + 1


def _note(lines: Sequence[Line], at: int, tag: CardTag, done: int, tags: dict[int, CardTag]) -> Found | None:
    start, end = _front(lines, at, tag, done), _answer(lines, at, tags)
    own = [cleaned(line.text)[0] for line in lines[start:at]]
    front = "\n".join(filter(None, (*own, tag.text)))
    below = next((n for n in range(at + 1, end) if not lines[n].blank), end)
    answer = excerpt(lines[below:end])
    if not front or not answer:
        return None
    left = after_left(lines, end)
    form = Form.REVERSED if tag.way == "reverse" else Form.BASIC
    return Found(
        start, left, front, answer, form, end - 1, "it is tagged as a card", id_of(lines[start:left]), tag.tags
    )


def _front(lines: Sequence[Line], at: int, tag: CardTag, done: int) -> int:
    """Return the first line of the block that ends with the tag; a tag alone may stand below a heading."""
    start = at
    while (
        lines[at].block is Block.PROSE
        and start > done
        and lines[start - 1].block in _TEXT
        and not is_left(lines[start - 1])
    ):
        start -= 1
    heading = start == at and not tag.text and at > done and lines[at - 1].block is Block.HEADING
    return at - 1 if heading else start


def _answer(lines: Sequence[Line], at: int, tags: dict[int, CardTag]) -> int:
    """Return the end of the block below a tag; blank lines may stand between."""
    end = at + 1
    while end < len(lines) and lines[end].blank:
        end += 1
    while end < len(lines) and lines[end].block in _TEXT and end not in tags and not is_left(lines[end]):
        end += 1
    return end
