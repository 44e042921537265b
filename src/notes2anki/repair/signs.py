"""Where text bears the signs of damage: a quick look at the whole of it, before anything is weighed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from notes2anki.repair.likelihood import cost, follow
from notes2anki.repair.tables import CODECS, codec

if TYPE_CHECKING:
    from collections.abc import Iterable

_ODD = 3.0
"""Cost of two neighbours from which on they are looked at."""
_UKRAINIAN = "ёіїєґўЁІЇЄҐЎ"
"""Letters that are common in Cyrillic text, and continue a sequence all the same."""
_BOX = "─-▟"


def bears_signs(text: str) -> bool:
    """Tell whether any place in a text may be damaged."""
    return not text.isascii() and bool(_adjacent().search(text)) and bool(signs().search(text))


@cache
def signs() -> re.Pattern[str]:
    """Make the pattern of the places that may be damaged.

    Each is a lead and a tail, as bytes that begin and continue a sequence look in one of the encodings, in company that
    is odd for both: the two themselves, two tails in a row, a capital inside a word, or a box drawing at a letter.
    """
    odd_tails: dict[str, set[str]] = {}
    ways = []
    for name in CODECS:
        tails = _characters(name, 0x80, 0xBF)
        for lead in _characters(name, 0xC2, 0xF4):
            odd = {tail for tail in tails if cost(lead) + cost(tail) + follow(lead, tail) >= _ODD}
            odd_tails.setdefault(lead, set()).update(tail for tail in odd if not _is_box(lead + tail))
        ways.append(f"(?<={_any(_characters(name, 0xE0, 0xF4))}){_any(tails, _UKRAINIAN)}{_any(tails)}")
    leads_by_tails: dict[str, list[str]] = {}
    for lead, odd in odd_tails.items():
        leads_by_tails.setdefault("".join(sorted(odd)), []).append(lead)
    ways += [f"(?<={_any(leads)}){_any(beside)}" for beside, leads in sorted(leads_by_tails.items()) if beside]
    ways.append(f"(?<=[a-z]{_any([lead for lead in odd_tails if lead.isupper()])}).")
    ways += [f"(?<=[A-Za-z][{_BOX}])[{_BOX}]", f"(?<=[{_BOX}])[{_BOX}](?=[a-z])"]
    return re.compile(f"{_adjacent().pattern}(?:{'|'.join(ways)})")


@cache
def _adjacent() -> re.Pattern[str]:
    """Make the pattern of any lead beside any tail: it is quickly made, and enough for most text."""
    leads = {character for name in CODECS for character in _characters(name, 0xC2, 0xF4)}
    tails = {character for name in CODECS for character in _characters(name, 0x80, 0xBF)}
    return re.compile(f"{_any(leads)}(?={_any(tails)})")


def _characters(name: str, first: int, last: int) -> list[str]:
    return [character for character, byte in codec(name).bytes_of.items() if first <= byte <= last]


def _is_box(pair: str) -> bool:
    return all("─" <= character <= "▟" for character in pair)


def _any(characters: Iterable[str], but: str = "") -> str:
    return f"[{re.escape(''.join(sorted(set(characters) - set(but))))}]"
