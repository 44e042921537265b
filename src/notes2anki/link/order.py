"""An order to study in: that of the notes, but what explains a concept is pulled before what builds on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from notes2anki.model import Note

T = TypeVar("T")


def add_study_order(graph: nx.MultiDiGraph[str], notes: Sequence[Note], best: Mapping[str, str]) -> None:
    """Number notes and concepts in the order in which they are best studied, each from 1, as their attribute `order`.

    `best`: the node of the concept that a note is most about, by the note's id. A follow-up is studied after its question.
    """
    reading = {note.id: place for place, note in enumerate(notes)}
    roots = _roots(notes)
    followups: dict[str, list[str]] = {}
    for note in notes:
        followups.setdefault(roots[note.id], []).append(note.id)
    first: dict[str, int] = {}
    for note_id, place in reading.items():
        for concept in graph.successors(note_id):
            if graph.nodes[concept]["kind"] == "concept":
                first.setdefault(concept, place)

    explained = {str(node): str(note) for node, note in graph.nodes(data="definition") if note}
    needed = _needed(graph, lambda concept: reading.get(explained.get(concept, ""), first.get(concept, 0)))

    def asked_before(note: str) -> Iterator[str]:
        concept = best.get(note)
        for each in (*needed.get(concept, ()), concept) if concept else ():
            if each in explained:
                yield roots[explained[each]]

    studied = _in_order((note.id for note in notes if roots[note.id] == note.id), asked_before)
    _number(graph, (note for root in studied for note in followups[root]))
    _number(
        graph,
        _in_order(
            sorted(first, key=lambda concept: (first[concept], concept)), lambda concept: needed.get(concept, ())
        ),
    )


def _needed(graph: nx.MultiDiGraph[str], place: Callable[[str], int]) -> dict[str, list[str]]:
    """What each concept needs, in the order of the notes; the graph has too many edges to be asked for each concept."""
    needed: dict[str, list[str]] = {}
    for source, target, kind in graph.edges(keys=True):
        if kind == "prerequisite":
            needed.setdefault(target, []).append(source)
    return {concept: sorted(others, key=place) for concept, others in needed.items()}


def _roots(notes: Sequence[Note]) -> dict[str, str]:
    """The question that each note hangs under; itself if it hangs under none."""
    parents = {note.id: note.parent for note in notes}
    roots = {}
    for note in notes:
        root = note.id
        while (parent := parents[root]) in parents and parent is not None:
            root = parent
        roots[note.id] = root
    return roots


def _in_order(starts: Iterable[T], needs: Callable[[T], Iterable[T]]) -> Iterator[T]:
    """Each thing once, after what it needs; a need that leads back to itself is passed over."""
    begun: set[T] = set()
    for start in starts:
        if start in begun:
            continue
        begun.add(start)
        path = [(start, iter(needs(start)))]
        while path:
            thing, rest = path[-1]
            following = next((each for each in rest if each not in begun), None)
            if following is None:
                yield thing
                path.pop()
            else:
                begun.add(following)
                path.append((following, iter(needs(following))))


def _number(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> None:
    for order, node in enumerate(nodes, start=1):
        graph.nodes[node]["order"] = order
