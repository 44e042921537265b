"""Text without any markup, which is what many answers are, and the way out for text that the parser must not get."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from notes2anki.render.breaks import is_wrapped, joint

_MARKUP = re.compile(r"[\\`*_\[\]<>&#~^|$%@\t\r\xa0]|==|://|  |^ |^[-+:=]|^\d{1,9}[.)]", re.MULTILINE)
"""Whatever could make a text more than paragraphs; the rules of the parser need be asked only where it matches."""
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def is_plain(text: str) -> bool:
    """Tell whether `text` is nothing but paragraphs."""
    return _MARKUP.search(text) is None


def paragraphs(text: str) -> list[str]:
    """Return the HTML of each paragraph of `text`, without its tag; every character is text."""
    return [_paragraph(paragraph) for paragraph in _PARAGRAPH_END.split(text.strip("\n"))]


def _paragraph(text: str) -> str:
    text = escape(text.strip(), quote=False)
    if "\n" not in text:
        return text
    lines = [line.rstrip(" ") for line in text.split("\n")]
    if not is_wrapped([line.strip() for line in lines]):
        return "<br>\n".join(lines)
    joints = [joint(before, after) for before, after in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*joints, ""], strict=True) for part in pair)
