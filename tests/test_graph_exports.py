"""The graph in every format: read back by the tools' own parsers, and unmoved by hostile notes."""

from __future__ import annotations

import csv
import gc
import json
import re
import warnings
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from link_notes import document
from notes2anki.config import Settings
from notes2anki.export import csv as csv_export
from notes2anki.export import dot, gexf, graph_json, graphml, mermaid
from notes2anki.link import link

if TYPE_CHECKING:
    from notes2anki.model import Collection

SETTINGS = Settings(root=Path())
HOSTILE = [
    'a"]; evil [label="x',
    "a\\",
    'a\\" -> b [URL="javascript:1"]; //',
    'x --> y; click n0 href "javascript:1"',
    "]] end\nsubgraph evil",
    "\x00\x0b\x1f\x7f\x85\u2028\ufffe",
    "<script>&amp;</script>]]>",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "%%{init: {}}%%",
    "#quot;#35;",
    "__proto__",
    "\u202ecod.evil",
    "🚀👩‍💻 १ 中文 עברית",
]
EXPORTS = {"json": graph_json, "graphml": graphml, "gexf": gexf, "dot": dot, "mermaid": mermaid, "csv": csv_export}


def _hostile() -> Collection:
    notes = [(text, f"**{text}**: used for {text}\n- {text}") for text in HOSTILE]
    return link([document(*notes, path='we"ird]\x1f.md', sections=("A/B", 'C"]'))], 'title"\n]')


@pytest.fixture(scope="module")
def collection() -> Collection:
    return _hostile()


def _texts(module: object, collection: Collection) -> dict[str, str]:
    return {name: data.decode() for name, data in module.export(collection, SETTINGS).items()}  # type: ignore[attr-defined]  # a module


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_same_notes_give_the_same_bytes(name: str, collection: Collection) -> None:
    assert _texts(EXPORTS[name], collection) == _texts(EXPORTS[name], _hostile())


def test_json_gives_the_graph_back(collection: Collection) -> None:
    text = _texts(graph_json, collection)["graph.json"]
    graph = nx.node_link_graph(json.loads(text), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert dict(graph.nodes(data=True)) == dict(collection.graph.nodes(data=True))
    assert sorted(graph.edges(keys=True)) == sorted(collection.graph.edges(keys=True))


def test_the_example_of_the_docs_reads_the_graph(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph.json").write_text(_texts(graph_json, collection)["graph.json"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found: dict[str, Any] = {}
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # the example leaves its file open
        exec(example, found)
        gc.collect()
    assert len(found["concepts"]) == len(collection.concepts)
    assert found["graph"].nodes[found["central"][0]]["centrality"] == 1


def _labels(graph: nx.Graph) -> set[str]:
    return {str(data["name"]) for _, data in graph.nodes(data=True)}


@pytest.mark.parametrize(
    ("module", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)], ids=["graphml", "gexf"]
)
def test_xml_is_whole_and_read_back(module: object, read: object, collection: Collection) -> None:
    (text,) = _texts(module, collection).values()
    ET.fromstring(text)
    graph = read(BytesIO(text.encode()))  # type: ignore[operator]  # a function of networkx
    assert len(graph) == len(collection.graph)
    assert graph.number_of_edges() == collection.graph.number_of_edges()
    assert "<script>&amp;</script>]]>" in _labels(graph)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def test_gexf_holds_no_date(collection: Collection) -> None:
    assert "lastmodifieddate" not in _texts(gexf, collection)["graph.gexf"]


DOT_STRING = r'"(?:[^"\\]|\\.)*"'
DOT_LINE = re.compile(
    rf"digraph {DOT_STRING} \{{|  rankdir=LR;|  {DOT_STRING} \[label={DOT_STRING}, shape=\w+\];"
    rf"|  {DOT_STRING} -> {DOT_STRING} \[label={DOT_STRING}(?:, style=dashed)?(?:, dir=none)?\];|\}}"
)


def test_dot_holds_nothing_but_nodes_and_edges(collection: Collection) -> None:
    lines = _texts(dot, collection)["graph.dot"].rstrip("\n").split("\n")
    assert all(DOT_LINE.fullmatch(line) for line in lines)
    assert len(lines) == 3 + len(collection.graph) + collection.graph.number_of_edges()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_dot_string_says_what_it_was_given(text: str) -> None:
    quoted = dot.quoted(text)
    assert re.fullmatch(DOT_STRING, quoted)
    assert re.sub(r"\\(.)", r"\1", quoted[1:-1]) == "".join(one if one.isprintable() else " " for one in text)


MERMAID_TEXT = r"(?:[\w ,.?!'/()+=-]|#\d+;)+"
MERMAID_LINE = re.compile(
    rf'flowchart LR|  n\d+(?:\[\["{MERMAID_TEXT}"\]\]|\(\["{MERMAID_TEXT}"\]\)|\["{MERMAID_TEXT}"\])'
    r"|  n\d+ (?:-->|-\.->|-\.-)\|[a-z ]+\| n\d+"
)


def test_mermaid_holds_nothing_but_nodes_and_edges(collection: Collection) -> None:
    lines = _texts(mermaid, collection)["graph.mmd"].rstrip("\n").split("\n")
    assert [line for line in lines if not MERMAID_LINE.fullmatch(line)] == []
    assert len(lines) == 1 + len(collection.graph) + collection.graph.number_of_edges()


def test_csv_has_a_row_for_each_node_and_edge_and_no_formula(collection: Collection) -> None:
    texts = _texts(csv_export, collection)
    nodes = list(csv.DictReader(StringIO(texts["nodes.csv"], newline="")))
    edges = list(csv.DictReader(StringIO(texts["edges.csv"], newline="")))
    assert len(nodes) == len(collection.graph)
    assert len(edges) == collection.graph.number_of_edges()
    assert {edge["source"] for edge in edges} <= {node["id"] for node in nodes}
    cells = [cell for row in [*nodes, *edges] for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_sections_hold_sections_and_notes(collection: Collection) -> None:
    graph = collection.graph
    path = 'we"ird]\x1f.md'
    assert graph.has_edge(f"section:{path}", f"section:{path}#A//B", "contains")
    assert graph.has_edge(f"section:{path}#A//B", f'section:{path}#A//B/C"]', "contains")
    assert all(graph.has_edge(f'section:{path}#A//B/C"]', note.id, "contains") for note in collection.notes)
