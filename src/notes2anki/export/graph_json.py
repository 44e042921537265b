"""`graph.json`: the whole graph as networkx reads it, ``networkx.node_link_graph(json.load(file), edges="edges")``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from notes2anki.export import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notes2anki.config import Settings
    from notes2anki.model import Collection

_encode = json.JSONEncoder(ensure_ascii=False).encode

FORMAT = Format(name="json", description="graph as networkx node-link JSON", default=True, graph=True)


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write one node or edge to a line, sorted, so that a difference of two builds can be read."""
    graph = collection.graph
    nodes = _lines({"id": node, **graph.nodes[node]} for node in sorted(graph))
    edges = _lines(
        {"source": source, "target": target, "key": key, **data}
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    )
    head = '"directed": true, "multigraph": true, "graph": ' + _encode({"title": collection.title})
    return {"graph.json": b'{%s, "nodes": [%s], "edges": [%s]}\n' % (_bytes(head), nodes, edges)}


def _lines(items: Iterable[Mapping[str, Any]]) -> bytes:
    # line by line: one emoji makes a string of all of them four times as large
    return b",".join([_bytes("\n" + _encode(item)) for item in items])


def _bytes(text: str) -> bytes:
    # half a surrogate pair cannot be encoded; as \\udcxx it is what JSON writes for it
    return text.encode("utf-8", "backslashreplace")
