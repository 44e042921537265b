"""What a build says at its end."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from notes2anki.identify import NAME
from notes2anki.model import Collection, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from notes2anki.console import Console
    from notes2anki.identify import Changes
    from notes2anki.pipeline import Run


def counted(collection: Collection) -> str:
    """Say how many of each thing there are."""
    kinds = Counter(note.kind for note in collection.notes)
    return ", ".join(
        (
            _number(len(collection.documents), "file"),
            _number(kinds[Kind.QUESTION], "question"),
            _number(kinds[Kind.FOLLOWUP], "follow-up"),
            f"{sum(not note.answered for note in collection.notes)} unanswered",
            _number(len(collection.concepts), "concept"),
        )
    )


def show(run: Run, files: Mapping[Path, bool], seconds: float, console: Console) -> None:
    """Print what there is, what is different from the last build, and of each file whether it was written."""
    console.result(counted(run.collection))
    console.result(f"{differences(run.changes)} since the last build")
    if run.changes.removed:
        console.result(f"removed notes stay in Anki; this search finds them: {run.changes.removed_search}")
    for file, changed in files.items():
        console.result(f"{os.path.relpath(file)} {'written' if changed else 'unchanged'}")
    console.result(f"done in {seconds:.1f} s")


def stale(run: Run) -> str:
    """Say why a frozen build fails, and what to do."""
    return f"{NAME}: is not up to date ({differences(run.changes)}); run notes2anki build and commit it"


def differences(changes: Changes) -> str:
    """Say how many notes became what."""
    kinds = {"new": changes.new, "changed": changes.changed, "moved": changes.moved, "removed": changes.removed}
    return ", ".join(f"{len(notes)} {kind}" for kind, notes in kinds.items())


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
