"""Notes that notes2anki itself has written (`build --format markdown`), as a comment in them says: a question stands in a
heading behind ``Q:`` or ``Follow-up:``, and what stands below it up to the next heading of its level is the answer, word for
word. Where a question is longer, the answer begins behind ``**Answer:**``; comments below the heading say the rest.

    <!-- notes2anki: headings with Q: or Follow-up: ask, and what stands below them answers -->

    # Roots

    ## Q: Which of these are roots?
    <!-- tags: botany -->
    <!-- choice -->

    - [x] carrots
    - [ ] potatoes

    **Hint:** They grow below the ground, both of them.

    **Answer:** Only carrots.

    ### Follow-up: What are potatoes, then?

    Stems that swell.

    **Source:** Any book on botany
"""

from __future__ import annotations

import html
import re
from bisect import bisect
from typing import TYPE_CHECKING

from notes2anki.model import Choice, Form
from notes2anki.parse.fields import ends
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SIGNS = ("<!-- notes2anki:",)
SURE = True
_SIGN = re.compile(r"<!-- notes2anki:[^\n]*-->[ \t]*")
_HEAD = re.compile(r"(?P<label>Q|Follow-up):(?:[ \t]+(?P<text>.+))?")
_SAID = re.compile(r"<!-- (?P<key>id|deck|tags|reversed|typed|choice|cloze|no-card)(?:: (?P<value>[^\n]*))? -->[ \t]*")
_PART = re.compile(r"\*\*(?P<name>Answer|Hint|Source):\*\*(?:[ \t]+(?P<text>.+))?")
_OPTION = re.compile(r"- \[(?P<box>[ x])\](?: (?P<text>.*))?")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the notes and the titles above them, if the file says that it is written so."""
    if not any(line.block is Block.HTML and _SIGN.fullmatch(line.raw) for line in lines):
        return
    heads = [at for at, line in enumerate(lines) if _is_head(line)]
    asked = [at for at in heads if _HEAD.fullmatch(lines[at].text)]
    stops = ends(lines, heads)
    above: list[int] = []
    end = 0
    for at in heads:
        place = bisect(asked, at)
        following = asked[place] if place < len(asked) else len(lines)
        if match := _HEAD.fullmatch(lines[at].text):
            follows = match["label"] != "Q"
            while above and not (follows and (len(above) == 1 or lines[above[-1]].level < lines[at].level)):
                above.pop()
            end = min(following, stops[at])
            yield from _note(lines, at, end, match["text"] or "", above[-1] if above else None)
            above.append(at)
        elif at >= end and following < stops[at]:
            yield Found(at, at + 1, "", title=lines[at].text, why="it is the title of a section that holds questions")


def _is_head(line: Line) -> bool:
    """Whether a line is a heading behind hashes, and these are no text between tags; outside of lists and quotes."""
    raw = line.raw.strip()
    return line.block is Block.HEADING and not line.depth and not line.quote and raw[:1] == "#" and raw != line.text


def _note(lines: Sequence[Line], at: int, end: int, asked: str, parent: int | None) -> Iterator[Found]:
    """Read the note from a heading on; without a question there is none."""
    said: dict[str, str] = {}
    start = at + 1
    while start < end and (match := _SAID.fullmatch(lines[start].raw)):
        said[match["key"]] = html.unescape(match["value"] or "")
        start += 1
    parts = {n: match for n in range(start, end) if (match := _part(lines[n]))}
    sources, last = _sources(lines, parts, end)
    label = next((n for n, match in parts.items() if match["name"] == "Answer"), start - 1 if asked else last)
    hint = next((n for n, match in parts.items() if match["name"] == "Hint" and n < label), label)
    form = next((form for form in Form if form in said), Form.BASIC)
    choices, rest = _choices(lines, start, hint) if form is Form.CHOICE else ((), hint)
    prompt = "\n\n".join(filter(None, (asked, _text(lines[start:rest]))))
    if prompt:
        yield Found(
            at, end, prompt,
            _text(lines[label + 1 : last], parts.get(label)),
            form,
            why="its heading asks, in a file that notes2anki has written",
            given_id=said.get("id", ""), tags=tuple(said.get("tags", "").split()), deck=said.get("deck"),
            hint=_text(lines[hint + 1 : label], parts.get(hint)) if hint < label else "",
            choices=choices, sources=sources, card="no-card" not in said, parent=parent,
        )  # fmt: skip


def _part(line: Line) -> re.Match[str] | None:
    """What a paragraph begins that has one of our names in front."""
    own = line.block is Block.PROSE and line.first and not line.depth and not line.quote
    return _PART.fullmatch(line.text) if own else None


def _sources(lines: Sequence[Line], parts: Mapping[int, re.Match[str]], end: int) -> tuple[tuple[str, ...], int]:
    """Take the sources off the end of a note; return them, and where the answer ends."""
    sources: list[str] = []
    while True:
        last = next((n for n in range(end - 1, -1, -1) if lines[n].raw.strip()), -1)
        match = parts.get(last)
        if not match or match["name"] != "Source":
            return tuple(reversed(sources)), end
        sources.append(match["text"] or "")
        end = last


def _choices(lines: Sequence[Line], start: int, end: int) -> tuple[tuple[Choice, ...], int]:
    """Take the options to tick off the end of a question; return them, and where the question ends."""
    while end > start and not lines[end - 1].raw.strip():
        end -= 1
    first = end
    while first > start and _OPTION.fullmatch(lines[first - 1].raw):
        first -= 1
    options = [match for line in lines[first:end] if (match := _OPTION.fullmatch(line.raw))]
    return tuple(Choice(match["text"] or "", match["box"] == "x") for match in options), first


def _text(lines: Sequence[Line], opened: re.Match[str] | None = None) -> str:
    """A text as it was: what stands behind the name of its part, and below; without the quote that has held it."""
    raw = [(opened["text"] or "") if opened else "", *(line.raw for line in lines)]
    while raw and not raw[0].strip():
        raw.pop(0)
    text = "\n".join(raw).rstrip()
    quoted = text.startswith(">") and all(line.startswith(">") for line in text.split("\n"))
    return _QUOTE.sub("", text) if quoted else text
