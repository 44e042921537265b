"""Notes of apy: keys at the head of the file and below each title, a heading for each field.

    model: Basic
    deck: Botany::Trees
    tags: leaves

    # Oaks

    nid: 1702000000003
    tags: autumn

    ## Front

    Why do oaks keep dead leaves in winter?

    ## Back

    They never form a clean layer to part from them.

A note without fields asks its title.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.fields import Sides, below, is_heading, sides, tag_names
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("model:", "nid:")
_KEY = re.compile(r"(?P<key>model|tags?|deck|markdown|nid|cid|external-ids):[ \t]*(?P<value>.*)")


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the notes and the head of the file."""
    titles = [at for at, line in enumerate(lines) if is_heading(line, 1)]
    start = next((at for at, line in enumerate(lines) if line.block not in (Block.BLANK, Block.REFERENCE)), 0)
    if not titles:
        return
    common, end = _keys(lines, start)
    own = {at: _keys(lines, at + 1) for at in titles}
    if "model" not in common and not any("nid" in keys or "model" in keys for keys, _ in own.values()):
        return
    if common:
        tags, deck = tag_names(common.get("tags", "")), common.get("deck") or None
        yield Found(start, end, "", tags=tags, deck=deck, why="it says the type, deck and tags of the notes below")
    for at, stop in pairwise([*titles, len(lines)]):
        keys, body = own[at]
        prompt, answer, form = _sides(lines, at, (body, stop), keys.get("model") or common.get("model", ""))
        if prompt:
            why = "it is the title of a note with keys or fields below"
            yield Found(
                at, stop, prompt, answer, form, why=why, given_id=keys.get("nid", ""),
                tags=tag_names(keys.get("tags", "")), deck=keys.get("deck") or None,
            )  # fmt: skip


def _keys(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int]:
    """Read the keys from a line on; return them and the first line behind them."""
    keys: dict[str, str] = {}
    start = at
    while at < len(lines) and lines[at].blank:
        at += 1
    while at < len(lines) and lines[at].block is Block.PROSE and (match := _KEY.fullmatch(lines[at].text)):
        keys["tags" if match["key"] == "tag" else match["key"]] = match["value"].strip()
        at += 1
    return keys, at if keys else start


def _sides(lines: Sequence[Line], at: int, body: tuple[int, int], kind: str) -> Sides:
    """Return what the fields below a title show; without fields the title asks."""
    text, fields = below(lines, *body, 2)
    if len(fields) > 1:
        return sides(kind, fields)
    answer = "\n\n".join(filter(None, (text, *fields.values())))
    return Sides(lines[at].text if answer else "", answer, Form.BASIC)
