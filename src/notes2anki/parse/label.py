"""Label words before a colon or alone on a line: ``Q3.``, ``Answer:``, ``Réponse :``, ``第3問``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from notes2anki.parse.languages import words

KEYS = (
    "question",
    "followup",
    "answer",
    "explanation",
    "hint",
    "source",
    "note",
    "example",
    "interviewer",
    "candidate",
)
"""Keys of the language files whose words are labels; the first one wins where a word is listed twice."""

_COLONS = (":", "：", "\u3000")
_DASHES = ("-", "–", "—")
_LONE = 40
"""Characters of the longest label that stands alone on its line."""
_MAY_BE_LABEL = re.compile(r"[^\W\d_][^:：\u3000\d.)|]{0,48}[:：\u3000\d.)|]|[QqAa] ?[-–—]")
_OPENING = re.compile(r"[*_]{1,3}(?=[^\s*_])|</?(?:b|strong|i|em|u|p|span)>|[\"“«「『]")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[-–' ’][^\W\d_]+){0,4}")
_JOINTS = re.compile(r"([-–' ’])")
_NUMBER = re.compile(
    r"[ \t]{0,3}(?:[#№.]|no\.?|nr\.?|n[º°]\.?)?[ \t]{0,3}(\d{1,4}(?:[.\-]\d{1,3})*[a-z]?)(?!\w)", re.IGNORECASE
)
_CLOSING = re.compile(
    r"[ \t]{0,3}(?:\([^()\n]{1,60}\))?[ \t]{0,3}(?P<shut>[*_]{1,3}|</(?:b|strong|i|em|u)>)?[ \t]{0,3}"
    r"(?P<mark>[:：\u3000]|[.)\]|](?=[\s*_<]|$)|[-–—](?=[\s*_<])|$)"
    r"[ \t]{0,3}(?P<late>[*_]{1,3}(?=\s|$)|</(?:b|strong|i|em|u)>)?[ \t]*"
)
_COUNTED = re.compile(r"第[ \t]?([0-9０-９一二三四五六七八九十百]{1,4})[ \t]?[問題题问][\s:：.、★☆]{0,9}")


class Label(NamedTuple):
    """A label at the beginning of a line."""

    key: str
    """One of `KEYS`."""
    word: str
    """As written, casefolded: ``q``, ``answer``."""
    mark: str
    """What closes it: ``:``, ``.``, ``)``, a dash; empty where nothing does."""
    number: str
    end: int
    """Where the text goes on behind it."""


def find_label(text: str, start: int, codes: tuple[str, ...], *, marked: bool, letters: bool) -> Label | None:
    """Find the label that stands at a place of a line, where it says what the line is.

    `codes` are the languages of the file; `marked` is whether bold type or an emoji leads up to the place, and `letters`
    whether a letter alone may be a label.
    """
    if counted := _COUNTED.match(text, start):
        return Label("question", "問", ":", counted[1], counted.end())
    at = start
    while match := _OPENING.match(text, at):
        at = match.end()
    if len(text) - at > _LONE and not _MAY_BE_LABEL.match(text, at):
        return None
    label = _longest(text, at, codes)
    if not label or (not letters and not label.mark and not label.number and _is_letter(label.word)):
        return None
    return label if _speaks(label, text, marked=marked or at > start) else None


def _is_letter(word: str) -> bool:
    """Whether a label is a letter, which words of a sign, such as 答, are not."""
    return len(word) == 1 and word.islower()


def _longest(text: str, at: int, codes: tuple[str, ...]) -> Label | None:
    """Return the label of most words at a place that is closed, or followed by its number."""
    first = _WORD.match(text, at)
    if not first or first[0].casefold() not in _first_words(codes):
        return None
    found = _WORDS.match(text, at)
    parts = _JOINTS.split(found[0]) if found else []
    for count in range(len(parts), 0, -2):
        shown = "".join(parts[:count])
        key = _table(codes).get(_plain(shown))
        if key and (label := _close(text, at + len(shown), key, shown)):
            return label
    return None


def _close(text: str, end: int, key: str, shown: str) -> Label | None:
    number = ""
    if match := _NUMBER.match(text, end):
        number, end = match[1], match.end()
    if closing := _CLOSING.match(text, end):
        return Label(key, _plain(shown), closing["mark"], number, closing.end())
    asks = key in ("question", "followup") and (len(shown) > 2 or shown in "Qq")
    return Label(key, _plain(shown), "", number, end) if number and asks and text[end : end + 1].isspace() else None


def _speaks(label: Label, text: str, *, marked: bool) -> bool:
    """Whether a label word says what the line is, and is not just the first word of a sentence or of a title."""
    if label.mark in _COLONS:
        return True
    numbered = bool(label.number)
    match label.key:
        case "question":
            return numbered or (label.word == "q" and label.mark in _DASHES)
        case "answer":
            alone = not text[label.end :].strip()
            abbreviated = label.mark == "." and (marked or 3 <= len(label.word) <= 4)  # “Ans.”
            return (
                alone or abbreviated or (label.word == "a" and label.mark in _DASHES) or (numbered and label.mark != "")
            )
        case "followup":
            return label.mark != "" and (numbered or marked)
        case _:
            return False


@cache
def _table(codes: tuple[str, ...]) -> dict[str, str]:
    """Return every label of some languages, casefolded and with plain hyphens, with its key.

    Labels of more than two letters are taken from all languages: they are no other language's words before a colon.
    """
    table: dict[str, str] = {}
    for key in KEYS:
        for word in sorted(words(key, codes)) + sorted(word for word in words(key) if len(word) > 2):
            table.setdefault(_plain(word), key)
    return table


@cache
def _first_words(codes: tuple[str, ...]) -> frozenset[str]:
    """Return the first words of all labels of some languages, for most lines begin with none of them."""
    return frozenset(_JOINTS.split(label)[0] for label in _table(codes))


def _plain(text: str) -> str:
    return re.sub(r"[-– ]+", " ", text.casefold().replace("’", "'"))
