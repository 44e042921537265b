"""Which written forms name one concept: acronyms and what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_CLAUSE = re.compile(r"[.;!?:]\s|\n")
_SHORT = re.compile(r"[^\W_][^\s]*")
_STANDS = re.compile(
    r"\b([A-Z][\w-]{0,10}[A-Z0-9]s?)\s+(?:stands for|is short for|is an? (?:acronym|abbreviation) (?:for|of)|is the (?:acronym|abbreviation) (?:for|of)"
    r"|steht für|sta per|significa|signifie|é a sigla de)\s+(?=[\"“']?([^.:;\n(\"”]{4,80}))"
)
_LISTED = re.compile(
    r"^\W{0,6}([A-Z][\w-]{0,10}[A-Z0-9]s?)\s*(?::|=|\s[–—-]|,)\s+([^\W\d_][^.:;\n(]{3,80})", re.MULTILINE
)

_ALSO = re.compile(
    r",?\s(?:\(\s?)?(?:also (?:known|referred to) as|also called|a\.?k\.?a\.?|auch bekannt als|auch genannt"
    r"|aussi appelée?|anche dett[oa]|anche not[oa] come|también llamad[oa]|também chamad[oa])\s+[\"“']?([^.,:;()\n\"”]{2,60})",
    re.IGNORECASE,
)
_ALSO_CUES = ("also ", "a.k", "aka", "ak.a", "auch ", "aussi ", "anche ", "también ", "também ")
_STANDS_CUES = ("stands", "short for", "acronym", "abbreviation", "steht", "sta per", "signifi", "sigla")
"""What a text must hold for the pattern of that name to be tried, in small letters; nearly none does."""
_NAME = re.compile(r"[^.,:;()\n]{2,60}$")
_TWIN = re.compile(r"([^\W\d_][\w-]{0,40}) ([^\W\d_][\w-]{3,40}) ?\($")
_ARTICLE = re.compile(r"^.*\b(?:an?|the|eine?|der|die|das|une?|les?|la|il|lo|uno|una|o|os|el|los)\s+", re.IGNORECASE)


def other_names(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of names that a text says are the same: ``X, also known as Y`` and ``Residual Connections (Skip Connections)``."""
    lowered = text.lower()
    for match in _ALSO.finditer(text) if any(cue in lowered for cue in _ALSO_CUES) else ():
        name = _NAME.search(text, max(0, match.start() - 60), match.start())
        if name:
            yield _ARTICLE.sub("", name[0]).strip(" *_`"), _ARTICLE.sub("", match[1]).strip(" *_`")
    for brackets in _BRACKETS.finditer(text):
        first, _, noun = brackets[1].partition(" ")
        before = text[max(0, brackets.start() - 90) : brackets.start()].rstrip(" ").casefold()
        if not noun or not before.endswith(noun.casefold()):
            continue
        twin = _TWIN.search(text, max(0, brackets.start() - 90), brackets.start() + 1)
        if twin and noun.casefold() == twin[2].casefold():
            yield f"{first} {noun}", f"{twin[1]} {twin[2]}"


def acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of a short form and what the text says it stands for (Schwartz and Hearst 2003, both ways round)."""
    for match in _BRACKETS.finditer(text):
        before = _CLAUSE.split(text[max(0, match.start() - 200) : match.start()].rstrip())[-1]
        inside = re.split(r"[,;]", match[1])[0].strip(" *_`\"'“”")
        words = before.split()
        if not words:
            continue
        if is_short(inside):
            long = expansion(inside, " ".join(words[-min(len(inside) + 5, len(inside) * 2) :]))
            if long:
                yield inside, long
        elif is_short(words[-1].strip("*_`\"'“”")) and any(map(str.isupper, words[-1])):
            short = words[-1].strip("*_`\"'“”")
            long = expansion(short, inside)
            if long and " " in long:
                yield short, long
    for match in _STANDS.finditer(text) if any(cue in text for cue in _STANDS_CUES) else ():
        yield from _initials(match[1], match[2])
    for match in _LISTED.finditer(text):
        yield from _initials(match[1], match[2])


def is_short(text: str) -> bool:
    """Whether a text has the shape of a short form: two to ten characters, letters among them."""
    return 2 <= len(text) <= 10 and text.count(" ") <= 1 and text[0].isalnum() and any(map(str.isalpha, text))


def expansion(short: str, text: str) -> str | None:
    """The shortest end of `text` whose letters hold those of `short` in order, the first at the start of a word."""
    at = len(text)
    for place, letter in enumerate(reversed(short.casefold())):
        if not letter.isalnum():
            continue
        first = place == len(short) - 1
        at -= 1
        while at >= 0 and (text[at].casefold() != letter or (first and at and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = text[text.rfind(" ", 0, at + 1) + 1 :].strip(" \"'“”*_`")
    words = long.split()
    if (
        len(long) <= len(short)
        or len(words) > min(len(short) + 5, len(short) * 2)
        or short.casefold() in map(str.casefold, words)
    ):
        return None
    return long


def _initials(short: str, text: str) -> Iterator[tuple[str, str]]:
    """The first words of a text whose initials are the short form."""
    letters = short.removesuffix("s").casefold()
    words = text.split()
    parts = [(count, part) for count, word in enumerate(words, 1) for part in word.split("-") if part]
    if len(letters) < 2 or len(parts) < len(letters):
        return
    if all(part[0].casefold() == letter for letter, (_, part) in zip(letters, parts, strict=False)):
        yield short, " ".join(words[: parts[len(letters) - 1][0]]).strip(" ,\"'“”*_`")
