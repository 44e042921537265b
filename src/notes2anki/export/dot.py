"""DOT, for Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.export import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="dot", description="graph in the DOT language, for Graphviz", graph=True)

_SHAPES = {"section": "folder", "question": "box", "followup": "box", "concept": "ellipse"}
_DASHED = {"mentions", "relates"}


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write the graph; every id and label is a quoted string, so that no note can add a statement."""
    return {"graph.dot": ("\n".join(_statements(collection)) + "\n").encode("utf-8", "replace")}


def _statements(collection: Collection) -> Iterator[str]:
    graph = collection.graph
    yield f"digraph {quoted(collection.title or 'notes')} {{"
    yield "  rankdir=LR;"
    for node in sorted(graph):
        data = graph.nodes[node]
        shape = _SHAPES.get(str(data.get("kind")), "ellipse")
        yield f"  {quoted(node)} [label={quoted(str(data.get('name', node)))}, shape={shape}];"
    for source, target, key in sorted(graph.edges(keys=True)):
        style = ", style=dashed" if key in _DASHED else ""
        arrow = ", dir=none" if key in {"relates", "compared_with"} else ""
        yield f"  {quoted(source)} -> {quoted(target)} [label={quoted(str(key))}{style}{arrow}];"
    yield "}"


def quoted(text: str) -> str:
    """A text as a string of DOT that means nothing but itself: no escape, no line break, no control character."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return '"' + printable.replace("\\", "\\\\").replace('"', '\\"') + '"'
