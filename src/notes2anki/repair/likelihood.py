"""How likely text is that somebody wrote: a cost for each character, and one for each pair of neighbours.

Damage shows as signs glued to letters, capitals behind small letters, and letters side by side that no alphabet has
together; text that was meant has little of it. Costs add up; they are differences of logarithms only in spirit.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from enum import Enum, auto
from functools import cache, lru_cache
from importlib.resources import files

IMPOSSIBLE = 99.0
"""Cost of a character that does not exist."""


class Kind(Enum):
    """What a character is beside its neighbours."""

    SPACE = auto()
    PLAIN = auto()  # ASCII punctuation: stands beside anything
    DIGIT = auto()
    LETTER = auto()
    OPEN = auto()
    CLOSE = auto()
    DASH = auto()
    APOSTROPHE = auto()
    SMALL = auto()  # superscripts, fractions, degrees: behind something, with no letter to follow
    CURRENCY = auto()
    OPERATOR = auto()
    SIGN = auto()  # arrows, boxes, shapes
    PICTURE = auto()
    MARK = auto()  # combines with what stands before it
    SELECTOR = auto()  # VARIATION SELECTOR-16
    KEYCAP = auto()
    JOINER = auto()


_KINDS = {
    **dict.fromkeys("“„«‘‚‹¿¡©§¶#", Kind.OPEN),
    **dict.fromkeys("”»›™®…", Kind.CLOSE),
    **dict.fromkeys("–—―‐‑·•", Kind.DASH),
    "’": Kind.APOSTROPHE,
    **dict.fromkeys("²³¹°½¼¾ªº", Kind.SMALL),
    "\ufe0f": Kind.SELECTOR,
    "\u20e3": Kind.KEYCAP,
    **dict.fromkeys("\u200d\u200c\u200b\u2060\u00ad", Kind.JOINER),
}
_CATEGORIES = {"N": Kind.DIGIT, "L": Kind.LETTER, "Z": Kind.SPACE, "M": Kind.MARK, "C": Kind.SIGN}
_BESIDE_LATIN = {
    "EAST ASIAN",
    "GREEK",
    "MATHEMATICAL",
    "MICRO",
    "DOUBLE-STRUCK",
    "SUBSCRIPT",
    "SUPERSCRIPT",
    "MODIFIER",
}
"""Scripts, or what stands for one in a name, that are written right beside plain Latin letters."""
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC", "KATAKANA-HIRAGANA"}


@cache
def _data() -> tuple[dict[str, float], list[tuple[str, str, float]], dict[str, frozenset[str]], float, str, str]:
    data = tomllib.loads(files(__package__).joinpath("characters.toml").read_text("utf-8"))
    costs: dict[str, float] = {}
    for group in data["group"]:
        for character in group["characters"]:
            costs.setdefault(character, group["cost"])
    ranges = [(each["first"], each["last"], each["cost"]) for each in data["range"]]
    languages: dict[str, set[str]] = {}
    for language, letters in data["alphabets"].items():
        for letter in letters:
            languages.setdefault(letter, set()).add(language)
    return (
        costs,
        ranges,
        {letter: frozenset(known) for letter, known in languages.items()},
        data["rarest"],
        data["never_first"],
        data["words"],
    )


@lru_cache(1 << 14)
def cost(character: str) -> float:
    """How unlikely a character is by itself; ASCII costs nothing, for damage leaves it alone."""
    if character.isascii():
        return 0.0
    costs, ranges, _, rarest, *_ = _data()
    if character in costs:
        return costs[character]
    if unicodedata.category(character) in {"Cn", "Co", "Cs"}:
        return IMPOSSIBLE
    return next((cost for first, last, cost in ranges if first <= character <= last), rarest)


@lru_cache(1 << 14)
def kind(character: str) -> Kind:
    """What a character is; the empty string is the start or the end of a line."""
    if not character or character.isspace():
        return Kind.SPACE
    if character in _KINDS:
        return _KINDS[character]
    category = unicodedata.category(character)
    if category == "Sc":
        return Kind.CURRENCY
    if category[0] in _CATEGORIES:
        return _CATEGORIES[category[0]]
    if character.isascii() or category[0] == "P" or script(character) == "EAST ASIAN":
        return Kind.PLAIN
    if "\u2190" <= character <= "\u21ff" or "\u2300" <= character <= "\u27ff":
        return Kind.SIGN
    return Kind.PICTURE if category == "So" else Kind.OPERATOR


@lru_cache(1 << 14)
def script(character: str) -> str:
    """Script of a letter."""
    if character.isascii():
        return "LATIN"
    first = unicodedata.name(character, "?").split(" ", 1)[0]
    return "EAST ASIAN" if first in _EAST_ASIAN else first


@lru_cache(1 << 16)
def follow(before: str, after: str) -> float:
    """How unlikely two neighbours are, by what they are; the empty string is the start or the end of a line."""
    one, two = kind(before), kind(after)
    if one is Kind.LETTER and two is Kind.LETTER:
        return _letters(before, after)
    if before == "°" and after in {"C", "F"}:
        return 0.0
    if {one, two} == {Kind.LETTER, Kind.DIGIT}:
        return 0.0 if before.isascii() and after.isascii() else 0.5
    if Kind.OPERATOR in {one, two} and any(_in_prose(each) for each in (before, after)):
        return 3.0
    first = 3.0 if two is Kind.LETTER and after in _data()[4] else 0.0
    return first + _PAIRS.get((one, two), 0.0)


@lru_cache(1 << 16)
def alone(before: str, character: str, after: str) -> float:
    """How unlikely a character is as a word of one letter, if that is what it is."""
    if character.isascii() or kind(character) is not Kind.LETTER or script(character) != "LATIN":
        return 0.0
    word = kind(before) is Kind.LETTER or kind(after) is Kind.LETTER or character in _data()[5]
    return 0.0 if word else 3.0


def languages(text: str) -> frozenset[str]:
    """Give the languages that have all letters of a text but at most one; none where languages are mixed."""
    letters = _data()[2]
    known = [letters[character] for character in sorted(set(text)) if character in letters]
    count = Counter(language for some in known for language in some)
    most = max(count.values(), default=0)
    if most < max(2, len(known) - 1):
        return frozenset()
    return frozenset(language for language, number in count.items() if number == most)


@lru_cache(1 << 16)
def foreign(character: str, among: frozenset[str]) -> float:
    """How unlikely a letter is in a text of some languages."""
    known = _data()[2].get(character)
    return 1.5 if known and among and not known & among else 0.0


def _in_prose(character: str) -> bool:
    """Tell a letter of which no formula is made; capitals such as Cyrillic В for volt may stand in one."""
    if kind(character) is not Kind.LETTER or character.isascii() or script(character) in _BESIDE_LATIN:
        return False
    return script(character) == "LATIN" or not character.isupper()


def _letters(before: str, after: str) -> float:
    if before.isascii() and after.isascii():
        return 0.0
    one, two = script(before), script(after)
    if one != two:
        return 2.0 if (before.isascii() or after.isascii()) and {one, two} & _BESIDE_LATIN else 4.0
    odd = 3.0 if before.islower() and after.isupper() else 0.0
    letters = _data()[2]
    if one in {"LATIN", "CYRILLIC"} and not (before.isascii() or after.isascii()):
        known = letters.get(before, frozenset()), letters.get(after, frozenset())
        odd += 0.0 if known[0] & known[1] else 3.5
    return odd


def _pairs() -> dict[tuple[Kind, Kind], float]:
    letter, space, plain, digit = Kind.LETTER, Kind.SPACE, Kind.PLAIN, Kind.DIGIT
    signs = [
        Kind.SIGN,
        Kind.OPERATOR,
        Kind.PICTURE,
        Kind.CURRENCY,
        Kind.SMALL,
        Kind.CLOSE,
        Kind.OPEN,
        Kind.DASH,
        Kind.APOSTROPHE,
    ]
    table = {(one, two): 1.5 for one in signs for two in signs if one is not two}
    table |= {(one, one): 0.5 for one in signs}
    table |= {(letter, two): 1.0 for two in signs} | {(one, letter): 1.0 for one in signs}
    table |= {
        (letter, Kind.OPEN): 3.0,
        (letter, Kind.CLOSE): 0.3,
        (letter, Kind.APOSTROPHE): 0.0,
        (letter, Kind.DASH): 0.4,
        (letter, Kind.CURRENCY): 3.0,
        (letter, Kind.SMALL): 1.0,
        (Kind.OPEN, letter): 0.0,
        (Kind.APOSTROPHE, letter): 0.0,
        (Kind.DASH, letter): 0.4,
        (Kind.CLOSE, letter): 3.0,
        (Kind.SMALL, letter): 3.0,
        (Kind.CURRENCY, letter): 2.0,
        (Kind.CLOSE, digit): 2.0,
        (Kind.CLOSE, Kind.CLOSE): 0.3,
        (Kind.OPEN, Kind.OPEN): 0.3,
        (Kind.OPEN, space): 1.0,
        (space, Kind.CLOSE): 1.0,
        (digit, Kind.SELECTOR): -1.0,
        (plain, Kind.SELECTOR): 0.0,
        (letter, Kind.SELECTOR): 5.0,
        (space, Kind.SELECTOR): 5.0,
        (Kind.SELECTOR, Kind.KEYCAP): -1.0,
        (space, Kind.KEYCAP): 4.0,
        (letter, Kind.KEYCAP): 4.0,
        (Kind.PICTURE, Kind.JOINER): -3.0,
        (Kind.SELECTOR, Kind.JOINER): -3.0,
        (space, Kind.MARK): 4.0,
        (plain, Kind.MARK): 4.0,
    }
    table |= {(one, Kind.MARK): 4.0 for one in signs}
    return table


_PAIRS = _pairs()
