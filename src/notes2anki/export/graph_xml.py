"""What GraphML and GEXF have in common: attributes as text, and characters that XML can hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def xml_graph(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same graph, sorted, with text that XML can hold, lists as JSON, and nothing where an attribute is None."""
    # networkx is slow to load, and most commands write no XML
    from networkx import MultiDiGraph  # noqa: PLC0415 (its import takes long)

    result: nx.MultiDiGraph[str] = MultiDiGraph()
    ids: dict[str, str] = {}
    for node in sorted(graph):
        ids[node] = _text(node)
        while ids[node] in result:  # another one differs in what XML cannot hold
            ids[node] += "\ufffd"
        name = _text(str(graph.nodes[node].get("name", node)))
        result.add_node(ids[node], label=name, **_plain(graph.nodes[node]))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for number, (source, target, _, data) in enumerate(edges):
        result.add_edge(ids[source], ids[target], key=number, **_plain(data))
    return result


def _plain(attributes: dict[str, Any]) -> dict[str, str | int | float | bool]:
    return {name: _value(value) for name, value in attributes.items() if value is not None}


def _value(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
