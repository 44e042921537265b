"""Reads a glossary: the names that concepts go by, each with its other names.

``Gradient descent: steepest descent, GD``
``Gradient descent (GD)``
``| Gradient descent | steepest descent, GD |``
``Gradient descent`` with ``: steepest descent, GD`` below
``Estuary - mouth of a river that the tide reaches`` (an explanation is no name)
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from notes2anki.model import Diagnostic, Severity, Term
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.model import Source

LONGEST = 9
"""Words of the longest name."""
LONGEST_OTHER = 5
"""Words from which on what stands behind a colon is no name any more."""
LONGEST_LINE = 2_000
"""Characters of a line that are read; more is no entry."""

_HEAD = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_MARK = re.compile(r"^(?:[-*+•]|\d{1,4}[.)])\s+")
_RULE = re.compile(r"[\s|:=-]+")
_COLON = re.compile(r"\s*(?:::?|=)[*_]{0,3}(?:\s+|$)|\t\s*")
_DASH = re.compile(r"\s+[-–—]\s+")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_BETWEEN = re.compile(r"\s*[,;]\s*")


def names(source: Source) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Read the entries of a glossary.

    A name that has two entries has one with the other names of both. What is another name in the entries of two is
    left out of both, and what is another name here and an entry there is one concept with it.
    """
    terms: dict[str, Term] = {}
    doubts: list[Diagnostic] = []
    for line, name, others in _entries(source.text):
        known = terms.setdefault(name.casefold(), Term(name, (), line))
        if known.line != line:
            message = f"“{name}” has an entry in line {known.line} already; the two are taken for one"
            doubts.append(_doubt(source, line, message))
        aliases = {
            other.casefold(): other for other in (*known.aliases, *others) if other.casefold() != name.casefold()
        }
        terms[name.casefold()] = replace(known, aliases=tuple(aliases.values()))
    return _without_doubtful(source, terms, doubts)


def _without_doubtful(
    source: Source, terms: dict[str, Term], doubts: list[Diagnostic]
) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Leave out other names of two entries."""
    first: dict[str, Term] = {}
    shared: set[str] = set()
    for term in terms.values():
        for other in term.aliases:
            claimed = first.setdefault(other.casefold(), term)
            if claimed is not term:
                shared.add(other.casefold())
                message = f"“{other}” is another name of “{term.name}” and, in line {claimed.line}, of “{claimed.name}”; it is left out"
                doubts.append(_doubt(source, term.line, message))
            elif other.casefold() in terms:
                entry = terms[other.casefold()]
                message = f"“{other}” is another name of “{term.name}” and has an entry in line {entry.line}; the two are taken for one"
                doubts.append(_doubt(source, term.line, message))
    kept = (
        Term(term.name, tuple(other for other in term.aliases if other.casefold() not in shared), term.line)
        for term in terms.values()
    )
    return tuple(kept), tuple(doubts)


def _doubt(source: Source, line: int, message: str) -> Diagnostic:
    return Diagnostic(source.path, line, 1, "glossary", Severity.WARNING, message)


def _entries(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Line, name and other names of each entry."""
    head = _HEAD.match(text)
    skipped = head[0].count("\n") if head else 0
    lines = text.split("\n")
    for at in range(skipped, len(lines)):
        line = lines[at][:LONGEST_LINE].strip()
        if not line or line.startswith(("#", "<!--", "```", ": ", ":\t")) or _RULE.fullmatch(line):
            continue
        below = lines[at + 1][:LONGEST_LINE].strip() if at + 1 < len(lines) else ""
        if line.startswith("|"):
            if _RULE.fullmatch(below) and "-" in below:
                continue  # the head of a table
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            name, behind = cells[0], cells[1] if len(cells) > 1 else ""
        else:
            name, behind = _parted(_MARK.sub("", line, count=1))
            if not behind and below.startswith((": ", ":\t")):
                behind = below[1:]
        entry = _entry(plain(name), plain(behind))
        if entry:
            yield at + 1, *entry


def _parted(line: str) -> tuple[str, str]:
    """A name, and what stands behind its colon; what stands behind a dash is an explanation."""
    colon, dash = _COLON.search(line), _DASH.search(line)
    if colon and not (dash and dash.start() < colon.start()):
        return line[: colon.start()], line[colon.end() :]
    return (line[: dash.start()] if dash else line), ""


def _entry(name: str, behind: str) -> tuple[str, list[str]] | None:
    brackets = _BRACKETS.search(name)
    others = [brackets[1].strip()] if brackets else []
    name = (name[: brackets.start()] if brackets else name).strip(" *_`\"“”'")
    behind = behind.strip()
    parts = [part.strip(" *_`\"“”'") for part in _BETWEEN.split(behind) if part]
    if not behind.endswith((".", "!", "?", "…")) and all(len(part.split()) <= LONGEST_OTHER for part in parts):
        others += parts
    if not any(map(str.isalnum, name)) or len(name.split()) > LONGEST:
        return None
    return name, [other for other in others if any(map(str.isalnum, other))]
