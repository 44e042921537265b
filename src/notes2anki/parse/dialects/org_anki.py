"""Notes of anki-editor and org-anki: a headline with properties of Anki's; its subheadings are the fields, or the headline
asks and what stands below answers. To Markdown, `org.py` turns the properties into comments:

    # Straits
    <!-- anki-deck: Geography::Sea -->

    ## Between Sicily and the mainland
    <!-- anki-note-id: 1702000000010 -->
    The Strait of Messina.

    ## Messina
    <!-- anki-note-type: Basic (and reversed card) -->
    <!-- anki-tags: italy -->

    ### Back
    The city at the strait.

A deck holds for all headlines below it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.model import Form
from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.fields import Sides, below, ends, sides, tag_names
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SIGNS = ("<!-- anki-",)
_KEY = re.compile(r"<!-- anki-(?P<key>deck|note-type|note-id|tags|field-[\w-]{1,60}): (?P<value>[^\n]*?) -->")
_FIELDS = {"Front", "Back", "Text", "Extra", "Back Extra"}


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the headlines with properties."""
    if not any(line.raw.startswith("<!-- anki-") for line in lines):
        return
    heads = [at for at, line in enumerate(lines) if line.block is Block.HEADING and not line.depth and not line.quote]
    keys = {at: _keys(lines, at + 1) for at in heads}
    fields = _fields(lines, heads, keys)
    decks: list[tuple[int, str]] = []
    for at, stop in pairwise([*heads, len(lines)]):
        own, body = keys[at]
        decks = [deck for deck in decks if deck[0] < lines[at].level]
        if "deck" in own:
            decks.append((lines[at].level, own["deck"]))
        if "note-id" not in own and "note-type" not in own:
            continue
        end = fields.get(at, stop)
        prompt, answer, form = _sides(lines, at, (body, end), own)
        if prompt and (answer or form is Form.CLOZE):
            yield Found(
                at, end, prompt, answer, form, why="it has properties of Anki", given_id=own.get("note-id", ""),
                tags=tag_names(own.get("tags", "")), deck=decks[-1][1] if decks else None,
            )  # fmt: skip


def _keys(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int]:
    """Read the properties from a line on; return them and the first line behind them."""
    keys: dict[str, str] = {}
    while at < len(lines) and (lines[at].blank or lines[at].block is Block.HTML):
        if match := _KEY.fullmatch(lines[at].raw.strip()):
            keys[match["key"]] = match["value"]
        elif not lines[at].blank:
            break
        at += 1
    return keys, at


def _fields(
    lines: Sequence[Line], heads: Sequence[int], keys: Mapping[int, tuple[dict[str, str], int]]
) -> dict[int, int]:
    """Return the headlines whose subheadings belong to them, with their ends: no note stands below one."""
    stops = ends(lines, heads)
    found: dict[int, int] = {}
    last = len(lines)
    for at in reversed(heads):
        own = keys[at][0]
        if "note-type" in own and last >= stops[at]:
            found[at] = stops[at]
        if own:
            last = at
    return found


def _sides(lines: Sequence[Line], at: int, body: tuple[int, int], keys: Mapping[str, str]) -> Sides:
    """Return what the fields of a headline show; the headline stands for the first of them, its text for the next."""
    title = lines[at].text.removesuffix("#card").rstrip()
    kind = keys.get("note-type", "")
    text, parts = below(lines, *body, lines[at].level + 1)
    said = {name[6:].replace("-", " ").title(): value for name, value in keys.items() if name.startswith("field-")}
    if not said and not _FIELDS & parts.keys():
        return sides(kind, {"Front": title, "Back": excerpt(lines[slice(*body)])})
    given = {**parts, **said}
    first = "Text" if "cloze" in kind.casefold() else "Front"
    asked = given.pop(first, "") or (title if first == "Front" else text)
    answer = text if first == "Front" else ""
    return sides(kind, {first: asked, "": answer, **given})
