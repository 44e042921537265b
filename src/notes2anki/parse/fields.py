"""Notes of named fields, as tools have them that write Anki's own note types in headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Form
from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.front import tag_name
from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SPACE = re.compile(r"[,\s]+")


class Sides(NamedTuple):
    """What a card of some fields shows."""

    prompt: str
    answer: str
    form: Form


def sides(kind: str, fields: Mapping[str, str]) -> Sides:
    """Make the sides of fields in their order: the first asks, the next answers, others follow under their names.

    `kind` is the name of the note type: ``Cloze``, ``Basic (and reversed card)``.
    """
    first, *rest = [(name, text) for name, text in fields.items() if text] or [("", "")]
    answer = "\n\n".join(text if not n else f"**{name}:** {text}" for n, (name, text) in enumerate(rest))
    return Sides(first[1], answer, _form(kind, first[1]))


def _form(kind: str, prompt: str) -> Form:
    kind = kind.casefold()
    if "cloze" in kind and "{{c" in prompt:
        return Form.CLOZE
    if "type in" in kind:
        return Form.TYPED
    return Form.REVERSED if "reversed" in kind and "optional" not in kind else Form.BASIC


def below(lines: Sequence[Line], start: int, end: int, level: int) -> tuple[str, dict[str, str]]:
    """Return the text below a heading up to its first subheading of a level, and the text below each of those by name."""
    heads = [at for at in range(start, end) if is_heading(lines[at], level)]
    texts: dict[str, str] = {}
    for at, stop in pairwise([*heads, end]):
        texts.setdefault(lines[at].text.strip(), excerpt(lines[at + 1 : stop]))
    return excerpt(lines[start : heads[0] if heads else end]), texts


def is_heading(line: Line, level: int) -> bool:
    """Whether a line is a heading of a level, outside of lists and quotes."""
    return line.block is Block.HEADING and line.level == level and not line.depth and not line.quote


def is_percent(line: Line) -> bool:
    """Whether a percent sign stands alone on a line: several tools divide front and back so."""
    return line.text == "%" and line.block is Block.PROSE and not line.depth and not line.quote


def ends(lines: Sequence[Line], heads: Sequence[int]) -> dict[int, int]:
    """Return for each of some headings where the text below it ends: at the next of them that is not below it."""
    stops = [len(lines)] * 7
    found: dict[int, int] = {}
    for at in reversed(heads):
        level = lines[at].level
        found[at] = stops[level]
        stops[level:] = [at] * (7 - level)
    return found


def tag_names(text: str) -> tuple[str, ...]:
    """Return the tags of a list with spaces or commas between them."""
    return tuple(filter(None, map(tag_name, _SPACE.split(text))))
