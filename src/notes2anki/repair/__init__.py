"""`Source` to `Source`: damage from wrong encodings undone, odd spaces and stray controls made plain.

The number of lines never changes, and what is clean stays as it is. Repairing twice is repairing once.
"""

from __future__ import annotations

import re
from dataclasses import replace

from notes2anki.model import Diagnostic, Severity, Source
from notes2anki.repair.mojibake import undo
from notes2anki.repair.plain import plain

__all__ = ["repair", "repair_text"]

_LINE_END = re.compile(r"\r\n|\r")
_NAMED = 12
"""Line numbers that a diagnostic names before it only counts."""


def repair(source: Source) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Repair the text of a source, and report it: at most once what was done, and once what could not be.

    `repaired` is at the first line that was changed. `damaged` is at the first line that bears the marks of damage but
    could have been several things; it stands as it was.
    """
    text, changed, doubtful = _repaired(source.text)
    diagnostics = []
    if changed:
        message = f"damage was undone in {_count(changed)}: {_listed(changed)}; look at them once"
        diagnostics.append(Diagnostic(source.path, changed[0], 0, "repaired", Severity.INFO, message))
    if doubtful:
        message = f"{_count(doubtful)} damaged, and what was there cannot be told: {_listed(doubtful)}; correct by hand"
        diagnostics.append(Diagnostic(source.path, doubtful[0], 0, "damaged", Severity.WARNING, message))
    return replace(source, text=text), tuple(diagnostics)


def repair_text(text: str) -> str:
    r"""Repair text that comes from no file; lines end in ``\n`` afterwards."""
    return _repaired(text)[0]


def _repaired(text: str) -> tuple[str, list[int], list[int]]:
    """Give the repaired text, the numbers of the lines that changed, and those of the lines that stay doubtful."""
    before = _LINE_END.sub("\n", text)
    after, (undone, doubtful) = before, _round(before)
    while (
        undone != after
    ):  # what comes out may be damaged again; each round makes the text likelier, so there is an end
        after, (undone, doubtful) = undone, _round(undone)
    if after == before:
        return after, [], doubtful
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return after, [number for number, (old, new) in enumerate(pairs, 1) if old != new], doubtful


def _round(text: str) -> tuple[str, list[int]]:
    undone, doubtful = undo(text)
    return plain(undone), doubtful


def _count(lines: list[int]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"


def _listed(lines: list[int]) -> str:
    named = ", ".join(str(line) for line in lines[:_NAMED])
    return named if len(lines) <= _NAMED else f"{named} and {len(lines) - _NAMED} more"
