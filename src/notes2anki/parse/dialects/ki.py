"""Notes of ki, which keeps a collection in a repository: a title, a fence with id and type, one with tags, then the fields.

    # Note
    ```
    guid: k,Qb7~x2(f
    notetype: Basic (and reversed card)
    ```

    ### Tags
    ```
    islands
    ```

    ## Front
    Capital of Malta

    ## Back
    Valletta

The first field asks, the others answer.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.parse.fields import below, is_heading, sides, tag_names
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("guid:",)
_KEY = re.compile(r"(?P<key>guid|notetype):[ \t]*(?P<value>.*?)[ \t]*")
_FENCE = re.compile(r"[ \t]*(?:```+|~~~+)[ \t]*\w*[ \t]*")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the notes."""
    titles = [at for at, line in enumerate(lines) if is_heading(line, 1)]
    for at, stop in pairwise([*titles, len(lines)]):
        if lines[at].text != "Note":
            continue
        keys = {
            match["key"]: match["value"] for text in _fenced(lines, at + 1, stop) if (match := _KEY.fullmatch(text))
        }
        heads = [n for n in range(at, stop) if is_heading(lines[n], 3) and lines[n].text == "Tags"]
        tags = " ".join(_fenced(lines, heads[0] + 1, stop)) if heads else ""
        prompt, answer, form = sides(keys.get("notetype", ""), below(lines, at + 1, stop, 2)[1])
        if "guid" in keys and prompt:
            why = "it is the title of a note with its id and type below"
            yield Found(at, stop, prompt, answer, form, why=why, given_id=keys["guid"], tags=tag_names(tags))


def _fenced(lines: Sequence[Line], start: int, end: int) -> list[str]:
    """Return the lines of the fence that stands next below a line, if one does."""
    while start < end and lines[start].blank:
        start += 1
    stop = start
    while stop < end and lines[stop].block is Block.CODE and (stop == start or not lines[stop].first):
        stop += 1
    return [line.raw for line in lines[start:stop] if not _FENCE.fullmatch(line.raw)]
