"""One colour for each section, the same on the cards and on the map."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Twelve OKLCH hues, 30 degrees apart, all of relative luminance 0.235: a contrast of at least 3.5 to white and to every
# night background of Anki and AnkiDroid (#2c2c2c, #303030, #000000), so that a dot or a line in them is seen on all.
PALETTE = (
    "#df576a",
    "#da611b",
    "#b57900",
    "#918801",
    "#509611",
    "#03986e",
    "#009595",
    "#0091b7",
    "#3186e9",
    "#8176ea",
    "#b166d1",
    "#d15aa3",
)
_STRIDE = 5  # no divisor of twelve, so all colours are tried; and neighbours in the notes are far apart in hue


def section_hues(sections: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], str]:
    """Give each section, named by its titles from the outermost in, a colour as ``#rrggbb``.

    A section takes the colour that its titles choose, so that it keeps it while the notes around it change; where an
    earlier section has it already, the next free one. When all twelve are taken, they are handed out once more.
    """
    hues: dict[tuple[str, ...], str] = {}
    free: set[int] = set()
    for section in sections:
        if section in hues:
            continue
        free = free or set(range(len(PALETTE)))
        index = hashlib.sha256("\x1f".join(section).encode("utf-8", "replace")).digest()[0] % len(PALETTE)
        while index not in free:
            index = (index + _STRIDE) % len(PALETTE)
        free.remove(index)
        hues[section] = PALETTE[index]
    return hues
