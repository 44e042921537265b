"""Which lines a sign divides into question and answer, and whether it is meant so: two colons also stand in names of code, in
properties and in addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.asking import ends_asking
from notes2anki.parse.excerpt import blanked
from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = re.compile(
    r"(?:(?<=\s)|^):(?:->|<->|<-)(?=\s|$)"
    r"|(?:(?<=\s)|^)\?::(?!:)|(?:(?<=\s)|^)::\?(?=\s|$)"
    r"|(?<!:):::?(?![:=])"
)
_REM = re.compile(r"(?<=\s)(?:>>|<<|<>|;;)(?=\s)")
_PROPERTY = re.compile(r"\W{0,3}[\w-]{1,40}::(?=\s)|[(\[][\w -]{1,40}::\s")
_FIELD = re.compile(
    r"\b(?:tags?|deck|id|alias(?:es)?|title|type|status|created|updated|date|author|source|up|down|same|next|prev(?:ious)?|parent|child(?:ren)?"
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
_REMNOTE = (">>", "<<", "<>", ";;")


class Split(NamedTuple):
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


def may_divide(lines: Sequence[Line]) -> bool:
    """Whether any line has one of the signs at all."""
    return any(_MAY_HOLD.search(line.text) for line in lines)


class Divided:
    """The lines of a file that a sign divides and is meant to."""

    def __init__(self, lines: Sequence[Line], *, told: bool) -> None:
        self.lines, self.told = lines, told
        splits = [
            split
            for at, line in enumerate(lines)
            if line.block is Block.PROSE and _MAY_HOLD.search(line.text) and (split := _split(at, line))
        ]
        self.both = any(split.sign in ("?::", "::?") for split in splits)
        """Whether the file is one of ankivalenz."""
        arrows = [split.sign for split in splits if split.sign.startswith((":-", ":<"))]
        self.outline = len(arrows) > 1 or bool({":<->", ":<-"} & {*arrows})
        self.remnote = self._remnote(splits)
        self.usual = self._usual(splits)
        self.splits = {split.at: split for split in splits if self._meant(split)}
        """By line, counted from 0."""

    def _usual(self, splits: Sequence[Split]) -> bool:
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

    def _remnote(self, splits: Sequence[Split]) -> bool:
        """Whether items are divided by several signs of RemNote, or by one behind questions."""
        items = [split for split in splits if split.single and self.lines[split.at].marker and self._sided(split)]
        own = {split.sign for split in items if split.sign in _REMNOTE}
        asking = any(split.sign in _REMNOTE and ends_asking(split.front) for split in items)
        several = len(own) > 1 and bool(own & {"<>", ";;"})
        return bool(own) and (several or asking or any(split.sign == "::" and split.spaced for split in items))

    def _meant(self, split: Split) -> bool:
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

    def _sided(self, split: Split) -> bool:
        return bool(_WORD.search(split.front) and _WORD.search(split.back))

    def _plausible(self, split: Split) -> bool:
        """Whether both sides say something, and not in a language of computers."""
        if not self._sided(split) or not (split.single or self.told) or split.front.startswith(".. "):
            return False
        typed = split.spaced and _NAME.fullmatch(split.front) and ("->" in split.back or "=>" in split.back)
        return not typed and not _CODE.match(split.joined)

    def _is_property(self, split: Split) -> bool:
        """Whether a line could be a property of logseq or a field of Dataview: ``key:: value``."""
        return split.sign == "::" and _PROPERTY.match(self.lines[split.at].text) is not None


def _split(at: int, line: Line) -> Split | None:
    shown = blanked(line.text)
    found = list(_SIGN.finditer(shown)) or (list(_REM.finditer(shown)) if line.marker else [])
    if not found:
        return None
    match = next((match for match in found if match[0] == ":::"), found[0])
    front, back = line.text[: match.start()], line.text[match.end() :]
    left, right = _SPACE.split(shown[: match.start()][-_JOINED:])[-1], _SPACE.split(shown[match.end() :][:_JOINED])[0]
    joined = left.lstrip("(*_[") + match[0] + right
    spaced = not left or not right
    return Split(at, match[0], front.strip(), back.strip(), spaced, len(found) == 1, joined)


def _is_whole(split: Split) -> bool:
    """Whether a line does not read like a sentence with a name of two parts in it."""
    return split.spaced or ends_asking(split.front) or min(len(split.front.split()), len(split.back.split())) == 1


def _are_names(splits: Sequence[Split]) -> bool:
    """Whether some lines could be a list of names of two parts, as modules have them."""
    return len(splits) > 1 and all(
        not split.spaced
        and split.front.isidentifier()
        and split.back.isidentifier()
        and (split.front + split.back)[0].isupper()
        for split in splits
    )
