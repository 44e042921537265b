"""GEXF, for Gephi."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from notes2anki.export import Format
from notes2anki.export.graph_xml import xml_graph

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="gexf", description="graph as GEXF, for Gephi", graph=True)

_DATED = re.compile(rb' lastmodifieddate="[^"]*"')
_NAMED = re.compile(rb'(<graph [^>]*?) name=""')
"""What networkx writes and the schema of GEXF 1.2 does not know."""


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write the graph; lists stand as JSON in text attributes, and no date is in the file."""
    from networkx import write_gexf  # noqa: PLC0415 (networkx is slow to load)

    file = BytesIO()
    write_gexf(xml_graph(collection.graph), file)
    text = _NAMED.sub(rb"\1", _DATED.sub(b"", file.getvalue(), count=1), count=1)
    return {"graph.gexf": text + b"\n"}
