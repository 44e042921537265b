"""Question and answer on one line with a sign between them, as obsidian-spaced-repetition, flashcards-obsidian, RemNote,
ankivalenz and logseq have it: ``::`` asks one way and ``:::`` both ways, so do ``:->`` and ``:<->``; ``?::`` and
``::?`` (ankivalenz) say on which side the question stands, and beside them ``::`` asks both ways. An item that opens
with the sign asks about the item or heading above it. RemNote has also ``>>``, ``<<``, ``<>`` and ``;;``.

    - Planets
      - Largest planet ?:: Jupiter
      - Iron oxide ::? What colours Mars?
    - Why is Venus hotter than Mercury?
      - ?:: Its air holds the heat.

    Roots of a tree:::What holds it in the ground
    Age of the oldest pines::Nearly five thousand years

    - Wettest place on land :-> Mawsynram
    - Strait of the Bosporus :<-> Black Sea and Sea of Marmara

    - Isobar :: Line of equal pressure
      - Unit ;; Hectopascal
    - Which wind brings the monsoon? >> The south-west one

Two colons also stand in names of code, in properties and in addresses. They are a sign only where the file has others
of a card tool, or where several lines, or most of them, are written so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.divided import Divided, Split, may_divide
from notes2anki.parse.excerpt import after_left, cleaned, id_of
from notes2anki.parse.front import tag_name
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found
from notes2anki.parse.properties import is_property, take_properties
from notes2anki.parse.signs import deck_tag, decks, signs, unframed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("::", ":<", ":-", ">>", "<<", "<>", ";;")
_TAG = re.compile(r"(?<!\S)#([^\W\d_][\w/-]{0,80})[ \t]*$")
_BOTH = (":::", ":<->", "<>")
_BACKWARDS = ("::?", ":<-", "<<")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the lines that are divided into question and answer."""
    if may_divide(lines):
        yield from _Reader(lines).notes()


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = unframed(lines)
        divided = Divided(self.lines, told=any(signs(lines)))
        self.told, self.both, self.splits = divided.told, divided.both, divided.splits
        self.running = decks(self.lines)
        self.path: list[tuple[int, str]] = []

    def notes(self) -> Iterator[Found]:
        """Go through the lines, keeping in mind in which item of which list they stand."""
        for at, line in enumerate(self.lines):
            if line.block is Block.HEADING:
                self.path = [(0, line.text)]
            split = self.splits.get(at)
            if split and (note := self._note(split)):
                yield note
            if line.marker:
                self._enter(line, split)

    def _enter(self, line: Line, split: Split | None) -> None:
        while self.path and self.path[-1][0] >= line.depth:
            self.path.pop()
        if not split or split.front:
            self.path.append((line.depth, split.front if split else line.text))

    def _note(self, split: Split) -> Found | None:
        line = self.lines[split.at]
        items = [title for depth, title in self.path if 0 < depth < line.depth]
        front, deck, _ = deck_tag(split.front)
        if not front:
            front = items.pop() if items else self.path[0][1] if self.path and line.depth else ""
        end = self._end(split)
        below, said = take_properties(other.text for other in self.lines[split.at + 1 : end])
        back = "\n".join(filter(None, (split.back, *below)))
        left = after_left(self.lines, end)
        back, tags = _tags(cleaned(back)[0].rstrip())
        if split.sign in _BACKWARDS:
            front, back = back, front
        if not front or not back:
            return None
        return Found(
            split.at, left, front, "\n\n".join(filter(None, (back, said.extra))), self._form(split.sign), end - 1,
            f"“{split.sign}” divides it", said.id or id_of(self.lines[split.at : left]), (*said.tags, *tags),
            said.deck or deck or self.running[split.at], tuple(items),
        )  # fmt: skip

    def _form(self, sign: str) -> Form:
        return Form.REVERSED if sign in _BOTH or (sign == "::" and self.both) else Form.BASIC

    def _end(self, split: Split) -> int:
        """Return the end of the paragraph in the item of a list; elsewhere of the line, with the properties below it."""
        end = split.at + 1
        whole = bool(self.lines[split.at].depth) and not (self.told and split.back)
        while end < len(self.lines) and self.lines[end].block is Block.PROSE and not self.lines[end].first:
            if end in self.splits or not (whole or is_property(self.lines[end].text)):
                break
            end += 1
        return end


def _tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the tags off the end of a text."""
    tags: list[str] = []
    while "#" in text and (match := _TAG.search(text)):
        tags.insert(0, tag_name(match[1]))
        text = text[: match.start()].rstrip()
    return text, tuple(tags)
