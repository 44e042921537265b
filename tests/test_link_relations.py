"""What notes say of two concepts, what is learnt first, and where it is said."""

from __future__ import annotations

import runpy
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from link_notes import linked, statements
from notes2anki.link.mentions import Names
from notes2anki.link.prerequisites import without_cycles
from notes2anki.link.tongue import language_of
from notes2anki.link.words import language
from notes2anki.parse import parse

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SAID = [
    ("type_of", "What types of storm cloud do you know?", "Types:\n**Cirrus**: thin\n**Cumulus**: thick\n**Stratus**: flat", "cumulus", "storm cloud"),
    ("type_of", "What is a marine mammal?", "Marine mammals such as **porpoises** and **blue whales** nurse their young.", "blue whales", "marine mammal"),
    ("part_of", "What are the main components of a bass guitar?", "- Bridge\n- Fingerboard\n- Tailpiece", "fingerboard", "bass guitar"),
    ("compared_with", "What is the difference between mitosis and meiosis?", "One divides once.", "meiosis", "mitosis"),
    ("compared_with", "TCP vs. UDP?", "TCP is ordered.", "tcp", "udp"),
    ("solves", "How do you prevent gum disease?", "- Dental floss\n- Regular checkups\n- Fluoride", "dental floss", "gum disease"),
    ("solves", "What is ridge regression?", "Ridge regression reduces multicollinearity.\n\nMulticollinearity: predictors move together", "ridge regression", "multicollinearity"),
    ("causes", "What is smoking?", "Smoking causes emphysema.\n\nEmphysema: damaged lungs", "smoking", "emphysema"),
    ("type_of", "Which storm clouds do you know?", "- **Cumulonimbus**: thunder\n- **Nimbostratus**: rain", "nimbostratus", "storm clouds"),
    ("type_of", "Which kinds of storm cloud are there?", "| Kind | Height |\n| Cumulonimbus | tall |\n| Nimbostratus | low |", "nimbostratus", "storm cloud"),
    ("type_of", "What is a marimba?", "Marimbas and vibraphones are percussion instruments.\nPercussion instruments: struck", "vibraphones", "percussion instruments"),
    ("type_of", "What sorts of sail are there?", "A **jib** stands before the mast. It is a kind of headsail.\nHeadsail: in front", "jib", "headsail"),
    ("part_of", "What is a bass guitar?", "A bass guitar consists of a fingerboard, a tailpiece and a bridge.\nFingerboard: for the left hand", "fingerboard", "bass guitar"),
    ("compared_with", "Viola or cello?", "The **viola** is smaller. **Cello**: held between the knees", "viola", "cello"),
    ("solves", "How do you keep a custard from curdling?", "- **Cornstarch**\n- **Double boiler**", "double boiler", "curdling"),
    ("solves", "What is scurvy?", "Lack of a vitamin.\nTreatment: ascorbic acid", "ascorbic acid", "scurvy"),
    ("causes", "What causes scurvy?", "- **Malnutrition**\n- **Alcoholism**", "malnutrition", "scurvy"),
    ("causes", "What are the symptoms of scurvy?", "- **Bleeding gums**\n- **Anaemia**", "scurvy", "anaemia"),
    ("causes", "What are the metals?", "**Iron**: cheap, suffers from rust\nRust: red", "iron", "rust"),
    ("causes", "What is silicosis?", "Silicosis is caused by quartz dust.\nQuartz dust: fine sand", "quartz dust", "silicosis"),
    ("used_for", "What are the uses of graphite?", "- **Pencils**\n- **Crucibles**", "graphite", "crucibles"),
    ("used_for", "What methods for drying hay do you know?", "- **Tripods**\n- **Haybarns**", "tripods", "drying hay"),
    ("used_for", "What kinds of methods for haymaking do you know?", "- **Tripods**\n- **Haybarns**", "tripods", "haymaking"),
    ("used_for", "What is graphite?", "Graphite is soft.\nApplications: crucibles", "graphite", "crucibles"),
    ("used_for", "What is softmax?", "**Softmax**: used for multi-class classification", "softmax", "multi-class classification"),
    ("type_of", "What is stochastic gradient descent?", "It is gradient descent on samples. Gradient descent: go down", "stochastic gradient descent", "gradient descent"),
]  # fmt: skip


def _said(notes: tuple[str, str]) -> set[tuple[str, str, str]]:
    found = statements(linked(notes))
    return found | {(kind, target, source) for kind, source, target in found if kind == "compared_with"}


@pytest.mark.parametrize(
    ("kind", "question", "answer", "source", "target"), SAID, ids=[f"{row[0]} {row[3]}" for row in SAID]
)
def test_a_relation_is_read(kind: str, question: str, answer: str, source: str, target: str) -> None:
    assert (kind, source, target) in _said((question, answer))


NOT_SAID = [
    ("What is a violin?", "A **violin** has a **bridge**. Not far away stands a **church**."),
    ("What is a market?", "The **wage rate** falls and the **price level** grows, which leads to **hyperinflation**."),
    ("Which of them is better?", "Here are some common **sailing boats**\nA **jib** is nice."),
    ("What happens when you type an address?", "- **Handshake**\n- **Rendering**"),
    ("Can graphite be used for lubrication?", "No."),
    ("Why learn about clouds?", "**Cirrus** is pretty. **Farming** needs rain."),
]


@pytest.mark.parametrize(("question", "answer"), NOT_SAID)
def test_nothing_is_said_where_nothing_is_said(question: str, answer: str) -> None:
    typed = {"type_of", "part_of", "compared_with", "solves", "causes", "used_for"}
    assert not {kind for kind, *_ in statements(linked((question, answer)))} & typed


@pytest.mark.parametrize(
    ("text", "found"), [("results in weight decay", 0), ("results in weight loss,", 0), ("weight is lost", 1)]
)
def test_the_first_word_of_a_longer_name_is_not_what_is_named(text: str, found: int) -> None:
    assert len(Names({0: ["weight"]}, language("en")).spans(text, frozenset({0}))) == found


def test_what_labelled_notes_say_is_found_and_hardly_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    bench = runpy.run_path(str(BENCHMARKS / "relations_score.py"))
    found = expected = hit = true = 0
    for file in sorted((BENCHMARKS / "concepts").glob("*.txt")):
        source, labels = bench["labelled"](file)
        if labels.expected and language_of(parse(source)[0]).code == "en":
            right = labels.expected | labels.acceptable
            said = {each for each in bench["stated"](source, labels) if each in right or not bench["by_name"](each)}
            found += len(said)
            true += len(said & right)
            expected += len(labels.expected)
            hit += len(said & labels.expected)
    assert true / found > 0.9
    assert hit / expected > 0.35


def test_a_relation_names_the_line_that_says_so() -> None:
    collection = linked(("What is smoking?", "A habit.\n\nSmoking causes emphysema.\nEmphysema: damaged lungs"))
    edges = [data for _, _, data in collection.graph.edges(data=True) if data["kind"] == "causes"]
    assert [edge["evidence"] for edge in edges] == [[{"path": "notes.md", "line": 4}]]


def test_what_an_explanation_uses_is_learnt_first() -> None:
    collection = linked(
        ("What is a gradient?", "The vector of all slopes."),
        ("What is gradient descent?", "Steps against the gradient."),
        ("What is momentum?", "Gradient descent that remembers its speed. The gradient is averaged."),
    )
    steps = {(source, target) for kind, source, target in statements(collection) if kind == "prerequisite"}
    assert {("gradient", "gradient descent"), ("gradient descent", "momentum")} <= steps


def test_what_the_writer_asks_for_goes_first() -> None:
    collection = linked(
        ("What is a loom?", "A frame. Weaving needs it."), ("What is weaving?", "Requires: loom\nThreads.")
    )
    assert ("prerequisite", "loom", "weaving") in statements(collection)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda step: step[0] != step[1]), st.floats(0.1, 9)
    )
)
def test_steps_of_learning_never_form_a_cycle(steps: dict[tuple[int, int], float]) -> None:
    kept = without_cycles(steps)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(kept)))
    assert kept.items() <= steps.items()
    for left_out in steps.keys() - kept.keys():
        assert nx.has_path(nx.DiGraph(list(kept)), left_out[1], left_out[0])
