"""The short way for what most answers are: paragraphs, flat lists and strong words.

It takes a tenth of the time of the parser, and gives up at whatever could mean more. A law holds that what it makes is
what the parser makes.
"""

from __future__ import annotations

import re

from notes2anki.render.plain import joined, lines

_SIGNS = re.compile(r"[\\`_\[\]<>&#~^|$%@\t\r\xa0]")
_BLANK = re.compile(r"\n(?: *\n)+")
_ITEM = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)])) (?P<text>\S.*)")
_BEGINNING = re.compile(r"\*\*\w|[^-+*:=\s\d]|\d+(?![\d.)])")
"""How text begins that cannot be a list, a rule, a heading or a definition."""
_STRONG = re.compile(r"(?<![^ (>\n])\*\*(\w(?:[^*\n]*\w)?)\*\*(?![^ ,.;:!?)<\n])")


def quick_html(text: str) -> str | None:
    """Return the HTML of a text that is no more than that, and None when the parser must see it."""
    if _SIGNS.search(text) or "  " in text or "==" in text or "://" in text:
        return None
    blocks: list[str] = []
    for chunk in _BLANK.split(text.strip("\n")):
        rows = [row.rstrip(" ") for row in chunk.split("\n")]
        begin = next((number for number, row in enumerate(rows) if _ITEM.match(row)), len(rows))
        if not all(map(_BEGINNING.match, rows[:begin])) or (begin == 0 and blocks[-1:] and blocks[-1].endswith("l>\n")):
            return None
        if begin:
            paragraph = lines("\n".join(rows[:begin]))
            blocks.append(f"<p>{paragraph}</p>\n")
        if begin < len(rows):
            blocks.append(_list(rows[begin:], after_text=begin > 0))
    html = joined(blocks)
    if "*" in html:
        html = _STRONG.sub(r"<strong>\1</strong>", html)
    return html if "*" not in html and "" not in blocks else None


def _list(rows: list[str], *, after_text: bool) -> str:
    """Return the HTML of a list of one line an item; empty if it is not that simple."""
    items = [item for item in map(_ITEM.match, rows) if item and _BEGINNING.match(item["text"])]
    kinds = {item["dot"] or item["marker"] for item in items}
    if len(items) < len(rows) or len(kinds) > 1:
        return ""
    inner = "".join(f"<li>{item['text'].strip()}</li>\n" for item in items)
    if not items[0]["number"]:
        return f"<ul>\n{inner}</ul>\n"
    number = int(items[0]["number"])
    if number == 1:
        return f"<ol>\n{inner}</ol>\n"
    # a number that begins no list goes on with the sentence
    return "" if after_text else f'<ol start="{number}">\n{inner}</ol>\n'
