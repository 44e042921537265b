"""Finds blocks of code and comments that nothing closes: they swallow the questions behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.lines import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.parse.lines import Line

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<signs>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
_HTML = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<script\b", re.IGNORECASE), "</script>"),
    (re.compile(r"<style\b", re.IGNORECASE), "</style>"),
    (re.compile(r"<pre\b", re.IGNORECASE), "</pre>"),
    (re.compile(r"<textarea\b", re.IGNORECASE), "</textarea>"),
)
"""How the blocks of HTML begin that blank lines do not end, and what closes them."""


class Open(NamedTuple):
    """A block that may hold more than its writer meant; lines are counted from 0."""

    start: int
    end: int
    closer: str


def unclosed(lines: Sequence[Line]) -> list[Open]:
    """Return the blocks that run on to the end of what they lie in, or over the beginning of another.

    Where one is left open, all fences are doubtful: those behind the missing one have changed their parts.
    """
    blocks = list(_blocks(lines))
    fences = [block for block in blocks if block[0].closer[0] in "`~"]
    doubtful = any(is_open for _, is_open in fences)
    return [block for block, is_open in blocks if is_open or (doubtful and block.closer[0] in "`~")]


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Open, bool]]:
    """Give the fenced blocks and those of HTML, and whether they are left open."""
    starts = [at for at, line in enumerate(lines) if line.first and line.block in (Block.CODE, Block.HTML)]
    for start in starts:
        block, end = lines[start].block, start + 1
        while end < len(lines) and lines[end].block is block and not lines[end].first:
            end += 1
        texts = [line.raw for line in lines[start:end]]
        if block is Block.HTML:
            opened = next((closer for opener, closer in _HTML if opener.match(lines[start].text)), None)
            if opened:
                again = opened == "-->" and any("<!--" in text for text in texts[1:])  # it ends where the next should
                yield Open(start, end, opened), again or not any(opened in text.lower() for text in texts)
        elif match := _FENCE.match(texts[0]):
            yield Open(start, end, match["signs"]), _is_open(match["signs"], texts[1:])


def _is_open(signs: str, texts: Sequence[str]) -> bool:
    """Whether a fence is not closed by the last line of its block, or by one that was meant to open the next."""
    inner = [match for text in texts if (match := _FENCE.match(text)) and match["signs"].startswith(signs)]
    return not inner or bool(inner[-1]["info"]) or any(match["info"].strip() for match in inner)
