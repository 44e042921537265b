"""The graph of sections, questions and concepts; docs/data.md lists its nodes, edges and attributes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx

from notes2anki.link.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.model import Concept, Document

TOGETHER = 8
"""How many of a note's concepts, best first, count as seen together."""
NEIGHBOURS = 12
"""How many concepts, most often seen together first, one concept is tied to."""

_SPELLED = str.maketrans({"+": " plus ", "#": " sharp ", "&": " and "})


def concept_id(name: str) -> str:
    """A readable id made of a name: letters and digits of any script, and hyphens."""
    return "-".join(re.findall(r"[^\W_]+", fold(name).translate(_SPELLED))) or "concept"


def node_of(concept: Concept) -> str:
    """The node of a concept."""
    return f"concept:{concept.id}"


def section_node(path: str, titles: Sequence[str] = ()) -> str:
    """The node of a file, or of a section in it; a slash within a title is doubled."""
    return f"section:{path}#" + "/".join(title.replace("/", "//") for title in titles) if titles else f"section:{path}"


def new_graph(documents: Iterable[Document], concepts: Iterable[Concept]) -> nx.MultiDiGraph[str]:
    """Files, sections, notes and concepts, and what contains or follows what."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for document in documents:
        _add_document(graph, document)
    for concept in concepts:
        graph.add_node(
            node_of(concept),
            kind="concept",
            name=concept.name,
            aliases=list(concept.aliases),
            rank=concept.rank,
            definition=concept.definition,
        )
    return graph


def connect(graph: nx.MultiDiGraph[str], source: str, target: str, kind: str, **attributes: object) -> None:
    """Draw an edge; there is one of a kind from one node to another."""
    graph.add_edge(source, target, key=kind, kind=kind, **attributes)


def _add_document(graph: nx.MultiDiGraph[str], document: Document) -> None:
    path = document.source.path
    graph.add_node(section_node(path), kind="section", name=document.title or path, path=path, line=1, titles=[])
    lines = {section.path: section.line for section in document.sections}
    for titles in [*lines, *(note.section for note in document.notes)]:
        _add_section(graph, path, titles, lines)
    for note in document.notes:
        graph.add_node(
            note.id,
            kind=note.kind.value,
            name=note.question,
            path=path,
            line=note.place.line,
            answered=note.answered,
            form=note.form.value,
        )
        connect(graph, section_node(path, note.section), note.id, "contains")
    known = {note.id for note in document.notes}
    for note in document.notes:
        if note.parent in known and note.parent is not None:
            connect(graph, note.id, note.parent, "followup_of")


def _add_section(
    graph: nx.MultiDiGraph[str], path: str, titles: tuple[str, ...], lines: Mapping[tuple[str, ...], int]
) -> None:
    """A section within those around it."""
    for depth in range(1, len(titles) + 1):
        inner = titles[:depth]
        node = section_node(path, inner)
        if node not in graph:
            graph.add_node(
                node, kind="section", name=inner[-1], path=path, line=lines.get(inner, 1), titles=list(inner)
            )
            connect(graph, section_node(path, inner[:-1]), node, "contains")


def tie_together(graph: nx.MultiDiGraph[str], notes: Iterable[Sequence[str]]) -> None:
    """Tie concepts that notes have together; `notes` are the concept nodes of each note, best first.

    The weight of a tie is in how many notes both are among the best. Each concept keeps its strongest ties, so that
    their number grows with that of the concepts.
    """
    where: dict[str, list[Sequence[str]]] = defaultdict(list)
    for nodes in notes:
        best = nodes[:TOGETHER]
        for node in best:
            where[node].append(best)
    # one concept after another: all pairs of many notes at once take more memory than the notes
    ties: dict[tuple[str, str], int] = {}
    for node, having in where.items():
        both = Counter(chain.from_iterable(having))
        alone = both.pop(node)
        shares = {other: count / (alone + len(where[other]) - count) for other, count in both.items()}
        rivals = [(-both[other] * share, min(node, other), max(node, other)) for other, share in shares.items()]
        for _, one, other in nsmallest(NEIGHBOURS, rivals):
            ties[one, other] = both[other if one == node else one]
    for (one, other), count in sorted(ties.items()):
        connect(graph, one, other, "relates", weight=count)
