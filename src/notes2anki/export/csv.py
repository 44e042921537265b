"""CSV: `nodes.csv` and `edges.csv`, for spreadsheets, pandas, Neo4j and Gephi."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from notes2anki.export import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="csv", description="graph as two tables, nodes.csv and edges.csv", graph=True)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell starts with that a spreadsheet takes for a formula."""


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write both tables; lists stand as JSON, and a cell that looks like a formula starts with an apostrophe."""
    graph = collection.graph
    nodes = [{"id": node, **graph.nodes[node]} for node in sorted(graph)]
    edges = [
        {"source": source, "target": target, **data}
        for source, target, _, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]
    return {"nodes.csv": _table(nodes, ["id", "kind"]), "edges.csv": _table(edges, ["source", "target", "kind"])}


def _table(rows: Iterable[Mapping[str, Any]], first: list[str]) -> bytes:
    rows = list(rows)
    columns = [*first, *sorted({name for row in rows for name in row} - set(first))]
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return file.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\x00", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
