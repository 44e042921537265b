"""Where text bears the signs of damage: a quick look at the whole of it, before anything is weighed."""

from __future__ import annotations

import re
from functools import cache

from notes2anki.repair.likelihood import cost, follow
from notes2anki.repair.tables import CODECS, codec

_ODD = 3.0
"""Cost of two neighbours from which on they are looked at."""
_UKRAINIAN = "ёіїєґўЁІЇЄҐЎ"
"""Letters that are common in Cyrillic text, and continue a sequence all the same."""


@cache
def signs() -> re.Pattern[str]:
    """Make the pattern of the places that may be damaged: what every sequence of misread bytes holds."""
    tails_of: dict[str, set[str]] = {}
    long = []
    for name in CODECS:
        table = codec(name).bytes_of
        tails = [character for character, byte in table.items() if byte < 0xC0]
        for lead in (character for character, byte in table.items() if 0xC2 <= byte <= 0xF4):
            odd = {
                tail
                for tail in tails
                if cost(lead) + cost(tail) + follow(lead, tail) >= _ODD and not _boxes(lead, tail)
            }
            tails_of.setdefault(lead, set()).update(odd)
        leads = "".join(character for character, byte in table.items() if 0xE0 <= byte <= 0xF4)
        long.append(f"{_any(leads)}{_any(''.join(tails), _UKRAINIAN)}{_any(''.join(tails))}")
    leads_of: dict[str, list[str]] = {}
    for lead, odd_tails in tails_of.items():
        leads_of.setdefault("".join(sorted(odd_tails)), []).append(lead)
    pairs = [_any("".join(sorted(leads))) + _any(tails) for tails, leads in sorted(leads_of.items()) if tails]
    capitals = "".join(sorted(lead for lead in tails_of if lead.isupper()))
    every_tail = "".join(
        character for name in CODECS for character, byte in codec(name).bytes_of.items() if byte < 0xC0
    )
    inside = f"(?<=[a-z]){_any(capitals)}{_any(every_tail)}"
    glued = "[─-▟](?<=[A-Za-z].)[│-▟]|[─-▟][│-▟](?=[a-z])"
    return re.compile("|".join([*pairs, *long, inside, glued]))


def _boxes(one: str, two: str) -> bool:
    return "─" <= one <= "▟" and "─" <= two <= "▟"


def _any(characters: str, but: str = "") -> str:
    return f"[{re.escape(''.join(sorted(set(characters) - set(but))))}]"
