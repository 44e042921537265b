"""Which notes are near which: they share concepts that few others have, or their concepts are in relation."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx

    from notes2anki.model import Note

    Shares = Sequence[tuple[str, float]]
    """The concepts of a note, each with how sure it is that the note is about it, best first."""

MOST = 5
"""Notes that are near one note."""
CROWD = 12
"""Notes that a concept may be in to lead from one of them to another: so the work grows with the notes, not with their pairs."""
FEW = 100
"""Notes that there are at least for the purpose: in a few notes nothing would be rare."""
LEAST = 1.0
"""Nearness below which nothing is said: that of one concept which a tenth of the notes share."""
SHARE = 1 / 3
"""Share of the nearness of the nearest one that the others have at least."""
RELATED = 1.0
"""How near it makes two notes that their concepts are in relation."""
TYPED = frozenset(("type_of", "part_of", "compared_with", "solves", "causes", "used_for"))


def related(
    graph: nx.MultiDiGraph[str], notes: Sequence[Note], concepts: Sequence[Shares]
) -> dict[str, tuple[str, ...]]:
    """By the id of each note the ids of those near it, nearest first; none of its own question and follow-ups."""
    where: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, shares in enumerate(concepts):
        for concept, weight in shares:
            where[concept].append((place, weight))
    linked = _linked(graph, {note.id: place for place, note in enumerate(notes)})
    family = _families(notes)
    found: dict[str, tuple[str, ...]] = {}
    for place, note in enumerate(notes):
        near: dict[int, float] = defaultdict(float)
        for other, nearness in _near(concepts[place], where, linked, len(notes)):
            if family[other] != family[place] and notes[other].answered:
                near[other] += nearness
        least = max([LEAST, *(SHARE * nearness for nearness in near.values())])
        best = sorted((-nearness, other) for other, nearness in near.items() if nearness >= least)[:MOST]
        if best:
            found[note.id] = tuple(notes[other].id for _, other in best)
    return found


def _linked(graph: nx.MultiDiGraph[str], places: Mapping[str, int]) -> dict[str, list[int]]:
    """By a concept the notes that explain a concept which is in relation with it, the surest of them."""
    linked: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for source, target, kind, data in graph.edges(keys=True, data=True):
        if kind in TYPED:
            for concept, other in ((source, target), (target, source)):
                explained = graph.nodes[other]["definition"]
                if explained:
                    linked[concept].append((-data["weight"], places[explained]))
    return {concept: [place for _, place in sorted(found)[:CROWD]] for concept, found in linked.items()}


def _near(
    shares: Shares,
    where: Mapping[str, Sequence[tuple[int, float]]],
    linked: Mapping[str, Sequence[int]],
    total: int,
) -> Iterator[tuple[int, float]]:
    """Every reason for another note to be near one with these concepts."""
    for concept, weight in shares:
        having = where[concept]
        if 1 < len(having) <= CROWD:
            rarity = math.log(max(total, FEW) / len(having), CROWD)
            for other, its_weight in having:
                yield other, weight * its_weight * rarity
    for concept, _ in shares[:1]:
        for other in linked.get(concept, ()):
            yield other, RELATED


def _families(notes: Sequence[Note]) -> list[int]:
    """A number for each note, the same for a question and all that follows it."""
    numbers: dict[str, int] = {}
    families = []
    for place, note in enumerate(notes):
        numbers[note.id] = numbers.get(note.parent or "", place)
        families.append(numbers[note.id])
    return families
