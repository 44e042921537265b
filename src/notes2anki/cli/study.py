"""The order of study, printed: concepts in the order in which they are best learnt, and where each is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    import networkx as nx

    Graph = nx.MultiDiGraph[str]

NEAR = 3
"""Names that are offered where there is none of that name."""


def explained(graph: Graph) -> list[str]:
    """List the concepts that the notes explain, in the order of study."""
    return _in_order(graph, (node for node, note in graph.nodes(data="definition") if note))


def before(graph: Graph, concept: str) -> list[str]:
    """List a concept and all that comes before it, in the order of study."""
    seen = {concept}
    waiting = [concept]
    while waiting:
        for source, _, kind in graph.in_edges(waiting.pop(), keys=True):
            if kind == "prerequisite" and source not in seen:
                seen.add(source)
                waiting.append(source)
    return _in_order(graph, seen)


def find(graph: Graph, name: str) -> str:
    """Find the node of a concept by any of its names; raises click.UsageError with those that come near it."""
    names = {
        form.casefold(): node
        for node, data in graph.nodes(data=True)
        if data["kind"] == "concept"
        for form in (*data["aliases"], node.removeprefix("concept:"), data["name"])
    }
    wanted = " ".join(name.split()).casefold()
    if wanted in names:
        return names[wanted]
    from rapidfuzz import process  # noqa: PLC0415 (only a name that is not there needs it)

    near = dict.fromkeys(
        names[form] for form, _, _ in process.extract(wanted, names.keys(), limit=NEAR, score_cutoff=60)
    )
    offers = ", ".join(repr(graph.nodes[node]["name"]) for node in near)
    meant = f"did you mean {offers}?" if near else "notes2anki graph --order lists those that are explained."
    raise click.UsageError(f"the notes have no concept {name!r}; {meant}")


def rows(graph: Graph, concepts: Iterable[str]) -> list[dict[str, Any]]:
    """Give of each concept its name, and where it is explained; None where it is not."""
    found = []
    for concept in concepts:
        data = graph.nodes[concept]
        note = graph.nodes[data["definition"]] if data["definition"] else {}
        place = {key: note.get(key) for key in ("path", "line")}
        found.append({"concept": data["name"], "note": data["definition"], **place, "question": note.get("name")})
    return found


def lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Write each of these rows as a line."""
    width = max((len(row["concept"]) for row in found), default=0)
    for row in found:
        where = f"{row['path']}:{row['line']}: {row['question']}" if row["note"] else "not explained"
        yield f"{row['concept']:{width}}  {where}"


def _in_order(graph: Graph, concepts: Iterable[str]) -> list[str]:
    return sorted(concepts, key=lambda concept: (graph.nodes[concept].get("order", 0), concept))
