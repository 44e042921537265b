"""What a build says at its end."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from notes2anki.cli.result import Result
    from notes2anki.identify import Changes
    from notes2anki.model import Collection


def counted(collection: Collection) -> str:
    """Say how many of each thing there are."""
    kinds = Counter(str(note.kind) for note in collection.notes)
    return ", ".join(
        (
            _number(len(collection.documents), "file"),
            _number(kinds["question"], "question"),
            _number(kinds["followup"], "follow-up"),
            f"{sum(not note.answered for note in collection.notes)} unanswered",
            _number(len(collection.concepts), "concept"),
        )
    )


def differences(changes: Changes | None) -> str:
    """Say how many notes became what; without `changes`, none did."""
    return ", ".join(f"{len(getattr(changes, kind, ()))} {kind}" for kind in ("new", "changed", "moved", "removed"))


def lines(result: Result, folder: Path, seconds: float) -> Iterator[str]:
    """Say what there is, what is different from the last build, and of each file whether it was written."""
    yield result.counts
    yield f"{result.differences} since the last build"
    if result.removed:
        yield f"removed notes stay in Anki; this search finds them: {result.removed}"
    for name, written in result.files.items():
        yield f"{os.path.relpath(folder / name)} {'written' if written else 'unchanged'}"
    yield f"done in {seconds:.1f} s"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
