"""Text and HTML as the fields of a note take them."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(
    r"</?(?:address|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)\b[^<>]*>"
)
_WORD = re.compile(r"(?:\A|>)\s*\w")
_SEEN = re.compile(r"<(?:img|audio|video)\b")
_ANKI = str.maketrans({"[": "&#91;", "{": "&#123;", "}": "&#125;"})
_DROPPED = dict.fromkeys((*range(9), *range(11, 32), 127)) | {0x338: "&#824;"}
_MATH = re.compile(r"\\(?=\(|&#91;)")


@lru_cache(maxsize=10_000)  # titles, names and paths come again with every note
def escape(text: str) -> str:
    """HTML that shows the text and nothing else: no tag, no sound, no formula, no cloze.

    Anki looks for its own marks in the HTML as it is written, MathJax in what the browser makes of it.
    """
    return _MATH.sub(r"\\<span></span>", storable(html.escape(text).translate(_ANKI)))


@lru_cache(maxsize=10_000)
def line(text: str) -> str:
    """Plain text on one line, composed (NFC) as Anki stores it; of what cannot be seen, only what joins letters stays."""
    kept = (char if _joins(char) else " " for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def _joins(char: str) -> bool:
    """Whether a character is seen, or joins others, as in a family of emoji and in Persian words."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"} or char in "\u200c\u200d"


def field(markup: str) -> str:
    """HTML as a field takes it: "" if nothing of it can be seen, for Anki takes ``<p></p>`` for content."""
    return storable(markup) if visible(markup) else ""


def storable(markup: str) -> str:
    """HTML as it comes back from Anki, which drops control characters (0x1f even splits fields) and composes the rest.

    Composing makes one character of a sign and a stroke through it, ``>`` and U+0338, wherever they stand: the end of a
    tag would be gone, and what follows would be read as attributes. So strokes stand as references.
    """
    kept = markup.translate(_DROPPED).encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    return unicodedata.normalize("NFC", kept)


def visible(markup: str) -> bool:
    """Whether there is anything to see in the HTML."""
    if not markup:
        return False
    if _WORD.search(markup) or _SEEN.search(markup):
        return True
    text = html.unescape(_TAG.sub("", markup))
    return any(unicodedata.category(char)[0] not in "ZC" for char in text)


def typed(markup: str) -> str:
    """What a learner types for an answer in HTML: its text on one line, escaped."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub(" ", markup)))
    return storable(html.escape(" ".join(text.split())).translate(_ANKI))
