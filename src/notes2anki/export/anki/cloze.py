"""Cloze marks, ``{{c1::hidden::hint}}``, read as Anki reads them: nested, and ``{{c1,3::…}}`` for several cards."""

from __future__ import annotations

import re

_MARK = re.compile(r"\{\{c(?P<numbers>\d{1,5}(?:,\d{1,5})*)::|\}\}")
_MOST = 500  # cards of one cloze note that Anki makes

_Cloze = tuple[re.Match[str], re.Match[str]]


def ordinals(text: str) -> tuple[int, ...]:
    """The cards that a text makes, from 0, in order."""
    numbers = {int(number) for opening, _ in _clozes(text) for number in opening["numbers"].split(",")}
    return tuple(sorted(number - 1 for number in numbers if 1 <= number <= _MOST))


def hide(text: str) -> str:
    """The text with ``[…]`` for all that it hides, as it may be shown on the cards of other notes."""
    cuts = []
    end = 0
    for opening, closing in sorted(_clozes(text), key=lambda cloze: cloze[0].start()):
        if opening.start() >= end:
            end = closing.end()
            cuts.append((opening.start(), end))
    return _cut(text, cuts, "[…]")


def reveal(text: str) -> str:
    """The text with all that it hides, and without the marks and hints."""
    cuts = []
    inner: _Cloze | None = None
    for opening, closing in _clozes(text):
        start = inner[1].end() if inner and inner[0].start() > opening.start() else opening.end()
        hint = text.find("::", start, closing.start())
        cuts += [opening.span(), (closing.start() if hint < 0 else hint, closing.end())]
        inner = opening, closing
    return _cut(text, sorted(cuts), "")


def _clozes(text: str) -> list[_Cloze]:
    """Opening and closing marks that belong together, in the order in which they close; none in one that stays open."""
    opened: list[re.Match[str]] = []
    clozes = []
    for mark in _MARK.finditer(text):
        if mark["numbers"]:
            opened.append(mark)
        elif opened:
            clozes.append((opened.pop(), mark))
    end = opened[0].start() if opened else len(text)
    return [cloze for cloze in clozes if cloze[0].start() < end]


def _cut(text: str, cuts: list[tuple[int, int]], filler: str) -> str:
    """The text with each of the spans, given in order, replaced."""
    kept = []
    end = 0
    for start, stop in cuts:
        kept += [text[end:start], filler]
        end = stop
    return "".join((*kept, text[end:]))
