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
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Form
from notes2anki.parse.asking import ends_asking
from notes2anki.parse.excerpt import after_left, blanked, cleaned, id_of
from notes2anki.parse.front import tag_name
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found, Mark
from notes2anki.parse.properties import is_property, take_properties
from notes2anki.parse.signs import deck_tag, decks, signs, unframed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lead import Lead

_SIGN = re.compile(
    r"(?:(?<=\s)|^):(?:->|<->|<-)(?=\s|$)"
    r"|(?:(?<=\s)|^)\?::(?!:)|(?:(?<=\s)|^)::\?(?=\s|$)"
    r"|(?<!:):::?(?![:=])"
)
_REM = re.compile(r"(?<=\s)(?:>>|<<|<>|;;)(?=\s)")
_PROPERTY = re.compile(r"\W{0,3}[\w-]{1,40}::(?=\s)|[(\[][\w -]{1,40}::\s")
_FIELD = re.compile(
    r"(?:tags?|deck|id|alias(?:es)?|title|type|status|created|updated|date|author|source|up|down|same|next|prev(?:ious)?|parent|child(?:ren)?"
    r"|related|extra|collapsed|template|icon|public|filters|url|due|scheduled|deadline|priority|rating|card-[a-z-]+|logseq[.\w-]*|background-color|heading)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_CODE = re.compile(
    r"(?:std|boost|self|Self|crate|super|parent|static|core|alloc|image|include|video|audio|toc|ifn?def|endif)::"
    r"|\w+_\w+:::?|[A-Za-z]\w*[a-z][A-Z]\w*:::?|[^\n]*\w::\w+::"
    r"|[^\n]*:::?(?:[*~]|\w+[(<]|\w+_\w|[a-z]+[A-Z]|(?:class|new|text|before|after|first-l\w+|selection|placeholder|marker)\b)"
    r"|:\w+::\w+:|[0-9a-fA-F]*(?::[0-9a-fA-F]+)+::|[0-9a-fA-F]*\d::\d|[{]::|[\"'“«(]*:::?[\"'”»)]"
)
"""How two words that a sign joins look in code, in addresses and in the names of emoji."""
_JOINED = 60
"""So many characters on each side are looked at."""
_MAY_HOLD = re.compile(r"::|:[<-]|>>|<<|<>|;;")
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"\w")
_TAG = re.compile(r"(?<!\S)#([^\W\d_][\w/-]{0,80})[ \t]*$")
_REMNOTE = (">>", "<<", "<>", ";;")
_BOTH = (":::", ":<->", "<>")
_BACKWARDS = ("::?", ":<-", "<<")


class _Split(NamedTuple):
    """A line that a sign divides; lines are counted from 0."""

    at: int
    sign: str
    front: str
    back: str
    spaced: bool
    """Whether white space stands on a side of the sign."""
    single: bool
    """Whether it is the only sign on its line."""
    joined: str
    """The sign with the words that touch it."""


def mark(line: Line, lead: Lead) -> Mark | None:  # noqa: ARG001 - every dialect is asked so
    """Claim no single line: whether the sign is meant shows in the file."""
    return None


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the lines that are divided into question and answer."""
    known, lines = signs(lines), unframed(lines)
    splits = [
        split
        for at, line in enumerate(lines)
        if line.block is Block.PROSE and _MAY_HOLD.search(line.text) and (split := _split(at, line))
    ]
    if splits:
        yield from _Reader(lines, splits, told=any(known)).notes()


def _split(at: int, line: Line) -> _Split | None:
    shown = blanked(line.text)
    found = list(_SIGN.finditer(shown)) or (list(_REM.finditer(shown)) if line.marker else [])
    if not found:
        return None
    match = next((match for match in found if match[0] == ":::"), found[0])
    front, back = line.text[: match.start()], line.text[match.end() :]
    left, right = _SPACE.split(shown[: match.start()][-_JOINED:])[-1], _SPACE.split(shown[match.end() :][:_JOINED])[0]
    joined = left.lstrip("(*_[") + match[0] + right
    spaced = not left or not right
    return _Split(at, match[0], front.strip(), back.strip(), spaced, len(found) == 1, joined)


class _Reader:
    def __init__(self, lines: Sequence[Line], splits: list[_Split], *, told: bool) -> None:
        self.lines = lines
        self.path: list[tuple[int, str]] = []
        self.running = decks(lines)
        self.told = told
        self.both = any(split.sign in ("?::", "::?") for split in splits)
        self.outline = (
            any(split.sign in (":<->", ":<-") for split in splits) or sum(split.sign == ":->" for split in splits) > 1
        )
        self.remnote = self._remnote(splits)
        self.usual = self._usual(splits)
        self.splits = {split.at: split for split in splits if self._meant(split)}

    # -- whether it is meant --------------------------------------------------------------------------------------

    def _usual(self, splits: Sequence[_Split]) -> bool:
        """Whether enough lines are divided so to take the sign for meant."""
        plain = [
            split
            for split in splits
            if split.sign in ("::", ":::") and self._plausible(split) and not self._is_property(split)
        ]
        clear = [split for split in plain if split.spaced or ends_asking(split.front)]
        fronts = {split.front.casefold() for split in plain}
        if len(fronts) < len(plain):
            return False
        prose = sum(
            line.block is Block.PROSE and blanked(line.text).strip("x#") != "" and not line.text.startswith("#")
            for line in self.lines
        )
        return len(clear) > 1 or (2 * len(plain) >= prose and any(map(_is_whole, plain)) and not _are_names(plain))

    def _remnote(self, splits: Sequence[_Split]) -> bool:
        """Whether items are divided by several signs of RemNote, or by one behind questions."""
        items = [split for split in splits if split.single and self.lines[split.at].marker and self._sided(split)]
        own = {split.sign for split in items if split.sign in _REMNOTE}
        asking = any(split.sign in _REMNOTE and ends_asking(split.front) for split in items)
        several = len(own) > 1 and bool(own & {"<>", ";;"})
        return bool(own) and (several or asking or any(split.sign == "::" and split.spaced for split in items))

    def _meant(self, split: _Split) -> bool:
        line = self.lines[split.at]
        if split.sign in _REMNOTE:
            return self.remnote and split.single and self._sided(split)
        if split.sign.startswith((":-", ":<")):
            return self._sided(split) and bool(line.marker or self.outline or split.sign == ":<->")
        if split.sign in ("?::", "::?"):
            return bool(line.depth) or self._sided(split)
        if not split.front:
            return self.both and bool(line.marker) and split.sign == "::"
        if not self._plausible(split) or (self._is_property(split) and (not self.told or _FIELD.search(split.front))):
            return False
        sure = split.sign == ":::" and split.spaced
        return self.told or self.usual or sure or ((self.both or self.remnote) and bool(line.marker))

    def _sided(self, split: _Split) -> bool:
        return bool(_WORD.search(split.front) and _WORD.search(split.back))

    def _plausible(self, split: _Split) -> bool:
        """Whether both sides say something, and not in a language of computers."""
        if not self._sided(split) or not (split.single or self.told) or split.front.startswith(".. "):
            return False
        typed = split.spaced and _NAME.fullmatch(split.front) and ("->" in split.back or "=>" in split.back)
        return not typed and not _CODE.match(split.joined)

    def _is_property(self, split: _Split) -> bool:
        """Whether a line could be a property of logseq or a field of Dataview: ``key:: value``."""
        return split.sign == "::" and _PROPERTY.match(self.lines[split.at].text) is not None

    # -- notes ----------------------------------------------------------------------------------------------------

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

    def _enter(self, line: Line, split: _Split | None) -> None:
        while self.path and self.path[-1][0] >= line.depth:
            self.path.pop()
        if not split or split.front:
            self.path.append((line.depth, split.front if split else line.text))

    def _note(self, split: _Split) -> Found | None:
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

    def _end(self, split: _Split) -> int:
        """Return the end of the paragraph in the item of a list; elsewhere of the line, with the properties below it."""
        end = split.at + 1
        whole = bool(self.lines[split.at].depth) and not (self.told and split.back)
        while end < len(self.lines) and self.lines[end].block is Block.PROSE and not self.lines[end].first:
            if end in self.splits or not (whole or is_property(self.lines[end].text)):
                break
            end += 1
        return end


def _is_whole(split: _Split) -> bool:
    """Whether a line does not read like a sentence with a name of two parts in it."""
    return split.spaced or ends_asking(split.front) or min(len(split.front.split()), len(split.back.split())) == 1


def _are_names(splits: Sequence[_Split]) -> bool:
    """Whether some lines could be a list of names of two parts, as modules have them."""
    return len(splits) > 1 and all(
        not split.spaced
        and split.front.isidentifier()
        and split.back.isidentifier()
        and (split.front + split.back)[0].isupper()
        for split in splits
    )


def _tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Take the tags off the end of a text."""
    tags: list[str] = []
    while "#" in text and (match := _TAG.search(text)):
        tags.insert(0, tag_name(match[1]))
        text = text[: match.start()].rstrip()
    return text, tuple(tags)
