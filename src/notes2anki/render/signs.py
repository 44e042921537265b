"""Signs of our own in texts on their way to HTML: Unicode noncharacters, which no note may hold.

Anki's markup and MathJax's delimiters are plain text, so a sanitizer cannot tell ours from those in a note. Ours are
written with a sign in them; all others are made harmless when the HTML is ready, and then the signs are taken out.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

BACKSLASH = "\ufdd0"
"""A backslash that is meant as one: of our formulas, and in code."""
BRACKET = "\ufdd1"
"""The opening bracket of our own ``[sound:…]``."""
JOINT = "\ufdd2"
"""Stands in the middle of the ``{{``, ``::`` and ``}}`` of a cloze, between its two characters."""
BAR = "\ufdd3"
"""A bar in a table that separates no cells."""

_FOREIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def decoded(url: str) -> str:
    """Return a URL with its percent signs decoded, once. They can stand for signs too, which no note may hold."""
    return without_signs(unquote(url))


def without_signs(text: str) -> str:
    """Take out what no text on a card may hold: control characters (Anki splits fields at 0x1f) and noncharacters.

    Unicode's line and paragraph separators, vertical tab and form feed are a space instead, so that words stay apart.
    """
    return _FOREIGN.sub(lambda match: " " if match[0] in "\x0b\x0c\x85\u2028\u2029" else "", text)
