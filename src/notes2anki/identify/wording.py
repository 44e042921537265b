"""What a text says, apart from how it is written: the keys by which `identify` knows a question or an answer again."""

from __future__ import annotations

import re
import unicodedata
from base64 import urlsafe_b64encode
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

CELLS = 16
"""Cells of a sketch. Each holds two characters; a resemblance is a multiple of about 1/16."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_EMPTY_CELL = ".."
_CLIP = 300

# Chinese, Japanese and Korean are written without spaces: each character is a word.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
# What only dresses a text: punctuation, Markdown marks, brackets, emoji. Signs that change the sense stay:
# C++ and C#, a != b, -1, x^2, 5 %.
_DRESS = (
    "\\s.,;:?'\"()\\[\\]{}*_`~|/\\\\$\u00a1\u00ab\u00b4\u00b7\u00bb\u00bf\u0589\u05be\u060c\u061b\u061f\u0964\u0965"
    "\u2000-\u206f\u20d0-\u20ff\u2190-\u21ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff-"
)
_WORD = re.compile(f"[{_CJK}]|[^{_DRESS}{_CJK}]+")
_CLOZE = re.compile(r"\{\{c[\d,]+::")
_MINUS = re.compile(r"-(?<!\w-)(?=\d)")
_HEADING = re.compile(r"#(?<!\w#)")
_EXCLAMATION = re.compile(r"!(?![\w=(])")
_SIGNS = (("{{c", _CLOZE, " "), ("-", _MINUS, "\u2212"), ("#", _HEADING, " "), ("!", _EXCLAMATION, " "))
_NUMBER = re.compile(r"\W{0,8}(?:q(?:uestion)?\W{0,2})?\d{1,4} ?[.):]\s+(?=\S)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def words(text: str) -> list[str]:
    """Split a text into the words that carry its sense, lower case, without marks and punctuation."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    for sign, pattern, plain in _SIGNS:
        if sign in text:
            text = pattern.sub(plain, text)
    return _WORD.findall(text.casefold())


def normalise(text: str) -> str:
    """Reduce a text to its words, so that wrapping, case, numbering and marks make no difference.

    A text without any word, such as ``???``, stands for itself.
    """
    number = _NUMBER.match(text)
    return " ".join(words(text[number.end() :] if number else text)) or "".join(text.split())


def clip(text: str) -> str:
    """Put a text on one line of bounded length, as the lock file holds it."""
    return _SURROGATE.sub("\ufffd", " ".join(text[: 4 * _CLIP].split())[:_CLIP].strip())


def fingerprint(*parts: str) -> str:
    """Hash texts to 12 characters (72 bits); the order and the bounds of the parts count."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(blake2b(text, digest_size=9).digest()).decode("ascii")


def sketch(text: str) -> str:
    """Condense a normalised text so that two can be compared without keeping either; empty for an empty text.

    MinHash with one permutation (Li, Owen and Zhang, 2012) over pairs of neighbouring words.
    """
    if not text:
        return ""
    least: dict[int, int] = {}
    for first, second in pairwise(("", *text.split())):
        value = crc32(f"{first} {second}".encode("utf-8", "surrogatepass"))
        cell = value % CELLS
        if value < least.get(cell, 1 << 32):
            least[cell] = value
    return "".join(_cell(least[cell]) if cell in least else _EMPTY_CELL for cell in range(CELLS))


def _cell(value: int) -> str:
    return _ALPHABET[value >> 6 & 63] + _ALPHABET[value >> 12 & 63]


def bands(sketched: str) -> list[tuple[int, str]]:
    """List what two texts that resemble each other most likely share: pairs of neighbouring cells, with their numbers."""
    pairs = ((at // 2, sketched[at : at + 4]) for at in range(0, len(sketched) - 2, 2))
    return [(number, pair) for number, pair in pairs if pair != 2 * _EMPTY_CELL]


def resemblance(first: str, second: str) -> float:
    """Estimate from two sketches which share of their word pairs two texts have in common, from 0 to 1."""
    filled = shared = 0
    for at in range(0, min(len(first), len(second)), 2):
        ours, theirs = first[at : at + 2], second[at : at + 2]
        if ours != _EMPTY_CELL or theirs != _EMPTY_CELL:
            filled += 1
            shared += ours == theirs
    return shared / filled if filled else 0.0
