"""What a push says: which notes Anki gets, and which it leaves alone and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.cli.summary import deck_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notes2anki.pipeline import Run
    from notes2anki.push import Plan, Wish

MOST = 10
"""Notes of a kind that are listed."""


def lines(plan: Plan, run: Run, wish: Wish, *, done: bool, most: int | None) -> Iterator[str]:
    """Say it, a line for each note, at most so many of a kind, and then the numbers."""
    names = _names(run)
    kinds = list(_kinds(plan, wish))
    for kind, guids, remark in kinds:
        for guid in guids[:most]:
            yield f"{kind:9} {names.get(guid, guid)}"
        if len(guids) > len(guids[:most]):
            yield f"{kind:9} and {len(guids) - len(guids[:most])} more, which --verbose lists"
        if guids and remark:
            yield f"{'':9} {remark}"
    for line in dict.fromkeys(f"{deck_name(move.before)} to {deck_name(move.after)}" for move in plan.move):
        yield f"{'move':9} from deck {line}"
    numbers = ", ".join(f"{len(guids)} to {kind}" for kind, guids, remark in kinds if guids and not remark)
    if plan.empty:
        alone = any(guids for _, guids, _ in kinds)
        yield f"nothing to do: {'what is listed stays as it is in Anki' if alone else 'Anki holds these notes already'}"
    elif done:
        yield f"done: {numbers.replace(' to ', ' ')}"
    else:
        yield f"{numbers}; this was a dry run, nothing is changed: add --yes to do it"


def _kinds(plan: Plan, wish: Wish) -> Iterator[tuple[str, list[str], str]]:
    """Each kind of thing to do with the guids of its notes, and why, where something is not done."""
    yield "create", [note.guid for note in plan.create], ""
    yield "adopt", [note.guid for _, note in plan.adopt], ""
    yield "update", [note.guid for note in plan.update + plan.undecided], ""
    yield "refresh", [note.guid for note in plan.refresh] + [note.guid for _, note in plan.tend], ""
    yield "move", _unique(move.guid for move in plan.move), ""
    yield "unsuspend", [*plan.wake], ""
    yield "suspend", [*plan.rest], ""
    yield "delete" if wish.delete else "remove", [note.guid for note in plan.remove], ""
    yield "kept", plan.kept, "edited in Anki after the notes were: --overwrite replaces them"
    yield (
        "elsewhere",
        _unique(move.guid for move in plan.elsewhere),
        "in decks that are none of these notes': --move moves them (cards of a filtered deck stay)",
    )
    yield (
        "unsure",
        plan.unsure,
        "in Anki under another note type, or without their id: docs/push.md says what to do",
    )
    yield (
        "left",
        plan.left,
        "not in Anki as they are here, though they were handed over: look at them there, then push again",
    )


def _unique(guids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(guids))


def _names(run: Run) -> dict[str, str]:
    """Where each note stands, or stood, and what it asks."""
    names = {guid: f"{entry.path}: {entry.question}" for guid, entry in run.entries.items()}
    return names | {note.id: f"{note.place.path}:{note.place.line}: {note.question}" for note in run.collection.notes}
