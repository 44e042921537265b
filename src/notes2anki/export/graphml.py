"""GraphML, for yEd, Gephi, Cytoscape and igraph."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from notes2anki.export import Format
from notes2anki.export.graph_xml import xml_graph

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="graphml", description="graph as GraphML, for yEd, Gephi and Cytoscape", graph=True)


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write the graph; lists stand as JSON in text attributes."""
    from networkx import write_graphml_xml  # noqa: PLC0415 (networkx is slow to load)

    file = BytesIO()
    write_graphml_xml(xml_graph(collection.graph), file, infer_numeric_types=True)
    return {"graph.graphml": file.getvalue() + b"\n"}
