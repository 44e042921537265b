"""Groups of notes that nothing ties to the others: neither a concept, nor a relation of concepts, nor a follow-up."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from notes2anki.model import Collection, Note

MAINLAND = 5
"""Answered notes that hang together at least for the others to be missed there."""
SHARE = 2 / 3
"""Share of the notes that hang together at least: with less they are about several subjects, and none of them is astray."""


def islands(collection: Collection) -> list[list[Note]]:
    """The answered notes of each island, in the order of the notes.

    An island is apart from the mainland: what ties most answered notes together; where nothing does, for notes of several
    subjects, what ties most of its file together.
    """
    answered = [note for note in collection.notes if note.answered]
    group = _groups(collection.graph)
    mainland = _mainland(answered, group)
    homes: Mapping[str, str | None] = {}
    if mainland is None:
        files: dict[str, list[Note]] = defaultdict(list)
        for note in answered:
            files[note.place.path].append(note)
        homes = {path: _mainland(notes, group) for path, notes in files.items()}
    of_home = set(homes.values())
    found: dict[str, list[Note]] = defaultdict(list)
    for note in answered:
        home = mainland or homes.get(note.place.path)
        if home and group[note.id] != home and group[note.id] not in of_home:
            found[group[note.id]].append(note)
    return list(found.values())


def _mainland(notes: Sequence[Note], group: Mapping[str, str]) -> str | None:
    """The group that most of the notes are in; None where they are in several."""
    for largest, count in Counter(group[note.id] for note in notes).most_common(1):
        if count >= MAINLAND and count >= SHARE * len(notes):
            return largest
    return None


def _groups(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """By each note and concept one that stands for all that it is tied to (union-find)."""
    above = {node: node for node, data in graph.nodes(data=True) if data["kind"] != "section"}

    def top(node: str) -> str:
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    for one, other, kind in graph.edges(keys=True):
        if kind != "contains":
            above[top(one)] = top(other)
    return {node: top(node) for node in above}
