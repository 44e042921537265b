"""The left margin of a text that was cut out of a list: what was prose or a list there must not turn into code here."""

from __future__ import annotations

import re

_MARGIN = re.compile(r"\s*^(?P<margin>(?: {4}|\t)[ \t]*)(?P<line>\S[^\n]*)", re.MULTILINE)
_SAYS_SOMETHING = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s|(?:[^\W\d_]\S*\s+){3}[^={};<>]*$")
"""A list item, or a line of words without the signs that code is made of."""


def without_margin(text: str) -> str:
    """Take the indentation of the first line off all lines, if it is four columns or more and that line is no code."""
    match = _MARGIN.match(text)
    if match is None or not _SAYS_SOMETHING.match(match["line"]):
        return text
    return re.sub(rf"^[ \t]{{1,{len(match['margin'])}}}", "", text, flags=re.MULTILINE)
