"""Gaps as card tools write them, turned into Anki's own ``{{c1::hidden::hint}}``."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from notes2anki.parse.excerpt import blanked

if TYPE_CHECKING:
    from collections.abc import Iterable

_INNER = r"(?:(?P<number>\d{1,3});;)?(?P<text>%s)(?:;;(?P<hint>[^\n;]{1,200}?))?"
_PATTERNS = {
    "highlight": re.compile(r"(?<!=)==(?![\s=])" + _INNER % r"[^=\n]{1,1000}?" + r"(?<!\s)==(?!=)"),
    "bold": re.compile(r"(?<!\*)\*\*(?![\s*])" + _INNER % r"[^*\n]{1,1000}?" + r"(?<!\s)\*\*(?!\*)"),
    "curly": re.compile(r"\{\{(?!c\d{1,3}(?:::|[ ])|cloze[ ])" + _INNER % r"[^{}\n]{1,1000}?" + r"\}\}"),
    "macro": re.compile(
        r"\{\{(?:c(?P<number>\d{1,3})|cloze)[ ]+(?P<text>[^{}\n]{1,1000}?)(?:[ ]*\\\\(?P<hint>[^{}\n]{1,200}))?\}\}"
    ),
    "brace": re.compile(
        r"(?<![\\\w${}])\{(?:(?P<c>c)?(?P<number>\d{1,3})(?:\||::?))?(?P<text>[^{}\n|:]{1,1000})(?P<hint>)\}(?!\})"
    ),
}
"""By the name of the notation; no text or hint is longer than its bound, so that time stays linear."""
_TEMPLATE = re.compile(
    r"(?:embed|query|renderer|video|youtube|tweet|namespace|date|time|title|content|note|cursor|function|template|include|partial"
    r"|tags?|name|url|[\w.-]*[._][\w.-]*)\b|[#/>!^%&]|\S+\s*\||\$"
)
_ESCAPE = re.compile(r"\\(?=[{}])")

Gap = tuple[str, re.Match[str]]
"""The notation of a gap, and where it stands."""


def find_gaps(text: str, notations: Iterable[str] = tuple(_PATTERNS)) -> list[Gap]:
    """Return everything that could be a gap in some notations, in order; not in code, mathematics and links."""
    shown = blanked(text)
    found = [(name, match) for name in notations for match in _PATTERNS[name].finditer(shown)]
    gaps: list[Gap] = []
    for name, match in sorted(found, key=lambda gap: (gap[1].start(), -gap[1].end())):
        if gaps and match.start() < gaps[-1][1].end():
            continue
        if not (name == "curly" and _TEMPLATE.match(match["text"])):
            gaps.append((name, match))
    return gaps


def says_so(gap: Gap) -> bool:
    """Whether a gap shows by itself that it is one: it is a macro, or has a number or a hint as no other markup has."""
    name, match = gap
    return (
        name == "macro"
        or (name == "brace" and bool(match["c"]))
        or (name != "brace" and bool(match["number"] or match["hint"]))
    )


def fill(text: str, gaps: Iterable[Gap]) -> str:
    """Write gaps in Anki's notation; those without a number are counted from 1, macros from the first free number."""
    gaps = list(gaps)
    numbers = count(1 + max((int(match["number"] or 0) for name, match in gaps if name == "macro"), default=0))
    out, end = [], 0
    for _, match in gaps:
        number = match["number"] or next(numbers)
        hidden, hint = (text[slice(*match.span(part))].strip() for part in ("text", "hint"))
        out += [
            text[end : match.start()],
            f"{{{{c{int(number)}::{_inside(hidden)}{'::' * bool(hint)}{_inside(hint)}}}}}",
        ]
        end = match.end()
    return "".join((*out, text[end:]))


def _inside(text: str) -> str:
    """Keep the ends of code and mathematics from closing the gap they stand in."""
    return text.replace("}}", "} }").replace("::", ": :")
