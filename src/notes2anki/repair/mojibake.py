"""Damage undone that comes from UTF-8 which some program read as another encoding, once or twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding

from notes2anki.repair.readings import decode_all, likelihood, read_stretch
from notes2anki.repair.signs import signs
from notes2anki.repair.tables import CODECS

_STRETCH = re.compile(r"[^\x00-\x7f]+")
_MARGIN = 3.5
"""How much likelier a reading must be than what stands there."""
_APART = 0.6
"""How much likelier than every other reading."""
_LAYERS = 2
"""How often text is supposed to have been misread at most."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    saved: float
    lost: int
    open: bool
    half: bool
    encoding: str


def undo(text: str) -> tuple[str, list[int]]:
    """Give the text with damage undone, and the numbers of the lines that stay doubtful."""
    if text.isascii() or not signs().search(text):
        return text, []
    lines = text.split("\n")
    suspects = list(_suspects(text))
    first = {number: _best(lines[number], None) for number in suspects}
    votes = Counter(found[0].encoding for found in first.values() if found[0])
    usual = min(votes, key=lambda name: (-votes[name], name)) if votes else None
    doubtful = []
    for number in suspects:
        found, doubt = first[number] if not usual else _best(lines[number], usual)
        if found:
            lines[number] = found.text
        elif doubt:
            doubtful.append(number + 1)
    return "\n".join(lines), doubtful


def _suspects(text: str) -> Iterator[int]:
    """Give the numbers, from 0, of the lines that bear signs of damage."""
    position = number = 0
    while match := signs().search(text, position):
        number += text.count("\n", position, match.start())
        yield number
        end = text.find("\n", match.end())
        if end < 0:
            return
        position = end + 1
        number += 1


def _best(line: str, usual: str | None) -> tuple[_Candidate | None, bool]:
    """Give the reading to put in the place of a line, if there is one, and else whether the line seems damaged."""
    found = sorted(_candidates(line, usual), key=lambda each: (-each.saved, each.text))
    if not found or found[0].saved < _MARGIN:
        return None, False
    best = found[0]
    rivals = [each for each in found if best.saved - each.saved < _APART and (each.open or each.text != best.text)]
    if best.half or rivals:
        return None, True
    return best, False


def _candidates(line: str, usual: str | None) -> Iterator[_Candidate]:
    seen = {line}
    layers = [(line, 0)]
    for text, depth in layers:
        for encoding in CODECS:
            for lossy in (False, True):
                read = _read_line(text, encoding, lossy=lossy)
                if read and read.text not in seen :
                    bonus = 0.5 if encoding == usual else 0.0
                    spent = _line_cost(line) - _line_cost(text)
                    yield _Candidate(read.text, read.saved + spent + bonus - 0.5 * depth, read.lost, read.open, read.half, encoding)
            below = decode_all(text, encoding)
            if below not in seen and depth < _LAYERS - 1:
                seen.add(below)
                layers.append((below, depth + 1))


def _read_line(line: str, encoding: str, *, lossy: bool) -> _Candidate | None:
    pieces: list[str] = []
    saved, lost, open_, half, end = 0.0, 0, False, False, 0
    for match in _STRETCH.finditer(line):
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        reading = read_stretch(before, match[0], after, encoding, lossy=lossy)
        pieces += [line[end : match.start()], reading.text]
        saved, lost, end = saved + reading.saved, lost + reading.lost, match.end()
        open_, half = open_ or reading.open, half or reading.half
    text = "".join([*pieces, line[end:]])
    return _Candidate(text, saved, lost, open_, half, encoding) if text != line else None


def _line_cost(line: str) -> float:
    return sum(
        likelihood(line[match.start() - 1 : match.start()], match[0], line[match.end() : match.end() + 1])
        for match in _STRETCH.finditer(line)
    )
