"""Bytes to text, without loss: UTF-8, then what a byte order mark says, then what the bytes give away."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from notes2anki.read.guess import guess

_MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b")))
_CONTROLS_ALLOWED = 0.05
"""Share of control characters up to which a file is text with a fault in it, and no program, picture or archive."""
_CONTROLS_IN_UTF8 = 0.3
"""The same for a file that is UTF-8 throughout, as hardly a program is: a short note may hold what a terminal has left."""


class NotTextError(ValueError):
    """The bytes are no text in any encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read.

    `encoding` is a name that Python knows, of the lines that are no UTF-8 where others are. `line` is the first line
    that is no UTF-8, 0 where all are. `guessed` tells that no byte order mark says so.
    """

    text: str
    encoding: str = "utf-8"
    line: int = 0
    guessed: bool = False


def decode(data: bytes) -> Decoded:
    """Read bytes as text; raises `NotTextError` where they are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :] if encoding == "utf-8" else data
            if encoding != "utf-8" and (text := _strict(data[len(mark) :], encoding)) is not None:
                return Decoded(text, encoding, 1)
    if wide := _wide(data):
        return wide
    share = _share_of_controls(data)
    if share > _CONTROLS_IN_UTF8:
        raise NotTextError("holds bytes that no text has")
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError as error:
        if share > _CONTROLS_ALLOWED:
            raise NotTextError("holds bytes that no text has") from error
        line = len(data[: error.start + 1].splitlines())
        return _by_line(data, line) or Decoded(*guess(data), line, guessed=True)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share_of_controls(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / len(data) if data else 0.0


def _wide(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: of the Latin letters, digits and spaces in it every other byte is zero."""
    units = len(data) // 2
    for encoding, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if zeros.count(0) > units * 0.3 and others.count(0) < units * 0.01:
            text = _strict(data, encoding)
            if text is not None and _share_of_controls(text.encode()) <= _CONTROLS_ALLOWED:
                return Decoded(text, encoding, 1, guessed=True)
    return None


def _by_line(data: bytes, first: int) -> Decoded | None:
    """Read a file that is UTF-8 but for some lines, pasted in by a program that wrote another encoding."""
    lines = data.splitlines(keepends=True)  # of bytes: at \n, \r and \r\n only
    texts = [_strict(line, "utf-8") for line in lines]
    foreign = b"".join(line for line, text in zip(lines, texts, strict=True) if text is None)
    proven = sum(text is not None and not text.isascii() for text in texts)
    if proven < texts.count(None):
        return None
    _, encoding = guess(foreign)
    pieces = [line.decode(encoding) if text is None else text for line, text in zip(lines, texts, strict=True)]
    return Decoded("".join(pieces), encoding, first, guessed=True)
