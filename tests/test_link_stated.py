"""What the writer says in fields: it wins over what is read, and is never broken but by other fields."""

from __future__ import annotations

import networkx as nx
import pytest

from link_notes import document, linked, statements
from notes2anki.link import link
from notes2anki.link.lists import table
from notes2anki.link.stated import KINDS, fields
from notes2anki.model import Source
from notes2anki.parse import parse

SAYS = [
    ("requires: loom", "prerequisite", "loom", "weaving"),
    ("**Requires:** loom and yarn", "prerequisite", "yarn", "weaving"),
    ("prerequisites: [[Loom]], [[Yarn]]", "prerequisite", "yarn", "weaving"),
    ("Prerequisites:\n- [[Loom]]\n- [[Yarn]]", "prerequisite", "yarn", "weaving"),
    ("- builds-on:: [[Loom]]", "prerequisite", "loom", "weaving"),
    ("required for:: [[Tapestry]]", "prerequisite", "weaving", "tapestry"),
    ("see also: [[Spinning]]", "relates", "spinning", "weaving"),
    ("see: spinning", "relates", "spinning", "weaving"),
    ("type of:: [[Textile craft]]", "type_of", "weaving", "textile craft"),
    ("Threads, crossed [part of:: [[Textile craft]]] neatly.", "part_of", "weaving", "textile craft"),
    ("Threads, crossed (part_of:: Textile craft) neatly.", "part_of", "weaving", "textile craft"),
    ("up:: [[Textile craft]]", "part_of", "weaving", "textile craft"),
    ("has part:: [[Warp]]", "part_of", "warp", "weaving"),
    ("caused by:: [[Boredom]]", "causes", "boredom", "weaving"),
    ("compared with:: [[Zigzag knitting]]", "compared_with", "weaving", "zigzag knitting"),
    ("Voraussetzung: [[Webstuhl]]", "prerequisite", "webstuhl", "weaving"),
    ("prérequis : [[Métier]]", "prerequisite", "métier", "weaving"),
    ("prerequisiti: [[Telaio]]", "prerequisite", "telaio", "weaving"),
    ("Pré-requisitos: [[Tear]]", "prerequisite", "tear", "weaving"),
    ("Siehe auch: [[Spinnen]]", "relates", "spinnen", "weaving"),
    ("vedi anche: [[Filatura]]", "relates", "filatura", "weaving"),
    ("fait partie de:: [[Artisanat]]", "part_of", "weaving", "artisanat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "target"), SAYS, ids=[row[0][:25] for row in SAYS])
def test_a_field_says_how_concepts_hang_together(text: str, kind: str, source: str, target: str) -> None:
    collection = linked(("What is weaving?", f"Crossing threads.\n\n{text}"))
    assert (kind, source, target) in statements(collection)
    graph = collection.graph
    (edge,) = (
        data
        for one, other, data in graph.edges(data=True)
        if data["kind"] == kind and {graph.nodes[node]["name"].casefold() for node in (one, other)} == {source, target}
    )
    assert edge["stated"]
    assert edge["evidence"][0]["path"] == "notes.md"
    assert edge["evidence"][0]["line"] >= 4


@pytest.mark.parametrize(
    "text",
    [
        "Types: [[Plain weave]]",
        "see [[Loom]]: a frame",
        "It is part of: many things",
        "```\nrequires: [[Loom]]\n```",
        "uses: [[Loom]]",
    ],
)
def test_prose_is_no_field(text: str) -> None:
    assert not any(data.get("stated") for *_, data in linked(("What is weaving?", text)).graph.edges(data=True))


def test_a_field_wins_over_what_is_read() -> None:
    notes = (
        ("What is a gradient?", "The vector of all slopes.\n\nrequires: [[gradient descent]]"),
        ("What is gradient descent?", "Steps against the gradient. The gradient is used."),
        (
            "What is stochastic gradient descent?",
            "It is gradient descent on samples.\n\npart of:: [[gradient descent]]",
        ),
    )
    said = statements(linked(*notes))
    assert ("prerequisite", "gradient descent", "gradient") in said
    assert ("prerequisite", "gradient", "gradient descent") not in said
    assert ("part_of", "stochastic gradient descent", "gradient descent") in said
    assert ("type_of", "stochastic gradient descent", "gradient descent") not in said


def test_fields_that_form_a_circle_are_reported() -> None:
    collection = linked(
        ("What is a loom?", "requires: weaving"),
        ("What is weaving?", "requires: yarn"),
        ("What is yarn?", "requires: loom"),
    )
    steps = [(one, other) for one, other, kind in collection.graph.edges(data="kind") if kind == "prerequisite"]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(steps))
    assert len(steps) == 2
    (doubt,) = collection.diagnostics
    assert (doubt.code, doubt.path) == ("prerequisite-circle", "notes.md")


def test_a_field_is_never_broken_for_what_is_read() -> None:
    collection = linked(
        ("What is a loom?", "requires: weaving\nWeaving and more weaving."),
        ("What is weaving?", "Threads of yarn, yarn and yarn."),
        ("What is yarn?", "A thread.\n\nrequires: loom"),
    )
    steps = {(one, other) for kind, one, other in statements(collection) if kind == "prerequisite"}
    assert {("weaving", "loom"), ("loom", "yarn")} <= steps
    assert not collection.diagnostics


FRONT = """---
{}
---
# Weaving

### What is weaving?

Crossing threads.
"""


@pytest.mark.parametrize(
    ("head", "said", "line"),
    [
        ("requires: [Loom, Yarn]", ("prerequisite", "yarn", "weaving"), 2),
        ('requires:\n  - "[[Loom]]"\n  - yarn', ("prerequisite", "yarn", "weaving"), 4),
        ("up: [[Textile craft]]", ("part_of", "weaving", "textile craft"), 2),
        ('Part of: "[[Textile craft]]"', ("part_of", "weaving", "textile craft"), 2),
        ("see-also: Spinning, Yarn", ("relates", "weaving", "yarn"), 2),
    ],
)
def test_the_head_of_a_file_speaks_of_its_concept(head: str, said: tuple[str, str, str], line: int) -> None:
    collection = link([parse(Source("weaving.md", FRONT.format(head)))[0]])
    assert said in statements(collection)
    lines = [
        place["line"]
        for *_, data in collection.graph.edges(data=True)
        if data.get("stated")
        for place in data["evidence"]
    ]
    assert line in lines


def test_what_is_kept_as_a_source_is_a_field_too() -> None:
    found, _ = parse(Source("weaving.md", "### What is weaving?\n\nCrossing threads.\n\nsee also: [[Spinning]]\n"))
    assert found.notes[0].sources
    collection = link([found])
    assert ("relates", "spinning", "weaving") in statements(collection)


def test_a_link_in_a_field_leads_to_what_the_file_explains() -> None:
    one = document(("What is a loom?", "A frame."), path="tools/n17.md")
    two = document(("What is weaving?", "requires:: [[n17|this]]"), path="crafts/n18.md")
    assert ("prerequisite", "loom", "weaving") in statements(link([one, two]))


def test_every_list_of_fields_has_a_meaning() -> None:
    assert table("fields").keys() == KINDS.keys()


def test_a_long_field_takes_no_time() -> None:
    assert len(list(fields("requires:" + " [[a]]," * 50_000))) == 1
    assert linked(("What is weaving?", "requires:" + " [[a]]," * 50_000)).concepts
