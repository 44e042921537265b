"""What a stretch of damaged text may have been, under one encoding.

The characters beyond ASCII are turned back into bytes and read as UTF-8, step by step: a complete sequence, a sequence
that lost a byte which the encoding does not define, or a character that is kept because it was never damaged. Of all
ways through a stretch, the one is taken whose text is likeliest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from notes2anki.repair.likelihood import IMPOSSIBLE, alone, cost, follow, foreign
from notes2anki.repair.tables import codec, length

if TYPE_CHECKING:
    import re

_STEP = 0.3
"""Cost of each sequence: of two readings the one that changes less is taken, all else being equal."""
_LOST = 2.0
"""Cost of each byte that is supposed to have been lost."""
_CLEAR = 0.9
"""By how much the likeliest of several characters must lead for a guess to be one."""
_AMISS = 3.0
"""Cost of two neighbours of which one must be damaged."""
_LONGEST = 2000
"""Characters of one stretch up to which every way through it is tried; of longer ones all that can be read is read."""


@dataclass(frozen=True, slots=True)
class Lens:
    """How text is looked at: under which encoding, with which languages in mind, with or without lost bytes."""

    encoding: str
    languages: frozenset[str]
    lossy: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch read anew: `saved` is how much likelier its text is than what stood there.

    `open` tells that a lost byte had to be guessed and could as well be another, or that a letter which is strange to
    the language could as well be what is left of one that is not. `half` tells that a character does not go with what
    is around it now, so that more is damaged than could be read.
    """

    text: str
    saved: float
    open: bool
    half: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One character, and how many of the damaged text it stands for; `price` is without its neighbours."""

    size: int
    character: str
    price: float
    open: bool = False
    kept: bool = False


def likelihood(before: str, stretch: str, after: str) -> float:
    """Cost of a stretch between its neighbours."""
    total, last = 0.0, before
    for character, following in zip(stretch, [*stretch[1:], after], strict=True):
        total += cost(character) + follow(last, character) + alone(last, character, following)
        last = character
    return total + follow(last, after)


@lru_cache(1 << 16)
def read_stretch(before: str, stretch: str, after: str, lens: Lens) -> Reading:
    """Give the likeliest reading of a stretch that stands between two ASCII characters, or none."""
    worth = likelihood(before, stretch, after)
    if len(stretch) > _LONGEST:
        text = decode_all(stretch, lens.encoding)
        return Reading(text, worth - likelihood(before, text, after), open=False, half=False)
    steps = _likeliest(before, stretch, after, lens)
    text = "".join(step.character for step in steps)
    changes = sum(step.price - cost(step.character) for step in steps)
    return Reading(
        text,
        worth - likelihood(before, text, after) - changes,
        any(step.open for step in steps),
        _half(before, steps, after),
    )


@lru_cache(1 << 8)
def decode_all(text: str, encoding: str) -> str:
    """Read every complete sequence as what it says, likely or not."""
    table = codec(encoding)

    def decoded(match: re.Match[str]) -> str:
        return _decoded(bytes(table.bytes_of[character] for character in match[0])) or match[0]

    return table.sequence.sub(decoded, text)


def _likeliest(before: str, stretch: str, after: str, lens: Lens) -> list[_Step]:
    """Find the cheapest way from the start of a stretch to its end, by dynamic programming."""
    size = len(stretch)
    costs = [0.0] + [float("inf")] * size
    lasts = [before] + [""] * size
    came: list[_Step | None] = [None] * (size + 1)
    for start in range(size):
        for step in _steps(stretch[start : start + 4], lasts[start], lens):
            end = start + step.size
            total = costs[start] + step.price + follow(lasts[start], step.character)
            if step.kept:  # of what is read anew, what follows is not known yet
                total += alone(lasts[start], step.character, stretch[end] if end < size else after)
            if total < costs[end]:
                costs[end], lasts[end], came[end] = total, step.character, step
    way: list[_Step] = []
    place = size
    while step_back := came[place]:
        way.append(step_back)
        place -= step_back.size
    return way[::-1]


def _half(before: str, steps: list[_Step], after: str) -> bool:
    around = [before, *(step.character for step in steps), after]
    for one, step, two in zip(around, steps, around[2:], strict=False):
        if alone(one, step.character, two) >= _AMISS:
            return True
        if step.kept and max(follow(one, step.character), follow(step.character, two)) >= _AMISS:
            return True
    return False


@lru_cache(1 << 16)
def _steps(window: str, before: str, lens: Lens) -> tuple[_Step, ...]:
    """What may begin at the start of a window of four characters."""
    table = codec(lens.encoding)
    price = cost(window[0]) + foreign(window[0], lens.languages)
    match = table.sequence.match(window)
    if not match:
        return (_Step(1, window[0], price, kept=True),)
    have = bytes(table.bytes_of[character] for character in match[0])
    wanted = length(have[0])
    cut = _guess(have[:1], wanted, before, "", lens) if foreign(window[0], lens.languages) else None
    native = cut is not None and not foreign(cut.character, lens.languages)
    found = [_Step(1, window[0], price, open=native, kept=True)]
    if len(have) == wanted and (character := _decoded(have)):
        found.append(_Step(wanted, character, cost(character) + foreign(character, lens.languages) + _STEP))
    if lens.lossy:
        for size in range(1, min(len(have), wanted - 1) + 1):
            step = _guess(have[:size], wanted, before, window[size : size + 1], lens)
            found += [step] if step else []
    return tuple(found)


def _guess(have: bytes, wanted: int, before: str, after: str, lens: Lens) -> _Step | None:
    """Put bytes that the encoding does not define where they may have been, and take the likeliest character."""
    ranked = []
    for character in _completed(have, wanted, lens.encoding):
        price = cost(character) + foreign(character, lens.languages)
        beside = follow(before, character) + (follow(character, after) if after.isascii() else 0.0)
        ranked.append((price + beside, character, price))
    if not ranked:
        return None
    ranked.sort()
    _, character, price = ranked[0]
    is_open = len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _CLEAR
    return _Step(len(have), character, price + _STEP + _LOST * (wanted - len(have)), open=is_open)


@lru_cache(1 << 14)
def _completed(have: bytes, wanted: int, encoding: str) -> tuple[str, ...]:
    """Give the characters that a sequence may have been before some of its bytes were lost."""
    if wanted > 2 * len(have):  # too little is left to guess from
        return ()
    candidates = {have}
    for _ in range(wanted - len(have)):
        candidates = {
            some[:place] + bytes([byte]) + some[place:]
            for some in candidates
            for place in range(1, len(some) + 1)
            for byte in codec(encoding).lost
        }
    return tuple(sorted({_decoded(candidate) for candidate in candidates} - {""}))


@lru_cache(1 << 14)
def _decoded(sequence: bytes) -> str:
    """Give the one character of a UTF-8 sequence, or nothing."""
    try:
        text = sequence.decode()
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 and cost(text) < IMPOSSIBLE else ""
