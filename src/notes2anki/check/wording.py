"""The words of a question, as rules compare them."""

from __future__ import annotations

import re
import unicodedata

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_MINUS = re.compile(r"(?<!\w)-(?=\d)")
_VARIANTS = "\ufe0e\ufe0f"
"""They follow emoji, and are combining marks for Unicode."""


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.casefold() for word in spelt(text)]


def spelt(text: str) -> list[str]:
    """Split a text into words, without the marks around them; signs that tell are kept: ``C++``, ``-1``.

    A text of marks alone is its own words.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if "-" in text:
        text = _MINUS.sub("\N{MINUS SIGN}", _HYPHEN.sub(" ", text))
    return [bare for word in text.split() if (bare := _bare(word))] or text.split()


def _bare(word: str) -> str:
    if word.isalnum():
        return word
    start, end = 0, len(word)
    while start < end and not _tells(word[start], first=True):
        start += 1
    while start < end and not _tells(word[end - 1], first=False):
        end -= 1
    return word[start:end]


def _tells(char: str, *, first: bool) -> bool:
    """Whether a sign at the edge of a word belongs to it: letters, numbers, vowel signs, signs of mathematics and money."""
    category = unicodedata.category(char)
    if category[0] == "M":
        return not first and char not in _VARIANTS
    return category[0] in "LN" or category in ("Sm", "Sc") or char in "#%"
