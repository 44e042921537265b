"""How much concepts are in the middle of things, and which belong together."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg

from link_notes import linked
from notes2anki.link.centrality import add_centrality
from notes2anki.link.communities import communities

CLUB = nx.karate_club_graph()
EDGES = [(str(one), str(other), data["weight"]) for one, other, data in CLUB.edges(data=True)]


def _graph(edges: list[tuple[str, str, int]], seed: int = 0) -> nx.MultiDiGraph[str]:
    """A graph of concepts alone, its nodes and edges in any order."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shuffled = random.Random(seed)
    for node in shuffled.sample(nodes := sorted({node for edge in edges for node in edge[:2]}), len(nodes)):
        graph.add_node(node, kind="concept", name=node)
    for one, other, weight in shuffled.sample(edges, len(edges)):
        graph.add_edge(*shuffled.sample([one, other], 2), key="relates", weight=weight)
    add_centrality(graph)
    return graph


def test_centrality_is_the_pagerank_of_networkx() -> None:
    ranks = pagerank_alg._pagerank_python(CLUB)  # the public one needs scipy
    highest = max(ranks.values())
    assert dict(_graph(EDGES).nodes(data="centrality")) == {
        str(node): pytest.approx(rank / highest, abs=2e-4) for node, rank in ranks.items()
    }


def test_degree_counts_concepts_and_not_edges() -> None:
    graph = _graph([("a", "b", 1), ("a", "c", 1)])
    graph.add_edge("b", "a", key="type_of", weight=3)
    graph.add_edge("b", "c", key="prerequisite", weight=0.5)
    add_centrality(graph)
    assert dict(graph.nodes(data="degree")) == {"a": 2, "b": 1, "c": 1}


def test_communities_are_as_good_as_known_for_a_club() -> None:
    groups = dict(_graph(EDGES).nodes(data="community"))
    found = [{node for node in CLUB if groups[str(node)] == group} for group in sorted(set(groups.values()))]
    assert len(found) == 4
    assert nx.community.modularity(CLUB, found) > 0.44  # 0.445 is the most that anyone has found


def test_the_largest_community_is_the_first() -> None:
    edges = [
        (f"{side}{one}", f"{side}{other}", 1)
        for side, n in (("a", 3), ("b", 5))
        for one, other in combinations(range(n), 2)
    ]
    graph = _graph([*edges, ("a0", "b0", 1)])
    assert {node[0]: group for node, group in graph.nodes(data="community")} == {"a": 2, "b": 1}


@given(st.integers())
def test_the_order_of_nodes_and_edges_does_not_matter(seed: int) -> None:
    assert dict(_graph(EDGES, seed).nodes(data=True)) == dict(_graph(EDGES).nodes(data=True))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 9)), max_size=30))
def test_communities_are_never_worse_than_each_alone(edges: list[tuple[int, int, int]]) -> None:
    ties: list[dict[int, int]] = [{} for _ in range(13)]
    for one, other, weight in edges:
        if one != other:
            ties[one][other] = ties[other][one] = weight
    graph = nx.Graph(
        [(one, other, {"weight": weight}) for one, its in enumerate(ties) for other, weight in its.items()]
    )
    if not graph:
        return
    groups = communities(ties)
    found = [{node for node in graph if groups[node] == group} for group in set(groups)]
    alone = [{node} for node in graph]
    assert nx.community.modularity(graph, filter(None, found)) >= nx.community.modularity(graph, alone)


def test_notes_without_a_concept_have_a_graph_too() -> None:
    assert not linked().concepts
    (node,) = (data for _, data in linked(("What is osmosis?", "")).graph.nodes(data=True) if data["kind"] == "concept")
    assert (node["degree"], node["centrality"], node["community"]) == (0, 1, 1)
