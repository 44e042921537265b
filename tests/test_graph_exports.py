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
import pydot
import pytest

from link_notes import document, linked
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
    '"; digraph x {',
    "<!-- a --> <![CDATA[b]]>",
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


@pytest.mark.parametrize(
    ("module", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)], ids=["graphml", "gexf"]
)
def test_every_attribute_comes_back_from_xml(module: object, read: object) -> None:
    collection = linked(
        *((text.replace("\x00", ""), f"- **{text}**: A kind of yarn.\n") for text in HOSTILE if text.isprintable())
    )
    graph = read(BytesIO("".join(_texts(module, collection).values()).encode()))  # type: ignore[operator]  # a function of networkx
    for node, data in collection.graph.nodes(data=True):
        assert _whole(data).items() <= graph.nodes[node].items()
    edges = [(source, target, _whole(data)) for source, target, data in collection.graph.edges(data=True)]
    found = [(source, target, data) for source, target, data in graph.edges(data=True)]
    for source, target, data in edges:
        assert any((source, target) == each[:2] and data.items() <= each[2].items() for each in found)


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """Attributes as XML holds them: lists as JSON, and nothing for None."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in data.items()
        if value is not None
    }


@pytest.mark.parametrize("module", [graphml, gexf], ids=["graphml", "gexf"])
def test_nodes_that_differ_in_what_xml_cannot_hold_stay_apart(module: object) -> None:
    collection = link([document(("What is osmosis?", "Water."), path=f"{control}.md") for control in "\x01\x02\ufffd"])
    (text,) = _texts(module, collection).values()
    nodes = [element for element in ET.fromstring(text).iter() if element.tag.endswith("}node")]
    assert len({node.get("id") for node in nodes}) == len(nodes) == len(collection.graph)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_no_notes_make_a_graph_without_nodes(name: str) -> None:
    texts = _texts(EXPORTS[name], link([]))
    if name == "csv":
        assert texts == {"nodes.csv": "id,kind\n", "edges.csv": "source,target,kind\n"}
    else:
        assert all(texts.values())


GEXF_ATTRIBUTES = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": set(),
    "creator": set(),
    "graph": {"defaultedgetype", "mode"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": set(),
    "node": {"id", "label"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
    "edges": set(),
    "edge": {"id", "source", "target", "weight"},
}
"""What the schema of GEXF 1.2 has of these elements, as far as it is needed."""


def test_gexf_holds_what_its_schema_knows(collection: Collection) -> None:
    root = ET.fromstring(_texts(gexf, collection)["graph.gexf"])
    for element in root.iter():
        tag = element.tag.removeprefix("{http://www.gexf.net/1.2draft}")
        assert set(element.attrib) <= GEXF_ATTRIBUTES[tag], tag
    types = {element.get("type") for element in root.iter("{http://www.gexf.net/1.2draft}attribute")}
    assert types == {"string", "double", "long", "boolean"}


def test_graphml_declares_every_key_with_a_type_that_yed_and_gephi_know(collection: Collection) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.fromstring(_texts(graphml, collection)["graph.graphml"])
    keys = {key.get("id"): key.get("attr.type") for key in root.iter(f"{space}key")}
    assert set(keys.values()) == {"string", "double", "long", "boolean"}
    assert {data.get("key") for data in root.iter(f"{space}data")} == set(keys)


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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot calls pyparsing by names of old
def test_a_parser_of_dot_finds_every_node_and_edge(collection: Collection) -> None:
    (graph,) = pydot.graph_from_dot_data(_texts(dot, collection)["graph.dot"])
    assert len(graph.get_nodes()) == len(collection.graph)
    assert len(graph.get_edges()) == collection.graph.number_of_edges()
    assert not graph.get_subgraphs()


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


def test_csv_gives_every_value_back(collection: Collection) -> None:
    rows = csv.DictReader(StringIO(_texts(csv_export, collection)["nodes.csv"], newline=""))
    for row in rows:
        data = collection.graph.nodes[row["id"].removeprefix("'")]
        for name, value in data.items():
            cell = row[name]
            if isinstance(value, list):
                assert json.loads(cell) == value
            elif isinstance(value, str):
                assert cell.removeprefix("'") == value.replace("\x00", "\ufffd").removeprefix("'")
            else:
                assert cell == ("" if value is None else str(value))


def test_sections_hold_sections_and_notes(collection: Collection) -> None:
    graph = collection.graph
    path = 'we"ird]\x1f.md'
    assert graph.has_edge(f"section:{path}", f"section:{path}#A//B", "contains")
    assert graph.has_edge(f"section:{path}#A//B", f'section:{path}#A//B/C"]', "contains")
    assert all(graph.has_edge(f'section:{path}#A//B/C"]', note.id, "contains") for note in collection.notes)
