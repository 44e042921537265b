"""Notes that Obsidian_to_Anki found by their look, and left its id below: a heading with the paragraph under it, two texts
with a rule between, a table of one column, ``Q:`` and ``A:``. The id tells them from other text, and where they end.

    ### Strongest bite of all fish
    The great white shark
    <!--ID: 1560000000021-->

    Oldest living order of sharks
    ---
    Cow sharks
    <!--ID: 1560000000022-->

    | Bones of a shark |
    | ---------------- |
    | Cartilage        |
    <!--ID: 1560000000023-->

    Q: What covers the skin of a shark?
    A: Small teeth.
    <!--ID: 1560000000024-->
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.dialects.tables import cells
from notes2anki.parse.excerpt import blanked, cleaned, excerpt, id_of, is_left
from notes2anki.parse.gaps import find_gaps
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found
from notes2anki.parse.signs import unframed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("<!--",)


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the blocks that end with an id."""
    lines = unframed(lines)
    done = 0
    for at, line in enumerate(lines):
        if "<!--" not in line.raw or line.block is Block.CODE or not cleaned(line.raw)[1] or at < done:
            continue
        last = at if is_left(line) else at + 1
        if last > done and (note := _note(lines, done, last, at + 1)):
            yield note
        done = at + 1


def _note(lines: Sequence[Line], done: int, last: int, end: int) -> Found | None:
    """Read the block before the line `last`, not beginning before `done`."""
    start = last
    while (
        start > done
        and not lines[start - 1].blank
        and not is_left(lines[start - 1])
        and lines[start].block is not Block.HEADING
    ):
        start -= 1
        if lines[start].block is Block.HEADING:
            break
    block = lines[start:last]
    rule = next((n for n, line in enumerate(block) if line.block is Block.RULE), 0)
    if rule:
        front, answer = excerpt(block[:rule]), excerpt(block[rule + 1 :])
    elif block and block[0].block is Block.TABLE:
        front, answer = _column(block)
    elif any(line.text.startswith("A: ") for line in block):
        start, front, answer = _labelled(lines, done, start, last)
    else:
        start, front, answer = _headed(lines, done, start, last)
    if not front or not answer:
        return None
    return Found(
        start,
        end,
        front,
        answer,
        answer_end=end - 1,
        why="an id stands below it",
        given_id=id_of(lines[last - 1 : end]),
    )


def _column(block: Sequence[Line]) -> tuple[str, str]:
    """Return the head of a table of one column, and what stands in it."""
    rows = [cells(line.text) for line in block if line.block is Block.TABLE]
    if len(rows) < 3 or any(len(row) != 1 for row in rows):
        return "", ""
    return rows[0][0], "\n".join(row[0] for row in rows[2:])


def _labelled(lines: Sequence[Line], done: int, start: int, last: int) -> tuple[int, str, str]:
    """Return the line of the ``Q:`` above an ``A:``, and both texts; blank lines may stand between."""
    at = next(n for n in range(start, last) if lines[n].text.startswith("A: "))
    asked = next((n for n in range(at - 1, done - 1, -1) if lines[n].text.startswith(("Q: ", "A: "))), -1)
    if asked < 0 or lines[asked].text.startswith("A: "):
        return start, "", ""
    return asked, excerpt(lines[asked:at]).removeprefix("Q: "), excerpt(lines[at:last]).removeprefix("A: ")


def _headed(lines: Sequence[Line], done: int, start: int, last: int) -> tuple[int, str, str]:
    """Return the line of the heading above a block, its text, and the block."""
    above = start
    while above > done and lines[above].block is not Block.HEADING and lines[above - 1].blank:
        above -= 1
    if lines[above].block is not Block.HEADING:
        above -= 1
    body = lines[max(start, above + 1) : last]
    text = "\n".join(line.text for line in body)
    if above < done or lines[above].block is not Block.HEADING or "::" in blanked(text) or find_gaps(text):
        return start, "", ""
    return above, cleaned(lines[above].text)[0].strip(), excerpt(body)
