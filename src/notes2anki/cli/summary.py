"""What a build says at its end."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from notes2anki.model import Known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from notes2anki.cli.result import Result
    from notes2anki.identify import Changes
    from notes2anki.model import Collection

KINDS = ("new", "changed", "moved", "removed")
"""What a note can be since the last build; each is a field of `Changes`."""


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


def known(collection: Collection) -> str:
    """Say how well the notes are known; nothing if no collection of Anki was named."""
    if collection.progress is None:
        return ""
    notes = sum(1 for _ in collection.notes)
    found = len(collection.progress)
    if not found:
        return f"none of {_number(notes, 'note')} is in the collection; import the deck into Anki before you export from it"
    counts = Counter(progress.known for progress in collection.progress.values())
    said = ", ".join(f"{counts[state]} {state}" for state in Known if counts[state])
    if counts[Known.NEW] == found:
        said += "; if they were learnt, export with scheduling information"
    return f"{found} of {_number(notes, 'note')} in the collection: {said}"


def differences(changes: Changes | None) -> str:
    """Say how many notes became what; without `changes`, none did."""
    return ", ".join(f"{len(getattr(changes, kind, ()))} {kind}" for kind in KINDS)


def listed(changes: Changes, most: int | None = None) -> Iterator[str]:
    """Name the notes that are different, at most so many of a kind, and say what an import leaves for the user to do."""
    for kind in KINDS:
        found = getattr(changes, kind)
        for change in found[:most]:
            place = f"{change.path}:{change.line}" if change.line else change.path
            before = f" (from {change.before})" if change.before else ""
            yield f"{kind:8} {place}: {change.question}{before}"
        if len(found) > len(found[:most]):
            yield f"{kind:8} and {len(found) - len(found[:most])} more, which --verbose lists"
    for deck in changes.decks:
        yield (
            f"{_number(deck.notes, 'note')} went from deck {deck_name(deck.before)} to {deck_name(deck.after)}; an import leaves "
            "their cards where they are: move them in Anki, or use notes2anki push"
        )
    if changes.removed:
        yield f"removed notes stay in Anki; this search finds them: {changes.removed_search}"


def lines(result: Result, folder: Path, seconds: float) -> Iterator[str]:
    """Say what there is, what is different from the last build, and of each file or folder whether it was written."""
    yield result.counts
    if result.known:
        yield result.known
    yield f"{result.differences} since the last build"
    yield from result.changes
    written: dict[str, bool] = {}
    for name, changed in result.files.items():
        top = name.partition("/")[0]  # of a folder, which may hold hundreds of pictures, itself
        written[top] = written.get(top, False) or changed
    for name, changed in written.items():
        yield f"{os.path.relpath(folder / name)} {'written' if changed else 'unchanged'}"
    yield f"done in {seconds:.1f} s"


def deck_name(name: str) -> str:
    """Write a deck as Anki shows it, without the colons, which some CI would take for a command."""
    return f"'{name.replace('::', ' › ')}'"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
