"""Text in which every character is itself, and what lines and paragraphs make of it."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from notes2anki.render.breaks import is_wrapped, joint

_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def as_text(text: str) -> str:
    """Return `text` as it was written, for the parser must not get it."""
    return joined([f"<p>{lines(block)}</p>\n" for block in _PARAGRAPH_END.split(escape(text.strip("\n"), quote=False))])


def joined(blocks: list[str]) -> str:
    """Join blocks; a paragraph alone is a line without a tag."""
    return blocks[0][3:-5] if len(blocks) == 1 and blocks[0].startswith("<p>") else "".join(blocks)


def lines(html: str) -> str:
    """Break the lines of a paragraph, or join them where an editor has wrapped them."""
    html = html.strip()
    if "\n" not in html:
        return html
    parts = [line.rstrip(" ") for line in html.split("\n")]
    if not is_wrapped([line.strip() for line in parts]):
        return "<br>\n".join(parts)
    joints = [joint(before, after) for before, after in pairwise(parts)]
    return "".join(part for pair in zip(parts, [*joints, ""], strict=True) for part in pair)
