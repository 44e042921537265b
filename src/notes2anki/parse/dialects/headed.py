"""Headings as cards, whatever they say, in files that show by another sign that they are written so: for mdanki (tags as
links, a percent sign behind a longer front), md2apkg (its comments) and markdown-anki-decks (gaps in headings, sounds).

    # Seas

    ## Deepest point of the Baltic

    ![chart](baltic.png)

    %

    The Landsort Deep, 459 m.

    [#depths]() [#baltic]()

    ## Outlet of the Black Sea

    The Bosporus.

The first title names the deck. Comments of md2apkg make cards of the headings of every level:

    # Winds
    ## Mistral <!-- md2apkg tags france -->
    From the north, down the Rhone.
    ### Which season has it most?
    <!-- md2apkg type multiple-choice -->
    - [x] Winter
    - [ ] Summer
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Choice, Form
from notes2anki.parse.asking import ends_asking
from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.fields import ends, is_percent, tag_names
from notes2anki.parse.front import tag_name
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("%", "[#", "md2apkg", "{{c", "[sound:")
_COMMENT = re.compile(
    r"[ \t]*<!--[ \t]*md2apkg[ \t]+(?P<word>[\w-]{1,40})(?:[ \t]+(?P<value>[^\n<>]{0,500}?))?[ \t]*-->"
)
_TAG_LINKS = re.compile(r"(?:\[#[^\[\]\n]{1,80}\]\((?P<target>[^()\s]{0,500})\)[ \t]*)+")
_TAG_LINK = re.compile(r"\[#(?P<tag>[^\[\]\n]{1,80})\]\(")
_OPTION = re.compile(r"[-*+][ \t]+\[(?P<box>[ xX])\][ \t]+(?P<text>[^\n]+)")
_SOUND = re.compile(r"\[sound:[^\[\]\n]{1,300}\]")
_GAP = re.compile(r"\{\{c\d{1,3}::[^\n]{1,1000}?\}\}")


class _Part(NamedTuple):
    """A heading with the text below it; lines are counted from 0."""

    at: int
    end: int
    percents: int
    tags: str
    """Its last line, if that holds nothing but links that are tags."""


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the cards, if the file has some."""
    heads = [at for at, line in enumerate(lines) if line.block is Block.HEADING and not line.depth and not line.quote]
    if not heads:
        return
    comments = any("md2apkg" in line.raw and _is_comment(line) for line in lines)
    parts = [_part(lines, at, end) for at, end in pairwise([*heads, len(lines)])]
    divided = [part for part in parts if part.percents]
    told = len(divided) > 1 and all(part.percents == 1 for part in divided)
    every = comments or (told and any(lines[part.at].level != 2 for part in divided))
    told = told or every or _are_tagged(lines, parts) or any(_sounds(lines, part) for part in parts)
    deck = plain(_COMMENT.sub("", lines[heads[0]].text)) if told and (every or lines[heads[0]].level == 1) else None
    below = dict(pairwise([*heads, len(lines)])) if every else ends(lines, heads)
    for at in heads[1:] if every else (at for at in heads if lines[at].level == 2):
        if not every and any(lines[n].level and ends_asking(lines[n].text) for n in range(at + 1, below[at])):
            continue  # a section whose own headings ask
        if (told or _GAP.search(lines[at].text)) and (found := _card(lines, at, below[at], deck)):
            yield found


def _is_comment(line: Line) -> bool:
    """Whether a line holds a comment of md2apkg, and does not only quote one as code."""
    match = _COMMENT.search(line.raw) if line.block in (Block.HTML, Block.PROSE, Block.HEADING) else None
    return match is not None and not line.raw.count("`", 0, match.start())


def _part(lines: Sequence[Line], at: int, end: int) -> _Part:
    last = next((n for n in range(end - 1, at, -1) if not lines[n].blank), at)
    tags = lines[last].text if lines[last].block is Block.PROSE and _TAG_LINKS.fullmatch(lines[last].text) else ""
    return _Part(at, end, sum(map(is_percent, lines[at:end])), tags)


def _are_tagged(lines: Sequence[Line], parts: Sequence[_Part]) -> bool:
    """Whether links at the end of cards are tags: such that lead nowhere, or at half of the cards."""
    cards = [part for part in parts if lines[part.at].level == 2]
    tagged = [match for part in cards if (match := _TAG_LINKS.fullmatch(part.tags))]
    return any(not match["target"] for match in tagged) or (len(tagged) > 1 and len(tagged) * 2 >= len(cards))


def _sounds(lines: Sequence[Line], part: _Part) -> bool:
    """Whether a sound is played below a heading as only cards can play it."""
    shown = lines[part.at + 1 : part.end] if lines[part.at].level == 2 else ()
    return any(line.block is Block.PROSE and _SOUND.fullmatch(line.text) for line in shown)


def _card(lines: Sequence[Line], at: int, end: int, deck: str | None) -> Found | None:
    said = [(n, match) for n in range(at, end) if _is_comment(lines[n]) for match in _COMMENT.finditer(lines[n].raw)]
    words = {match["word"]: match["value"] or "" for _, match in said}
    if "ignore-card" in words:
        return Found(at, end, "", why="a comment says that it is no card")
    split = next((n for n in range(at + 1, end) if is_percent(lines[n])), at)
    split = next((n for n, match in said if match["word"] == "split"), split)
    asked = [lines[at].text, excerpt(lines[at + 1 : split]) if split > at else ""]
    prompt, answer = (
        _COMMENT.sub("", text).strip() for text in ("\n\n".join(filter(None, asked)), excerpt(lines[split + 1 : end]))
    )
    answer, tags = _tags(answer)
    choices: tuple[Choice, ...] = ()
    if words.get("type") == "multiple-choice":
        answer, choices = _choices(answer)
    if not answer and not choices:
        return None
    form = Form.CHOICE if choices else Form.CLOZE if _GAP.search(prompt) else Form.BASIC
    return Found(
        at, end, prompt, answer, form, choices=choices, deck=deck or None, tags=(*tag_names(words.get("tags", "")), *tags),
        why="it is a heading in a file whose headings are cards",
    )  # fmt: skip


def _tags(answer: str) -> tuple[str, tuple[str, ...]]:
    """Take the links that are tags off the end of an answer."""
    above, _, last = answer.rpartition("\n")
    if not _TAG_LINKS.fullmatch(last):
        return answer, ()
    return above.rstrip(), tuple(filter(None, (tag_name(match["tag"]) for match in _TAG_LINK.finditer(last))))


def _choices(answer: str) -> tuple[str, tuple[Choice, ...]]:
    """Take the options to tick out of an answer."""
    rows = [(line, _OPTION.fullmatch(line)) for line in answer.split("\n")]
    choices = tuple(Choice(match["text"], match["box"] != " ") for _, match in rows if match)
    return "\n".join(line for line, match in rows if not match).strip("\n"), choices
