"""The writer's glossary: how it is written, what is doubtful in it, and that its names win."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from link_notes import document, names, together
from notes2anki.config import load
from notes2anki.errors import InputError, SettingsError
from notes2anki.link import link
from notes2anki.model import Collection, Source, Term
from notes2anki.parse.names import names as read_names
from notes2anki.pipeline import collect

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = [
    ("Gradient descent: steepest descent, GD", [("Gradient descent", ("steepest descent", "GD"))]),
    ("- **Gradient descent:** steepest descent; GD", [("Gradient descent", ("steepest descent", "GD"))]),
    ("1. [[Gradient descent]] = GD", [("Gradient descent", ("GD",))]),
    ("Gradient descent (GD)", [("Gradient descent", ("GD",))]),
    ("Gradient descent (GD): steepest descent", [("Gradient descent", ("GD", "steepest descent"))]),
    ("Gradient descent\n: steepest descent, GD\n", [("Gradient descent", ("steepest descent", "GD"))]),
    ("Gradient descent\n\nMomentum\n", [("Gradient descent", ()), ("Momentum", ())]),
    ("| Name | Others |\n| --- | --- |\n| Gradient descent | GD |\n| Adam | |", [("Gradient descent", ("GD",)), ("Adam", ())]),
    ("---\ntitle: Names\n---\n# Names\n\n<!-- mine -->\nAdam: adaptive moments", [("Adam", ("adaptive moments",))]),
    ("Estuary - mouth of a river, where the tide reaches", [("Estuary", ())]),
    ("Estuary: the mouth of a river that the tide reaches", [("Estuary", ())]),
    ("Estuary: a river mouth.", [("Estuary", ())]),
    ("Schrödinger equation\tSE", [("Schrödinger equation", ("SE",))]),
    ("TCP/IP: internet protocols", [("TCP/IP", ("internet protocols",))]),
    ("GD: GD, gd", [("GD", ())]),
    ("???\n---\n: alone\n***\n", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entries"), WRITTEN, ids=[row[0][:30] for row in WRITTEN])
def test_entries_are_read_as_people_write_them(text: str, entries: list[tuple[str, tuple[str, ...]]]) -> None:
    terms, doubts = read_names(Source("names.md", text))
    assert [(term.name, term.aliases) for term in terms] == entries
    assert not doubts


DOUBTS = [
    ("Adam: A\nSGD: S\nadam: B", 3, "“adam” has an entry in line 1 already", [("Adam", ("A", "B")), ("SGD", ("S",))]),
    ("Adam: X\nSGD: x", 2, "“x” is another name of “SGD” and, in line 1, of “Adam”", [("Adam", ()), ("SGD", ())]),
    ("Adam: SGD\nSGD: Adam", 1, "“SGD” is another name of “Adam” and has an entry in line 2", [("Adam", ("SGD",)), ("SGD", ("Adam",))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said", "entries"), DOUBTS, ids=["twice", "shared", "circle"])
def test_what_is_doubtful_is_said(text: str, line: int, said: str, entries: list[tuple[str, tuple[str, ...]]]) -> None:
    terms, doubts = read_names(Source("names.md", text))
    assert [(term.name, term.aliases) for term in terms] == entries
    doubt = doubts[0]
    assert (doubt.path, doubt.line, doubt.code) == ("names.md", line, "glossary")
    assert said in doubt.message


def _with(glossary: str, *notes: tuple[str, str]) -> Collection:
    return link([document(*notes)], "", read_names(Source("names.md", glossary))[0])


def test_its_names_are_shown_and_found() -> None:
    notes = (
        ("How does training go?", "With steepest descent. Steepest descent takes steps."),
        ("What is momentum?", "A change of steepest descent."),
        ("What is a step?", "The hill-walker way in small."),
    )
    collection = _with("Gradient Descent: steepest descent, hill-walker way", *notes)
    assert [note.concepts.count("Gradient Descent") for note in collection.notes] == [1, 1, 1]
    assert "steepest descent" not in {concept.name.casefold() for concept in collection.concepts}


def test_a_name_that_no_note_uses_is_no_concept() -> None:
    assert "zeppelin" not in names(_with("Zeppelin: airship", ("What is a loom?", "A frame.")))


def test_two_entries_stay_two_whatever_the_notes_say() -> None:
    notes = (("What is a loom?", "A loom, also known as heddle, is a frame. **Heddle** (HD): high density (HD)."),)
    assert together(_with("", *notes), "loom", "heddle")
    assert not together(_with("Loom\nHeddle", *notes), "loom", "heddle")


def test_an_acronym_of_the_glossary_keeps_its_meaning() -> None:
    notes = (("What is ATM?", "Asynchronous transfer mode (ATM) sends cells."),)
    assert together(_with("", *notes), "ATM", "Asynchronous transfer mode")
    collection = _with("Automated teller machine: ATM", *notes)
    assert not together(collection, "ATM", "Asynchronous transfer mode")
    assert together(collection, "ATM", "Automated teller machine")


def test_names_in_a_circle_are_one_concept() -> None:
    collection = _with("Loom: Frame\nFrame: Loom", ("What is a loom?", "A frame for weaving. A frame is wood."))
    assert [note.concepts.count("Loom") for note in collection.notes] == [1]
    assert "Frame" not in {concept.name for concept in collection.concepts}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("### What is momentum?\n\nA change of steepest descent.\n")
    (tmp_path / "notes2anki.toml").write_text('notes = "notes"\nglossary = "names.md"\n')
    return tmp_path


def test_the_settings_name_it(project: Path) -> None:
    (project / "names.md").write_text("Gradient descent: steepest descent\nMomentum: steepest descent\n")
    settings = load(project)
    assert not settings.glossary
    run = collect(["notes"], settings, lambda *_: None, cards=False)
    assert [(doubt.path, doubt.line) for doubt in run.collection.diagnostics if doubt.code == "glossary"] == [
        ("../names.md", 2)
    ]
    (project / "names.md").write_text("Gradient descent: steepest descent\n")
    run = collect(["notes"], settings, lambda *_: None, cards=False)
    assert "Gradient descent" in {concept.name for concept in run.collection.concepts}


def test_one_that_cannot_be_read_is_an_error_of_one_line(project: Path) -> None:
    with pytest.raises(InputError) as error:
        collect(["notes"], load(project), lambda *_: None, cards=False)
    assert "names.md" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("path", ["../names.md", "/etc/names.md", "out.md", "\\u0000.md", ".env", "notes"])
def test_one_outside_the_project_is_refused(project: Path, path: str) -> None:
    (project / "out.md").symlink_to("/etc/passwd")
    (project / "notes2anki.toml").write_text(f'glossary = "{path}"\n')
    with pytest.raises(SettingsError, match="glossary must"):
        load(project)


def test_a_long_glossary_takes_no_time() -> None:
    text = "\n".join(f"Name {number}: other {number}, same" for number in range(20_000)) + "\nA: " + "b, " * 100_000
    terms, doubts = read_names(Source("names.md", text))
    assert len(terms) == 20_001
    assert len(doubts) == 19_999
    assert isinstance(terms[0], Term)


PIECES = st.sampled_from(
    ["[[", "]]", "|", "#", "requires:", "see:", "part of::", "\n", "- ", " ", "loom", "Loom", "frame", "heddle", "(", ")", ",", "LM", "](loom.md)", "["]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=3), st.lists(TEXTS, max_size=2))
def test_any_glossary_goes_with_any_notes(glossary: str, notes: list[tuple[str, str]], aliases: list[str]) -> None:
    terms, _ = read_names(Source("names.md", glossary))
    file = document(*notes, ("What is a loom?", "A frame with a heddle."), path="loom.md")
    file = replace(file, front=replace(file.front, aliases=tuple(aliases), fields=(("requires", tuple(aliases)),)))
    collection = link([file, document(("What is a frame?", "Wood."), path="frame.md")], "", terms)
    steps = [(one, other) for one, other, kind in collection.graph.edges(data="kind") if kind == "prerequisite"]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(steps))
    forms = [form for concept in collection.concepts for form in (concept.name, *concept.aliases)]
    assert len(forms) == len(set(forms))
