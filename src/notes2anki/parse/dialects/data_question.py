"""Elements that markdown-anki-decks takes for questions, whatever their tag; what follows to the next one answers.

    <p data-question markdown="block">Which conifer drops its needles?</p>

    The larch, every autumn.

    <div data-question markdown="block">

    Which one bears *berries*?

    </div>

    The yew.

A heading of one of the first two levels ends an answer, too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_OPEN = re.compile(r"[ \t]*<(?P<tag>[a-z][a-z0-9]{0,20})\b[^<>]*\bdata-question\b[^<>]*>", re.IGNORECASE)


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the elements with their answers."""
    opened = {
        at: match for at, line in enumerate(lines) if line.block is Block.HTML and (match := _OPEN.match(line.raw))
    }
    if not opened:
        return
    stops = [at for at, line in enumerate(lines) if at in opened or (line.block is Block.HEADING and line.level < 3)]
    for at, end in pairwise([*stops, len(lines)]):
        if at in opened and (found := _note(lines, at, end, opened[at])):
            yield found


def _note(lines: Sequence[Line], at: int, end: int, opened: re.Match[str]) -> Found | None:
    closing = f"</{opened['tag'].lower()}>"
    last = next((n for n in range(at, end) if closing in lines[n].raw.lower()), None)
    if last is None:
        return None
    inner = excerpt(lines[at : last + 1])[len(opened[0].lstrip()) :]
    place = inner.lower().rfind(closing)
    prompt, answer = inner[:place].strip(), excerpt(lines[last + 1 : end])
    if not prompt or not answer:
        return None
    return Found(at, end, prompt, answer, why="its element is marked as a question")
