"""Tables with a column of questions, and mostly one of answers: each row is a question.

    | Question            | Answer                          |
    | ------------------- | ------------------------------- |
    | What is a semitone? | The smallest step of the scale. |

The head names the columns, or the cells of one column ask. Rows that were pasted with tabs between their cells are read
alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead

_CELL = re.compile(r"(?<!\\)\|")
_EDGES = re.compile(r"^[\s*_#:]+|[\s*_:]+$")


def cells(row: str) -> list[str]:
    """Return the cells of a row, between bars or else tabs; an escaped bar is a bar, in code, too."""
    if "|" not in row:
        return [cell.strip() for cell in row.split("\t")]
    text = row.strip().removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(text)]


def columns(header: str) -> tuple[int, int | None] | None:
    """Return the places of the columns of questions and of answers in the head of a table; None without questions."""
    names = [_EDGES.sub("", cell).casefold() for cell in cells(header)]
    asked = next((place for place, name in enumerate(names) if name in words("question")), None)
    if asked is None:
        return None
    answers = (place for place, name in enumerate(names) if {name, *name.split(" ")} & words("answer"))
    return asked, next((place for place in answers if place != asked), None)


def mark(line: Line, _: Lead) -> Mark | None:
    """Claim the head of a table of questions; its rows are read with it."""
    if line.block is not Block.TABLE or not line.first or columns(line.text) is None:
        return None
    return Mark(Sense.TABLE, line.text, "it is the head of a table with a column of questions")
