"""Laws of the whole stage: the same under every hash seed, whole on odd input, quick on a lot."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from link_notes import document, linked
from notes2anki.link import link
from notes2anki.link.lists import DATA, LANGUAGES

PRINT_GRAPH = """
import json, networkx, random, sys
sys.path[:0] = [{tests!r}, {benchmarks!r}]
from concepts_labels import FOLDER, labelled
from notes2anki.link import link
from dataclasses import replace
documents = []
for file in sorted(FOLDER.glob("*.txt")):
    found, _ = labelled(file)
    notes = tuple(replace(note, id=file.name + note.id) for note in found.notes)
    documents.append(replace(found, notes=notes))
order = random.Random({order!r})
order.shuffle(documents)
collection = link(documents)
import vaults_score
from notes2anki.model import Term
names = [Term("Kicker", ("kicking strap", "vang"), 1), Term("Vang", ("kicker",), 2)]
for file in sorted(vaults_score.FOLDER.glob("*.md")):
    pages = vaults_score.pages(file)
    text = "requires: [[{{}}]]\\nsee also: {{}}, sheet\\n\\n"
    made = [vaults_score.document(page, text.format(one.title, other.title) + page.text, "What is {{}}?") for page, one, other in zip(pages, pages[3:], pages[1:])]
    order.shuffle(made)
    vault = link(made, "", names)
    print(json.dumps(networkx.node_link_data(vault.graph, edges="edges")), vault.concepts, vault.related, vault.diagnostics)
print(json.dumps([networkx.node_link_data(collection.graph, edges="edges"), [note.concepts for note in collection.notes]]))
print(collection.concepts, collection.related)
"""


def _graph(seed: str, order: int = 0) -> bytes:
    here = Path(__file__).parent
    program = PRINT_GRAPH.format(tests=str(here), benchmarks=str(here.parent / "benchmarks"), order=order)
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def graph() -> bytes:
    """Of the labelled notes and of vaults, with everything that comes beside it."""
    return _graph("1")


def test_the_graph_is_the_same_under_every_hash_seed(graph: bytes) -> None:
    assert len(graph) > 10_000
    assert graph == _graph("2")


def test_the_graph_is_the_same_in_every_order_of_files(graph: bytes) -> None:
    assert graph == _graph("1", order=1)


def test_no_word_counts_by_the_form_that_is_read_first() -> None:
    bread = ("Woraus besteht ein Brot?", "Brot besteht aus Mehl und Wasser. Der Teig für ein Brot geht im Ofen.")
    crust = ("Was ist die Kruste?", "Die Kruste des Brotes ist außen.")
    weights = []
    for first, second in ((bread, crust), (crust, bread)):
        collection = link([document(first, path="a.md", lang="de"), document(second, path="b.md", lang="de")])
        name = dict(collection.graph.nodes(data="name"))
        edges = collection.graph.out_edges((note.id for note in collection.notes), data="weight")
        weights.append({(name[note], name[concept]): weight for note, concept, weight in edges})
    assert weights[0] == weights[1]
    assert (crust[0], "Brot") in weights[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=300)), max_size=4))
def test_any_text_gives_a_graph(notes: list[tuple[str, str]]) -> None:
    collection = link([document(*notes, lang="")])
    assert [note.question for note in collection.notes] == [question for question, _ in notes]
    for concept in collection.concepts:
        assert concept.name
        assert 0 <= concept.rank <= 1


@pytest.mark.parametrize(
    "line",
    [
        "[[" * 50_000,
        "(" * 100_000,
        "a " * 50_000,
        "a-" * 50_000,
        "**a" * 30_000,
        "$" * 100_000,
        "<a" * 50_000,
        "x: " * 30_000,
        "A (A" * 25_000,
    ],
    ids=lambda line: line[:4],
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    assert len(list(linked(("What is this?", line)).notes)) == 1


@pytest.mark.parametrize(
    ("lang", "question", "row"),
    [
        ("en", "What is rust?", "the rust or "),
        ("de", "Was ist Rost?", "der Rost oder "),
        ("fr", "Qu'est-ce que la rouille ?", "la rouille ou "),
        ("it", "Che cos'è la ruggine?", "la ruggine o "),
        ("es", "¿Qué es el óxido?", "el óxido o "),
        ("pt", "O que é a ferrugem?", "a ferrugem ou "),
    ],
)
def test_a_row_that_can_be_read_in_many_ways_takes_no_time(lang: str, question: str, row: str) -> None:
    _, thing, joint = row.split()
    plain, led = (f"{start * (500 // len(row))}is è ist est es é. " * 200 for start in (f"{thing} {joint} ", row))
    assert _seconds(question, led, lang) < 0.5 + 5 * _seconds(question, plain, lang)


def test_a_question_full_of_names_takes_no_time() -> None:
    short, long = ("Why rust steel " + "rust steel, " * times + "?" for times in (4_000, 32_000))
    assert _seconds(long, "**Rust** harms **steel**.", "en") < 0.5 + 12 * _seconds(
        short, "**Rust** harms **steel**.", "en"
    )


def _seconds(question: str, answer: str, lang: str) -> float:
    begun = time.process_time()
    linked((question, answer), lang=lang)
    return time.process_time() - begun


def test_ten_thousand_equal_notes_have_equal_concepts() -> None:
    collection = link([document(*[("What is osmosis?", "Water crosses a membrane.")] * 1_000)])
    assert len({note.concepts for note in collection.notes}) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Was ist die Photosynthese?",
            "Bei der **Photosynthese** wandeln Pflanzen Licht in chemische Energie um. Das Chlorophyll ist der Farbstoff.",
        ),
        (
            "Qu'est-ce que la photosynthèse ?",
            "La photosynthèse transforme la lumière. Les plantes ont de la chlorophylle.",
        ),
        ("Cos'è la fotosintesi?", "La fotosintesi trasforma la luce in energia per le piante."),
        ("O que é a fotossíntese?", "A fotossíntese transforma a luz em energia nas plantas."),
        ("¿Qué es la fotosíntesis?", "La fotosíntesis transforma la luz en energía para las plantas."),
        ("什么是光合作用？", "**光合作用** 把光变成能量。"),
        ("ما هو **التمثيل**؟", "**التمثيل الضوئي** يحول الضوء."),
    ],
    ids=["de", "fr", "it", "pt", "es", "zh", "ar"],
)
def test_other_languages_have_concepts_too(question: str, answer: str) -> None:
    (note,) = linked((question, answer), lang="").notes
    assert note.concepts


@pytest.mark.parametrize("code", LANGUAGES)
def test_word_lists_are_sorted_and_have_a_licence(code: str) -> None:
    folder = Path(str(DATA))
    assert (folder / "frequency" / f"{code}.txt").is_file()
    assert all((folder / name / "LICENSE").is_file() for name in ("frequency", "stopwords", "wordnet"))
    for file in [*folder.glob("stopwords/*.txt"), *folder.glob("wordnet/*.txt")]:
        words = file.read_text("utf-8").splitlines()
        assert words == sorted(set(words)), file.name
