"""What a stretch of damaged text may have been, under one encoding.

The characters beyond ASCII are turned back into bytes and read as UTF-8, step by step: a complete sequence, a sequence
that lost a byte which the encoding does not define, or a character that is kept because it was never damaged. Of all
ways through a stretch, the one is taken whose text is likeliest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from notes2anki.repair.likelihood import IMPOSSIBLE, cost, follow
from notes2anki.repair.tables import codec, length

_STEP = 0.3
"""Cost of each sequence: of two readings the one that changes less is taken, all else being equal."""
_LOST = 3.0
"""Cost of each byte that is supposed to have been lost."""
_CLEAR = 0.9
"""By how much the likeliest of several characters must lead for a guess to be one."""
_AMISS = 3.0
"""Cost of two neighbours of which one must be damaged."""
_LONGEST = 2000
"""Characters of one stretch in which lost bytes are still looked for, and every way is tried."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch read anew: `saved` is how much likelier its text is than what stood there.

    `lost` counts the bytes that were guessed; `open` tells that one of the guesses could as well be another. `half`
    tells that a character which was kept does not go with what is around it now, so that it is damaged too.
    """

    text: str
    saved: float
    lost: int = 0
    open: bool = False
    half: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    size: int
    character: str
    lost: int = 0
    open: bool = False

    @property
    def kept(self) -> bool:
        return self.size == 1 and not self.lost


def likelihood(before: str, stretch: str, after: str) -> float:
    """Cost of a stretch between its neighbours."""
    total, last = 0.0, before
    for character in stretch:
        total += cost(character) + follow(last, character)
        last = character
    return total + follow(last, after)


@lru_cache(1 << 14)
def read_stretch(before: str, stretch: str, after: str, encoding: str, *, lossy: bool) -> Reading:
    """Give the likeliest reading of a stretch that stands between two ASCII characters, or none."""
    if len(stretch) > _LONGEST:
        text = decode_all(stretch, encoding)
        return Reading(text, likelihood(before, stretch, after) - likelihood(before, text, after))
    size = len(stretch)
    costs = [0.0] + [float("inf")] * size
    lasts = [before] + [""] * size
    steps: list[_Step | None] = [None] * (size + 1)
    for start in range(size):
        for step in (_Step(1, stretch[start]), *_steps(stretch[start : start + 4], encoding, lasts[start], lossy=lossy)):
            price = cost(step.character) + follow(lasts[start], step.character) + _LOST * step.lost
            total = costs[start] + price + (0.0 if step.kept else _STEP)
            if total < costs[start + step.size]:
                costs[start + step.size], lasts[start + step.size], steps[start + step.size] = total, step.character, step
    taken: list[_Step] = []
    end = size
    while step := steps[end]:
        taken.append(step)
        end -= step.size
    taken.reverse()
    return Reading(
        "".join(step.character for step in taken),
        likelihood(before, stretch, after) - costs[size] - follow(lasts[size], after),
        sum(step.lost for step in taken),
        any(step.open for step in taken),
        _half(before, taken, after),
    )


def _half(before: str, taken: list[_Step], after: str) -> bool:
    around = [before, *(step.character for step in taken), after]
    return any(
        step.kept and (follow(around[place], step.character) >= _AMISS or follow(step.character, around[place + 2]) >= _AMISS)
        for place, step in enumerate(taken)
    )


def decode_all(text: str, encoding: str) -> str:
    """Read every complete sequence as what it says, likely or not."""
    table = codec(encoding)

    def decoded(match: re.Match[str]) -> str:
        return _decoded(bytes(table.bytes_of[character] for character in match[0])) or match[0]

    return table.sequence.sub(decoded, text)


@lru_cache(1 << 14)
def _steps(window: str, encoding: str, before: str, *, lossy: bool) -> tuple[_Step, ...]:
    """What may begin at the start of a window of four characters."""
    table = codec(encoding)
    match = table.sequence.match(window)
    if not match:
        return ()
    have = bytes(table.bytes_of[character] for character in match[0])
    wanted = length(have[0])
    found = []
    if len(have) == wanted and (character := _decoded(have)):
        found.append(_Step(wanted, character))
    if lossy:
        for size in range(1, min(len(have), wanted - 1) + 1):
            if wanted - size <= (2 if wanted == 4 else 1) and (step := _guess(have[:size], wanted - size, table.lost, before, window[size : size + 1])):
                found.append(step)
    return tuple(found)


def _guess(have: bytes, missing: int, lost: bytes, before: str, after: str) -> _Step | None:
    """Put bytes that the encoding does not define where they may have been, and take the likeliest character."""
    candidates = {have}
    for _ in range(missing):
        candidates = {
            some[:place] + bytes([byte]) + some[place:] for some in candidates for place in range(1, len(some) + 1) for byte in lost
        }
    ranked = sorted(
        (cost(character) + follow(before, character) + (follow(character, after) if after.isascii() else 0.0), character)
        for character in {_decoded(candidate) for candidate in candidates}
        if character
    )
    if not ranked:
        return None
    near = len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _CLEAR
    return _Step(len(have), ranked[0][1], missing, near)


def _decoded(sequence: bytes) -> str:
    """Give the one character of a UTF-8 sequence, or nothing."""
    try:
        text = sequence.decode()
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 and cost(text) < IMPOSSIBLE else ""
