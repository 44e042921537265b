"""Mermaid, which GitHub and many note editors draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.export import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="mermaid", description="graph as a Mermaid flowchart, for GitHub and editors", graph=True)

_PLAIN = re.compile(r"[^\W_]|[ ,.?!'/()+=-]")
_BRACKETS = {"section": ('[["', '"]]'), "concept": ('(["', '"])')}


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write the graph; nodes are numbered and every label is quoted, so that no note can add a statement."""
    return {"graph.mmd": ("\n".join(_statements(collection)) + "\n").encode("utf-8", "replace")}


def _statements(collection: Collection) -> Iterator[str]:
    graph = collection.graph
    numbers = {node: f"n{number}" for number, node in enumerate(sorted(graph))}
    yield "flowchart LR"
    for node, number in numbers.items():
        data = graph.nodes[node]
        opening, closing = _BRACKETS.get(str(data.get("kind")), ('["', '"]'))
        yield f"  {number}{opening}{escaped(str(data.get('name', node)))}{closing}"
    for source, target, key in sorted(graph.edges(keys=True)):
        arrow = "-.-" if key in {"relates", "compared_with"} else "-.->" if key == "mentions" else "-->"
        yield f"  {numbers[source]} {arrow}|{str(key).replace('_', ' ')}| {numbers[target]}"


def escaped(text: str) -> str:
    """A text as a Mermaid label: all but letters, digits and plain marks as entity codes."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return "".join(character if _PLAIN.match(character) else f"#{ord(character)};" for character in line) or " "
