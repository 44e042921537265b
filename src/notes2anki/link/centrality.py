"""How much each concept is in the middle of things, and with which others it belongs together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from notes2anki.link.communities import communities

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from notes2anki.link.communities import Ties

DAMPING = 0.85
"""Share of its weight that a node hands on in PageRank (Brin and Page, 1998)."""
EXACT = 1e-4
"""Change in a round, as a share of what a concept has on average, below which nobody sees a difference."""
UNTIED = frozenset(("prerequisite",))
"""Edges between concepts that do not count: they say what comes first, and are drawn from the others."""


def add_centrality(graph: nx.MultiDiGraph[str]) -> None:
    """Give each concept its attributes `degree`, `centrality` and `community`; docs/data.md says what they mean."""
    concepts = sorted(node for node, data in graph.nodes(data=True) if data["kind"] == "concept")
    ties = _ties(graph, concepts)
    ranks = _pagerank(ties)
    highest = max(ranks, default=1.0)
    groups = communities(ties)
    # the largest is the first; of two as large, that with the first concept
    largest = {group: number for number, (group, _) in enumerate(Counter(groups).most_common(), start=1)}
    for node, its, rank, group in zip(concepts, ties, ranks, groups, strict=True):
        graph.nodes[node].update(degree=len(its), centrality=round(rank / highest, 4), community=largest[group])


def _ties(graph: nx.MultiDiGraph[str], concepts: Sequence[str]) -> Ties:
    """The edges between concepts without their directions; the weights of several add up."""
    numbers = {node: number for number, node in enumerate(concepts)}
    weights: dict[tuple[int, int], int] = {}
    for source, target, kind, data in graph.edges(concepts, keys=True, data=True):
        if kind not in UNTIED:
            one, other = sorted((numbers[source], numbers[target]))
            weights[one, other] = weights.get((one, other), 0) + data["weight"]
    ties: list[dict[int, int]] = [{} for _ in concepts]
    for (one, other), weight in sorted(weights.items()):  # sorted, for sums of fractions depend on the order
        ties[one][other] = ties[other][one] = weight
    return ties


def _pagerank(ties: Ties) -> list[float]:
    """Weighted PageRank of each node, by power iteration; one without ties keeps what all have."""
    hands = [DAMPING / (sum(its.values()) or 1) for its in ties]
    lists = [list(its.items()) for its in ties]
    rank = [1.0] * len(ties)
    change = 1.0
    while change > EXACT:
        given = [has * each for has, each in zip(rank, hands, strict=True)]
        before, rank = rank, [1 - DAMPING + sum([given[other] * weight for other, weight in its]) for its in lists]
        change = max((abs(now - then) for now, then in zip(rank, before, strict=True)), default=0.0)
    return rank
