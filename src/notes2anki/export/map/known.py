"""What the map shows of a collection of Anki: how well each concept is known, and which to study next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from notes2anki.model import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notes2anki.export.map.page import Page, Spot
    from notes2anki.model import Note, Progress

ENOUGH = 0.8
"""Share of its questions that must be young or mature for a concept to count as known: one new question in five must not
close the way to all that builds on it."""
OFTEN = 4
"""Times a note was forgotten from which it is marked: half of what makes a card a leech in Anki as it comes."""
WORDS: Mapping[Known, str] = {
    Known.NEW: "not studied yet",
    Known.LEARNING: "being learned",
    Known.YOUNG: "young (comes back within 3 weeks)",
    Known.MATURE: "mature (well known)",
    Known.SUSPENDED: "suspended in Anki",
}
NOT_HELD = "not in your Anki collection"
_KNOWN = frozenset({Known.YOUNG, Known.MATURE})
_STARTED = _KNOWN | {Known.LEARNING}
_PREREQUISITE = "prerequisite"


@dataclass(frozen=True, slots=True)
class Standing:
    """How well one concept is known: at most one of these, none where there is nothing to study."""

    known: bool = False
    next: bool = False
    """To be studied next: it is begun or builds on what is known, and all that comes before it is known."""
    open: bool = False
    """Nothing comes before it, and it is not begun."""
    waits: bool = False
    """Something that comes before it is not known."""


def words(note: Note, progress: Mapping[str, Progress]) -> str:
    """Say how well a question is known."""
    held = progress.get(note.id)
    if held is None:
        return NOT_HELD
    if not held.lapses:
        return WORDS[held.known]
    return f"{WORDS[held.known]}, forgotten {held.lapses} time{'' if held.lapses == 1 else 's'}"


def standings(page: Page, progress: Mapping[str, Progress]) -> Sequence[Standing]:
    """Judge each spot of the page."""
    shares = [_share(spot, page.questions, progress) for spot in page.spots]
    before = _before(page)
    found = []
    for index, (spot, share) in enumerate(zip(page.spots, shares, strict=True)):
        # what has nothing to study stands in nobody's way
        first = [other for other in (shares[other] for other in before[index]) if other is not None]
        if share is None or spot.rest:
            found.append(Standing())
        elif share >= ENOUGH:
            found.append(Standing(known=True))
        elif any(other < ENOUGH for other in first):
            found.append(Standing(waits=True))
        else:
            begun = bool(first) or _begun(spot, page.questions, progress)
            found.append(Standing(next=begun, open=not begun))
    return found


def _begun(spot: Spot, questions: Sequence[Note], progress: Mapping[str, Progress]) -> bool:
    held = (progress.get(questions[index].id) for index in spot.questions)
    return any(one is not None and one.known in _STARTED for one in held)


def _share(spot: Spot, questions: Sequence[Note], progress: Mapping[str, Progress]) -> float | None:
    """Which part of the questions that can be studied is known; None where there are none."""
    asked = [questions[index] for index in spot.questions]
    held = [progress.get(note.id) for note in asked if note.answered]
    open_ = [one for one in held if one is None or one.known is not Known.SUSPENDED]
    if not open_:
        return None
    return sum(one is not None and one.known in _KNOWN for one in open_) / len(open_)


def _before(page: Page) -> Mapping[int, set[int]]:
    """Give what comes right before each concept; concepts that each need the other come together, so none waits for ever."""
    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_edges_from((link.source, link.target) for link in page.links if link.kind == _PREREQUISITE)
    together = {spot: number for number, ring in enumerate(nx.strongly_connected_components(order)) for spot in ring}
    before: defaultdict[int, set[int]] = defaultdict(set)
    for first, then in order.edges:
        if together[first] != together[then]:
            before[then].add(first)
    return before
