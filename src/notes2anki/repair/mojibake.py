"""Damage undone that comes from UTF-8 which some program read as another encoding, once or twice.

Each line that bears signs of damage is read in several ways. It changes only where one reading is likelier than what
stands there by a margin, and likelier than all others; where two are about as likely it stays, and counts as doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from notes2anki.repair.likelihood import languages
from notes2anki.repair.readings import Lens, decode_all, likelihood, read_stretch
from notes2anki.repair.signs import bears_signs, signs
from notes2anki.repair.tables import CODECS

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRETCH = re.compile(r"[^\x00-\x7f]+")
_C1 = re.compile(r"[\x80-\x9f]")
_MARGIN = 3.5
"""How much likelier a reading must be than what stands there."""
_APART = 0.6
"""How much likelier than every other reading."""
_USUAL = 1.0
"""How much likelier the encoding is that other lines of the file were misread as."""
_AGAIN = 1.5
"""How much likelier a second misreading is where one came to light, and what it left can be read once more."""
_WORSE = 6.0
"""How much odder a line may look with one of two misreadings undone."""
_SAMPLE = 30_000
"""Characters of suspect lines that are tried in all encodings; the rest of a file only in the one that is usual there."""
_LONG_LINE = 8_000
"""Characters from which on a line is only tried for what was misread once and whole."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line read anew, as `Reading` has it."""

    text: str
    encoding: str
    saved: float
    open: bool
    half: bool


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is made of a line: the reading to put in its place, or none; and then whether it seems damaged."""

    found: _Candidate | None = None
    doubtful: bool = False


def undo(text: str) -> tuple[str, list[int]]:
    """Give the text with damage undone, and the numbers of the lines that stay doubtful."""
    controls = _C1.search(text)
    if not controls and not bears_signs(text):
        return text, []
    lines = text.split("\n")
    suspects = sorted({*_lines_with(signs(), text), *(_lines_with(_C1, text) if controls else ())})
    verdicts: dict[int, _Verdict] = {}
    tried = 0
    for number in suspects:
        if tried < _SAMPLE:
            verdicts[number] = _judge(lines[number], CODECS, None)
            tried += len(lines[number])
    usual = _usual(verdicts)
    for number in suspects if usual else ():
        before = verdicts.get(number)
        if not before or not before.found or before.found.encoding != usual:
            verdicts[number] = _judge(lines[number], CODECS if before else (usual,), usual)
    doubtful = []
    for number, verdict in sorted(verdicts.items()):
        if verdict.found:
            lines[number] = verdict.found.text
        elif not verdict.doubtful:
            lines[number] = _by_ftfy(lines[number])
        if verdict.doubtful or _C1.search(lines[number]):
            doubtful.append(number + 1)
    return "\n".join(lines), doubtful


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Give the numbers, from 0, of the lines that hold a pattern."""
    position = number = 0
    while match := pattern.search(text, position):
        number += text.count("\n", position, match.start())
        yield number
        end = text.find("\n", match.end())
        if end < 0:
            return
        position = end + 1
        number += 1


def _by_ftfy(line: str) -> str:
    """Undo damage that is not looked for here: controls that were quotes, spaces that were bytes, split surrogates."""
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - a tenth of a second, and few notes are damaged

    text = fix_encoding(line, TextFixerConfig(replace_lossy_sequences=False))
    better = _likelihood(line) - _likelihood(text) >= _MARGIN
    return text if better and not bears_signs(text) else line


def _usual(verdicts: dict[int, _Verdict]) -> str:
    """Give the encoding that most lines were misread as, or nothing."""
    votes = Counter(verdict.found.encoding for verdict in verdicts.values() if verdict.found)
    return min(votes, key=lambda name: (-votes[name], name), default="")


@lru_cache(1 << 12)
def _judge(line: str, encodings: tuple[str, ...], usual: str | None) -> _Verdict:
    """Choose among the readings of a line."""
    found = sorted(_candidates(line, encodings, usual), key=lambda each: (-each.saved, each.text))
    if not found or found[0].saved < _MARGIN:
        return _Verdict()
    best = found[0]
    whole = [each for each in found if each.text == best.text and not each.half]
    rivals = [each for each in found if best.saved - each.saved < _APART and (each.open or each.text != best.text)]
    if not whole or rivals or signs().search(best.text):
        return _Verdict(doubtful=True)
    return _Verdict(whole[0])


def _candidates(line: str, encodings: tuple[str, ...], usual: str | None) -> Iterator[_Candidate]:
    """Read a line in every encoding that fits, and what comes out of that once more."""
    for encoding in _fitting(line, encodings):
        for read in _once(line, encoding):
            yield replace(read, saved=read.saved + _USUAL * (usual == encoding))
    if len(line) > _LONG_LINE:
        return
    outer = {decode_all(line, encoding): encoding for encoding in reversed(_fitting(line, encodings))}
    outer.pop(line, None)
    for text, first in outer.items():
        saved = _likelihood(line) - _likelihood(text)
        for encoding in _fitting(text, CODECS) if saved > -_WORSE else ():
            for read in _once(text, encoding):
                total = saved + read.saved + _AGAIN + _USUAL * (usual in {encoding, first})
                yield replace(read, encoding=first, saved=total)


def _fitting(line: str, encodings: tuple[str, ...]) -> list[str]:
    """Give the encodings under which a line holds many complete sequences, compared with the others."""
    read = {encoding: len(line) - len(decode_all(line, encoding)) for encoding in encodings}
    most = max(read.values())
    return [encoding for encoding in encodings if read[encoding] * 2 >= most]


def _once(line: str, encoding: str) -> Iterator[_Candidate]:
    """Read a line in an encoding; lost bytes are looked for where it cannot be read without."""
    read = _read(line, encoding, lossy=False)
    if read:
        yield read
    if len(line) > _LONG_LINE or (read and not read.half and not signs().search(read.text)):
        return
    guessed = _read(line, encoding, lossy=True) if signs().search(line) else None
    if guessed:
        yield guessed


def _read(line: str, encoding: str, *, lossy: bool) -> _Candidate | None:
    """Read a line in an encoding, stretch by stretch; None where nothing changes."""
    plainly = decode_all(line, encoding)
    if len(line) > _LONG_LINE:
        saved = _likelihood(line) - _likelihood(plainly) if plainly != line else 0.0
        return _Candidate(plainly, encoding, saved, open=False, half=False) if plainly != line else None
    lens = Lens(encoding, languages(plainly), lossy)
    pieces, saved, is_open, is_half, end = [""], 0.0, False, False, 0
    for match in _STRETCH.finditer(line):
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        reading = read_stretch(before, match[0], after, lens)
        pieces += [line[end : match.start()], reading.text]
        saved += reading.saved
        is_open |= reading.open
        is_half |= reading.half
        end = match.end()
    text = "".join([*pieces, line[end:]])
    return _Candidate(text, encoding, saved, is_open, is_half) if text != line else None


def _likelihood(line: str) -> float:
    return sum(
        likelihood(line[match.start() - 1 : match.start()], match[0], line[match.end() : match.end() + 1])
        for match in _STRETCH.finditer(line)
    )
