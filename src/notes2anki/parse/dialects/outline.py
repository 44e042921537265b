"""Items of an outline that a tag makes cards, as logseq has them: what is nested below an item is its answer. Lines such as
``deck:: Optics`` within the item are its properties, at the head of the file they are those of all its notes.

    deck:: Optics

    - Which mirror gathers light? #card
      id:: 6411c0de-0000-4000-8000-000000000001
      - A concave one,
        - with its focus before it.
    - Dioptre #card-bidirectional #unit
      - Reciprocal of the focal length in metres

``collapsed:: true``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import cleaned, excerpt, id_of
from notes2anki.parse.gaps import find_gaps, says_so
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found, Mark, Sense
from notes2anki.parse.properties import is_property, take_properties
from notes2anki.parse.signs import card_tag, deck_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lead import Lead

SIGNS = ("card", "::")
_BOTH = ("reverse", "bidirectional")


def mark(line: Line, lead: Lead) -> Mark | None:  # noqa: ARG001 - every dialect is asked so
    """Claim a line with a property."""
    if line.block is not Block.PROSE or line.marker or not is_property(line.text):
        return None
    return Mark(Sense.FURNITURE, "", "it is a property of a block")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the properties of the file, and the items that are cards."""
    head = _head(lines)
    if head:
        yield head
    path: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if line.block is Block.HEADING:
            path = []
        if not line.marker:
            continue
        while path and path[-1][0] >= line.depth:
            path.pop()
        end = _paragraph(lines, at) if line.block is Block.PROSE else at + 1
        if any(card_tag(other.text) for other in lines[at:end]) and (
            note := _note(lines, at, end, tuple(title for _, title in path))
        ):
            yield note
        tag = card_tag(line.text)
        path.append((line.depth, tag.text if tag else line.text))


def _head(lines: Sequence[Line]) -> Found | None:
    """Read the properties of the file, which stand before anything else."""
    start = next(
        (at for at, line in enumerate(lines) if not line.blank and line.block is not Block.REFERENCE), len(lines)
    )
    end = start
    while (
        end < len(lines) and lines[end].block is Block.PROSE and not lines[end].depth and is_property(lines[end].text)
    ):
        end += 1
    if end == start:
        return None
    _, said = take_properties(line.text for line in lines[start:end])
    return Found(start, end, "", tags=said.tags, deck=said.deck, why="it is a property of the file")


def _paragraph(lines: Sequence[Line], at: int) -> int:
    """Return the end of the text that opens an item."""
    end = at + 1
    while end < len(lines) and lines[end].block is Block.PROSE and not lines[end].first:
        end += 1
    return end


def _note(lines: Sequence[Line], at: int, end: int, within: tuple[str, ...]) -> Found | None:
    texts, said = take_properties(cleaned(line.text)[0].rstrip() for line in lines[at:end])
    tags = [tag for text in texts if (tag := card_tag(text))]
    own = [tag.text if (tag := card_tag(text)) else text for text in texts]
    last = _children(lines, at, end)
    answer = excerpt([_untagged(line) for line in lines[end:last]])
    if not answer:  # then it stands below the question in the item itself
        own, answer = own[:1], "\n".join(own[1:])
    front, deck, _ = deck_tag("\n".join(own).strip())
    if not front or not answer or any(map(says_so, find_gaps(front))):
        return None
    if tags[0].way == "reversed":
        front, answer = answer, front
    form = Form.REVERSED if tags[0].way in _BOTH else Form.BASIC
    inner = next((n for n in range(end, last) if lines[n].marker and card_tag(lines[n].text)), last)
    given = said.id or id_of(lines[at:inner])
    return Found(
        at, inner, front, "\n\n".join(filter(None, (answer, said.extra))), form, inner - 1, "its item is tagged as a card", given,
        (*said.tags, *(name for tag in tags for name in tag.tags)), said.deck or deck, within,
    )  # fmt: skip


def _children(lines: Sequence[Line], at: int, end: int) -> int:
    """Return the end of what lies in an item."""
    depth = lines[at].depth
    last = end
    for n in range(end, len(lines)):
        line = lines[n]
        if line.blank:
            continue
        if line.depth < depth or (line.marker and line.depth <= depth):
            break
        last = n + 1
    return last


def _untagged(line: Line) -> Line:
    """Return a line of an answer without the tag of a card of its own, and blank where it is a property."""
    if line.block is not Block.PROSE:
        return line
    if is_property(line.text):
        return line._replace(raw="", text="", block=Block.BLANK)
    tag = card_tag(line.text)
    return line._replace(raw=line.raw.replace(line.text, tag.text), text=tag.text) if tag else line
