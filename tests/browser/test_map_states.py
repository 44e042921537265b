"""The map of notes that have little, or much of one thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import map_notes
from map_hostile import STRINGS

from notes2anki.config import Settings
from notes2anki.export import concept_map
from notes2anki.export.map import outline
from notes2anki.export.map.network import data

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from chromium import Opened

    Show = Callable[..., Opened]

VIEWS = ("map", "focus", "path", "list")


def test_no_notes(show: Show) -> None:
    shown = show(map_notes.collection({}))
    assert "No question was found" in shown.page.locator("#details").inner_text()
    assert shown.page.locator("#empty").inner_text() == "There is no question in these notes yet."
    for view in VIEWS:
        shown.page.locator(f'.views [data-view="{view}"]').click()
    assert "There is no question in these notes yet." in shown.page.locator("#outline").inner_text()
    assert shown.page.evaluate("notes2anki.nodes()") == []
    assert shown.problems == []


def test_no_concepts(show: Show) -> None:
    collection = map_notes.collection(
        {"One": [("Why?", "Because.", []), ("How?", "", [])], "Two": [("When?", "Now.", [])]}
    )
    shown = show(collection)
    assert {"2 questions", "1 question", "One", "Two"} <= shown.words()
    assert "No concepts were found" in shown.page.locator("#details").inner_text()
    shown.page.evaluate("notes2anki.select('rest:0')")
    assert "Why?" in shown.page.locator("#details").inner_text()
    for view in VIEWS:
        shown.page.locator(f'.views [data-view="{view}"]').click()
    assert shown.problems == []


def test_no_order(show: Show) -> None:
    shown = show(map_notes.collection(map_notes.BREAD), "#view=path")
    assert "they do not say yet what comes before what" in shown.page.locator("#bar").inner_text()
    assert {"Flour and water", "Fermentation", "Gluten"} <= shown.words()
    assert "comes before" not in shown.page.locator(".legend").inner_text()


def test_one_section_without_a_title(show: Show) -> None:
    shown = show(map_notes.collection({"": map_notes.BREAD["Baking"]}))
    assert {"bread", "Crust", "Steam"} <= shown.words()
    assert shown.page.locator("#outline h2").count() == 1


def test_long_names_are_cut_on_the_map_and_whole_beside_it(show: Show) -> None:
    name = "The extraordinarily long name of a concept that somebody once wrote down in full and never shortened"
    shown = show(map_notes.collection({"Long": [("What is it?", "Long.", [name])]}))
    assert any(word.endswith("…") for word in shown.words())
    shown.page.evaluate("notes2anki.select(notes2anki.nodes()[0])")
    assert shown.page.locator("#details h2").inner_text() == name


def test_a_circle_of_what_comes_first_ends(show: Show) -> None:
    said = [("Flour", "prerequisite", "Gluten"), ("Gluten", "prerequisite", "Flour")]
    shown = show(map_notes.collection(map_notes.BREAD, said), "#view=path")
    assert {"Flour", "Gluten"} <= shown.words()
    assert shown.problems == []


def test_many_files_stand_apart(show: Show) -> None:
    shown = show(map_notes.many(1500, files=4))
    assert {"part-00", "part-01", "part-02", "part-03"} <= shown.words()
    shown.page.locator("#scope").select_option("file:part-02.md")
    assert "stand out" in (shown.page.locator("#live").text_content() or "")


def test_a_concept_of_the_graph_alone_is_shown(show: Show) -> None:
    collection = map_notes.bread()
    collection.graph.add_node("concept:extra", kind="concept", name="Extra")
    collection.graph.add_edge("concept:extra", "concept:yeast", kind="invented_here", evidence=[])
    shown = show(collection, "#concept=extra")
    assert "Extra invented here Yeast" in shown.page.locator("#details").inner_text()
    assert shown.problems == []


def test_the_block_of_data_ends_nowhere_early() -> None:
    text = str(data(list(STRINGS)))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == list(STRINGS)


def test_more_answers_than_a_page_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "ANSWERS", 100)
    html = concept_map.export(map_notes.bread(), Settings(Path()))["concept-map.html"].decode()
    assert "A net of proteins" in html
    assert "The last rise" not in html
    assert "this page holds no more text" in html
