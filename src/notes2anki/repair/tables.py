"""The encodings that UTF-8 is misread as: which character each byte becomes, and which bytes get lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

CODECS = ("cp1252", "cp1254", "latin-1", "mac-roman", "cp437", "cp1251", "cp1250")


@dataclass(frozen=True, slots=True)
class Codec:
    """One encoding, as it misreads UTF-8.

    `bytes_of` has the byte that each character beyond ASCII stands for; a byte that is undefined in the encoding stands
    for itself, as a C1 control, where a program kept it. `lost` are the undefined bytes that continue a sequence.
    `sequence` finds what was one character: a lead and what continues it, complete or not.
    """

    name: str
    bytes_of: dict[str, int]
    lost: bytes
    sequence: re.Pattern[str]


@cache
def codec(name: str) -> Codec:
    """Make the tables of an encoding."""
    bytes_of: dict[str, int] = {}
    lost = []
    for byte in range(0x80, 0x100):
        try:
            bytes_of[bytes([byte]).decode(name)] = byte
        except UnicodeDecodeError:
            bytes_of[chr(byte)] = byte
            lost.append(byte)
    if name == "latin-1":
        lost = list(range(0x80, 0xA0))  # all defined, as controls that many programs drop
    tail = _class(bytes_of, 0x80, 0xBF)
    parts = [f"{_class(bytes_of, first, last)}{tail}{{0,{more}}}" for first, last, more in _LEADS]
    return Codec(name, bytes_of, bytes(byte for byte in lost if byte < 0xC0), re.compile("|".join(parts)))


_LEADS = ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
"""First and last byte that begin a sequence, and how many bytes continue it."""


def length(lead: int) -> int:
    """How many bytes the sequence has that a byte begins."""
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _class(bytes_of: dict[str, int], first: int, last: int) -> str:
    return "[" + re.escape("".join(char for char, byte in bytes_of.items() if first <= byte <= last)) + "]"
