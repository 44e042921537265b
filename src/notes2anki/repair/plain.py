"""Spaces and control characters that would be misread further on."""

from __future__ import annotations

import re

_BREAKS = "\v\f\u2028\u2029"
"""Line ends to some programs, but not to an editor, nor to us."""
_ODD = f"{_BREAKS}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = f"[ \t{_ODD}]"
_TO_LOOK_AT = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\u200b\ufeff\ufffe\uffff{_ODD}]")
_BLANK = re.compile(rf"^[ \t\u200b\ufeff{_ODD}]++$", re.MULTILINE)
_MARKS = re.compile(rf"^{_SPACE}*+(?:>{_SPACE}*+|(?:[-*+]|#{{1,6}}|\d{{1,9}}[.)]){_SPACE}++)++", re.MULTILINE)
"""What Markdown reads at the head of a line, where only plain spaces count as spaces."""
_BYTE_ORDER_MARK = re.compile(r"^\ufeff+", re.MULTILINE)
_OTHERS = {
    **dict.fromkeys(map(ord, _BREAKS), " "),
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\v\f"},  # their pictures: ␀ ␛ ␟
    0x7F: "\u2421",
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"),
}


def plain(text: str) -> str:
    """Make spaces plain where only plain ones are understood, and show control characters as signs.

    That is a line of nothing but spaces, the spaces around the marks of lists, headings and quotes, and what only looks
    like a line end. A no-break space between words stays.
    """
    if not _TO_LOOK_AT.search(text):
        return text
    text = _BLANK.sub(lambda match: match[0] if not match[0].strip(" \t") else "", text)
    text = _BYTE_ORDER_MARK.sub("", text)
    text = _MARKS.sub(lambda match: re.sub(rf"[{_ODD}]", " ", match[0]), text)
    return text.translate(_OTHERS)
