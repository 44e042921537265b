"""The marks of a cloze, ``{{c1::hidden::hint}}``, carried through Markdown and the sanitizer.

Each of the three parts of a mark gets a sign between its two braces or colons. So our marks can be told from braces
that a note merely talks about, and Markdown still sees the punctuation that it saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from notes2anki.render.signs import JOINT

_PART = re.compile(r"\{\{(?P<number>c[1-9]\d{0,2}(?:,[1-9]\d{0,2})*)::|::|[{}]")


@dataclass(slots=True)
class _Mark:
    start: int
    """Place of its opening among the parts."""
    depth: int = 0
    """Braces that are open within it."""
    hint: int = -1
    """Place of the ``::`` before its hint, -1 while there is none."""


def signed(text: str) -> str:
    r"""Put signs into the marks of `text`.

    ``}}`` ends a cloze only where no brace of its own is open, so that ``{{c1::\frac{1}{2}}}`` ends at the third brace;
    from where braces do not balance it ends at the first ``}}``, as Anki reads it.
    """
    signs, rest = _signs(text, 0, balanced=True)
    if rest < len(text):
        signs = [sign for sign in signs if sign < rest] + _signs(text, rest, balanced=False)[0]
    parts: list[str] = []
    last = 0
    for place in sorted(signs):
        parts += text[last:place], JOINT
        last = place
    return "".join(parts) + text[last:]


def _signs(text: str, place: int, *, balanced: bool) -> tuple[list[int], int]:
    """Find where signs go from `place` on, and where the first mark opens that nothing closes."""
    signs: list[int] = []
    open_marks: list[_Mark] = []
    while part := _PART.search(text, place):
        place = part.end()
        if part["number"]:
            open_marks.append(_Mark(part.start()))
        elif not open_marks:
            continue
        elif part[0] == "::":
            if open_marks[-1].hint < 0:
                open_marks[-1].hint = part.start()
        elif part[0] == "{":
            open_marks[-1].depth += balanced
        elif open_marks[-1].depth:
            open_marks[-1].depth -= 1
        elif text.startswith("}", place):
            mark = open_marks.pop()
            signs += mark.start + 1, text.index("::", mark.start) + 1, place
            if mark.hint >= 0:
                signs.append(mark.hint + 1)
            place += 1
    return signs, open_marks[0].start if open_marks else len(text)
