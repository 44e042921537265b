"""Which written forms name one concept: acronyms and what they stand for, and names that a text says are the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.link.lists import one_of, table
from notes2anki.link.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SINGLE = 8
"""Letters of one word from which it may be all that an acronym stands for: ``Bruttoinlandsprodukt``."""
SKIPPED = 3
"""Letters of the longest word that may be left out of an acronym."""
REACH = 120
"""Characters before an acronym in which its words are looked for."""

_SAYS = table("aliases")
_STANDS_FOR = sorted(_SAYS["stands_for"])
_ALSO_CUES = sorted(_SAYS["also_called"])
"""What a text must hold for the pattern of that name to be tried, in small letters; nearly none does."""
_CAPITALS = re.compile(r"[A-Z][\w-]{0,10}[A-Z0-9]")
_ACRONYM = r"([A-Z][\w-]{0,10}[A-Z0-9]s?)"

_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_CLAUSE = re.compile(r"[.;!?:]\s|\n")
_STANDS = re.compile(rf"\b{_ACRONYM},?\s+(?:{one_of(_STANDS_FOR)})\s+(?=[\"“']?([^.:;\n(\"”]{{4,80}}))")
_LISTED = re.compile(rf"^\W{{0,6}}{_ACRONYM}\s*(?::|=|\||\s[–—-]|,)\s+([^\W\d_][^.:;\n(|]{{3,80}})", re.MULTILINE)
_IN_SHORT = re.compile(
    rf",\s(?:(?:{one_of(_SAYS['in_short'] | _SAYS['also_called'])})\s{_ACRONYM}(?=[\s,.;)])|{_ACRONYM}\s(?:{one_of(_SAYS['for_short'])})\b)"
)

_ALSO = re.compile(
    rf",?\s(?:\(\s?)?(?:{one_of(_SAYS['also_called'])})\s+[\"“']?([^.,:;()\n\"”]{{2,60}})", re.IGNORECASE
)
_NAME = re.compile(r"[^.,:;()\n]{2,60}$")
_TWIN = re.compile(r"([^\W\d_][\w-]{0,40}) ([^\W\d_][\w-]{3,40}) ?\($")
_ARTICLE = re.compile(rf"^.*\b(?:{one_of(_SAYS['articles'])})\s+", re.IGNORECASE)
_EDGES = " ,*_`\"'“”"


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
        yield from _bracketed(_clause_before(text, match.start()), match[1])
    if not _CAPITALS.search(text):
        return
    for match in _STANDS.finditer(text) if any(cue in text for cue in _STANDS_FOR) else ():
        yield from _spelled_out(match[1], match[2], sure=True)
    for match in _LISTED.finditer(text):
        yield from _spelled_out(match[1], match[2], sure=False)
    for match in _IN_SHORT.finditer(text):
        short = match[1] or match[2]
        long = expansion(short, _last_words(short, _clause_before(text, match.start())))
        if long:
            yield short, long


def _clause_before(text: str, end: int) -> str:
    return _CLAUSE.split(text[max(0, end - REACH) : end].rstrip())[-1]


def _last_words(short: str, text: str) -> str:
    """As many words at the end of a text as a short form may stand for."""
    return " ".join(text.split()[-_most_words(short) :])


def _most_words(short: str) -> int:
    return min(len(short) + 5, len(short) * 2)


def _bracketed(before: str, inside: str) -> Iterator[tuple[str, str]]:
    """A short form behind its expansion, or before it: ``inside`` is what stands in brackets."""
    whole, inside = inside.strip(_EDGES), re.split(r"[,;]", inside)[0].strip(_EDGES)
    words = before.split()
    last = words[-1].strip(_EDGES) if words else ""
    if is_short(inside) and last:
        long = expansion(inside, _last_words(inside, before))
        if long:
            yield inside, long
    elif is_short(last) and any(map(str.isupper, last)):
        parts = whole.split()
        single = len(parts) == 1 and last.isupper() and len(whole) >= SINGLE
        if len(parts) > 1 and spelled(last, parts) == len(parts):
            yield last, whole
        elif (len(inside.split()) > 1 or single) and (long := expansion(last, inside)) and (single or " " in long):
            yield last, long


def is_short(text: str) -> bool:
    """Whether a text has the shape of a short form: two to ten characters, letters among them."""
    return 2 <= len(text) <= 10 and text.count(" ") <= 1 and text[0].isalnum() and any(map(str.isalpha, text))


def expansion(short: str, text: str) -> str | None:
    """The shortest end of `text` whose letters hold those of `short` in order, the first at the start of a word.

    That word is no article: ``Treaty on the Functioning`` is behind TF.
    """
    letters = _letters(text)
    at = len(text)
    for place, letter in enumerate(reversed(_letters(short))):
        if not letter.isalnum():
            continue
        first = place == len(short) - 1
        at -= 1
        while at >= 0 and (letters[at] != letter or (first and not _starts_name(text, at))):
            at -= 1
        if at < 0:
            return None
    start = at if text[at - 1 : at] in {"'", "’"} else text.rfind(" ", 0, at + 1) + 1
    long = text[start:].strip(_EDGES)
    words = long.split()
    if len(long) <= len(short) or len(words) > _most_words(short) or short.casefold() in map(str.casefold, words):
        return None
    return long


def _letters(text: str) -> str:
    """A text without case and accents, its characters in their places."""
    if text.isascii():
        return text.lower()
    return "".join((fold(character) or " ")[0] for character in text)


def _starts_name(text: str, at: int) -> bool:
    word = text[at:].partition(" ")[0]
    return not (at and text[at - 1].isalnum()) and word.casefold() not in _SAYS["articles"]


def spelled(short: str, words: Sequence[str], *, inner: bool = True) -> int:
    """How many of the first words a short form is made of, 0 if it is not made of them.

    Every word but short ones gives its first letter. Where these do not do and with `inner`, letters within may follow it.
    """
    letters = _letters(short)
    parts = [(count, part) for count, word in enumerate(words, 1) for part in re.split(r"[-/]", word) if part]
    for deep in (False, True) if inner else (False,):
        reached = {0}
        for count, part in parts:
            reached = {more for done in reached for more in _taken(letters, done, part.strip(_EDGES), deep=deep)}
            if len(letters) in reached:
                return count
    return 0


def _taken(letters: str, done: int, part: str, *, deep: bool) -> Iterator[int]:
    """How many letters may be done after a word, if so many are before it."""
    if done and len(part) <= SKIPPED and part.islower():
        yield done
    at = 1 if part[1:2].isupper() and part[:1].islower() else 0  # ``eXtensible``
    written = _letters(part)
    while done < len(letters) and at >= 0 and written[at : at + 1] == letters[done]:
        done += 1
        yield done
        at = written.find(letters[done], at + 1) if deep and done < len(letters) else -1


def _spelled_out(short: str, text: str, *, sure: bool) -> Iterator[tuple[str, str]]:
    """The first words of a text that a short form is made of; more than one unless the text is sure to say so."""
    letters = short.removesuffix("s")
    words = text.split()[: _most_words(short)]
    count = spelled(letters, words) if len(letters) > 1 else 0
    if count > 1 or (count and (sure or "-" in words[0]) and len(words[0]) >= SINGLE):
        yield short, " ".join(words[:count]).strip(_EDGES)
