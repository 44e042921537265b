"""The map of notes that are studied: what is known, and what to study next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import map_notes
import pytest
from axe_playwright_python.sync_playwright import Axe
from test_map_criteria import SVG, contrast, saved

from notes2anki.config import Settings
from notes2anki.export import concept_map
from notes2anki.export.map import known
from notes2anki.export.map.page import page_of
from notes2anki.model import Known, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from chromium import Opened

    from notes2anki.model import Collection

    Show = Callable[..., Opened]

TEA = {
    "Tea": [
        ("What is tea?", "Leaves.", ["Leaf"]),
        ("What is steeping?", "Leaves in water.", ["Steeping"]),
        ("> And cold?", "Slower.", ["Steeping"]),
        ("What is blending?", "Mixing.", ["Blend"]),
        ("What is tannin?", "Bitter.", ["Tannin"]),
        ("What is milk for?", "", ["Milk"]),
        ("What is chai?", "Spiced.", ["Chai"]),
        ("What is matcha?", "Ground.", ["Matcha"]),
    ]
}
ORDER = [("Leaf", "Steeping"), ("Steeping", "Blend"), ("Milk", "Chai"), ("Matcha", "Tannin"), ("Tannin", "Matcha")]


def tea(*states: Known | None, lapses: int = 0) -> Collection:
    """Make notes about tea whose questions are known like this, in their order; None is not in Anki."""
    made = map_notes.collection(TEA, [(one, "prerequisite", two) for one, two in ORDER], title="Tea")
    return map_notes.known(
        made,
        {note.id: Progress(state, lapses) for note, state in zip(made.notes, states, strict=False) if state},
    )


def standings(collection: Collection) -> dict[str, str]:
    page = page_of(collection)
    assert collection.progress is not None
    found = zip(page.spots, known.standings(page, collection.progress), strict=True)
    kinds = ("known", "next", "open", "waits")
    return {spot.name: next((kind for kind in kinds if getattr(one, kind)), "") for spot, one in found}


NEW, LEARNING, YOUNG, MATURE, SUSPENDED = Known


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), {"Leaf": "open", "Steeping": "waits", "Blend": "waits", "Tannin": "open", "Milk": ""}),
        ((LEARNING,), {"Leaf": "next", "Steeping": "waits"}),
        ((YOUNG,), {"Leaf": "known", "Steeping": "next", "Blend": "waits"}),
        ((NEW, MATURE, YOUNG), {"Leaf": "open", "Steeping": "known", "Blend": "next"}),
        ((MATURE, MATURE, NEW), {"Steeping": "next", "Blend": "waits"}),
        ((MATURE, MATURE, SUSPENDED), {"Steeping": "known", "Blend": "next"}),
        ((SUSPENDED,), {"Leaf": "", "Steeping": "open"}),  # what cannot be studied stands in nobody's way
        ((None,) * 6, {"Milk": "", "Chai": "open"}),
        ((None,) * 7 + (MATURE,), {"Matcha": "known", "Tannin": "open"}),  # each comes before the other
    ],
)
def test_standing_of_concepts(states: tuple[Known | None, ...], expected: dict[str, str]) -> None:
    found = standings(tea(*states))
    assert {name: found[name] for name in expected} == expected


def test_a_concept_is_known_before_all_its_questions_are() -> None:
    questions = [(f"What is it for the {place}. time?", "Tea.", ["Tea"]) for place in range(5)]
    made = map_notes.collection({"Tea": questions})
    for count, standing in ((4, "known"), (3, "next")):
        progress = {note.id: Progress(MATURE, 0) for note in list(made.notes)[:count]}
        assert standings(map_notes.known(made, progress)) == {"Tea": standing}


@pytest.fixture(scope="module")
def bread_studied() -> Collection:
    return map_notes.studied(map_notes.bread())


def test_without_a_collection_nothing_is_shown(show: Show, bread: Collection) -> None:
    html = concept_map.export(bread, Settings(Path()))["concept-map.html"].decode()
    assert "In Anki: mature" not in html
    assert not re.search(
        r'<button[^>]*data-show="(next|open|known|forgotten)"|<i class="ball|"standing":|"progress":|"state":', html
    )
    shown = show(bread, "#show=next")
    assert shown.page.locator('.chips [aria-pressed="true"]').inner_text() == "All"
    assert "In Anki" not in shown.page.locator("#details").inner_text()
    assert shown.problems == []


def test_the_legend_counts_every_state(show: Show, bread_studied: Collection) -> None:
    shown = show(bread_studied)
    legend = " ".join(shown.page.locator(".legend").inner_text().split())
    assert bread_studied.progress is not None
    held = [progress.known for progress in bread_studied.progress.values()]
    answered = sum(note.answered for note in bread_studied.notes)
    names = ("mature", MATURE), ("young", YOUNG), ("being learned", LEARNING), ("not studied yet", NEW)
    for said, state in (*names, ("suspended", SUSPENDED)):
        assert f"{said} {held.count(state)}" in legend
    assert f"not in Anki {answered - len(held)}" in legend
    count = list(standings(bread_studied).values()).count("next")
    assert f"study next {count} concepts" in legend
    assert "answered" not in legend.replace("unanswered", "")
    assert shown.problems == []


def test_the_chips_light_what_they_say(show: Show, bread_studied: Collection) -> None:
    found = list(standings(bread_studied).values())
    shown = show(bread_studied)
    for name, kind in (("Study next", "next"), ("Not begun", "open"), ("Known", "known")):
        shown.page.get_by_role("button", name=name, exact=True).click()
        assert f"{found.count(kind)} of 39 concepts stand out" in (shown.page.locator("#live").text_content() or "")
        assert f"show={kind}" in shown.page.url
    shown.page.get_by_role("button", name="Often forgotten").click()
    assert " of 39 concepts stand out" in (shown.page.locator("#live").text_content() or "")


def test_the_panel_says_it_in_words(show: Show) -> None:
    shown = show(tea(YOUNG, MATURE, None, lapses=4))
    details = shown.page.locator("#details")
    text = details.inner_text()
    assert "Study next" in text
    assert "1 of 7 concepts known" in text
    assert "A concept counts as known when 80 % of its questions are young or mature." in text
    assert details.locator(".row").first.inner_text().split("\n") == ["Steeping", "50 % learned"]
    for concept, said in (
        ("leaf", "Known"),
        ("steeping", "Study next"),
        ("blend", "Wait: learn first what comes before it"),
        ("tannin", "Can be begun: nothing has to come first"),
    ):
        shown.page.evaluate("hash => { location.hash = hash }", f"#concept={concept}")
        shown.page.wait_for_timeout(50)
        assert f"In Anki: {said}" in details.inner_text()
    shown.page.evaluate("location.hash = '#concept=steeping'")
    shown.page.wait_for_timeout(50)
    said = details.inner_text()
    for line in (
        "In Anki: mature (well known), forgotten 4 times",
        "In Anki: not in your Anki collection",
        "often forgotten",
    ):
        assert line in said
    assert "In Anki: study next." in (shown.page.locator("#live").text_content() or "")
    shown.page.evaluate("location.hash = '#concept=milk'")
    shown.page.wait_for_timeout(50)
    assert "In Anki" not in details.inner_text()
    assert shown.problems == []


def test_nothing_begun_and_all_known(show: Show) -> None:
    assert "Nothing has to come before these." in show(tea()).page.locator("#details").inner_text()
    known_all = show(tea(*[MATURE] * 8)).page.locator("#details").inner_text()
    assert "Nothing: what can be studied is known." in known_all
    assert "6 of 7 concepts known" in known_all


def test_states_are_shapes(show: Show) -> None:
    drawn = {}
    for state in (None, *Known):
        made = map_notes.collection({"Tea": [("What is tea?", "Leaves.", ["Leaf"])]})
        shown = show(map_notes.known(made, {"n00000": Progress(state, 0)} if state else {}))
        picture = saved(shown, "#save-svg").decode()
        # without their colours and places
        drawn[state] = [
            (len(way), "none" in fill) for way, fill in re.findall(r'<path d="([^"]+)" fill="([^"]+)"', picture)
        ]
        if state is LEARNING:  # a quarter, clockwise from the top
            (x, y, right, low), *_ = re.findall(
                r'd="M([\d.-]+) ([\d.-]+)L[\d.-]+ [\d.-]+A3\.1 3\.1 0 0 1 ([\d.-]+) ([\d.-]+)Z"', picture
            )
            assert (round(float(right) - float(x), 1), low) == (3.1, y)
    assert len({str(shapes) for shapes in drawn.values()}) == len(drawn)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_can_be_read_on_every_filling(show: Show, bread_studied: Collection, scheme: str) -> None:
    import xml.etree.ElementTree as ET

    root = ET.fromstring(saved(show(bread_studied, color_scheme=scheme), "#save-svg"))
    below: list[str] = []
    for shape in root:
        fill, way = shape.get("fill", "none"), shape.get("d", "")
        if shape.tag == f"{SVG}path" and "a9 9" in way and fill != "none":
            below.append(fill)
        elif shape.tag == f"{SVG}text" and fill != "none" and below and shape.get("font-weight") in {"500", "600"}:
            assert min(contrast(fill, ground) for ground in below) >= 7, (shape.text, fill, below)
            below = []


@pytest.mark.parametrize("view", ["path", "focus"])
def test_other_views_mark_what_is_known(show: Show, bread_studied: Collection, view: str) -> None:
    shown = show(bread_studied, f"#view={view}&concept=fermentation")
    ink = "#0b5a33"
    tick = re.compile(r'fill="none" stroke="#ffffff" stroke-width="1.6"')
    picture = saved(shown, "#save-svg").decode()
    assert tick.search(picture)
    assert f'fill="{ink}"' in picture
    if view == "path":
        assert re.search(r"· \d+ of \d+ known", shown.page.locator("#bar").inner_text())
    assert shown.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(show: Show, bread_studied: Collection, scheme: str) -> None:
    shown = show(bread_studied, color_scheme=scheme)
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    for address in ("", "#concept=yeast", "#show=next", "#view=path", "#view=list"):
        shown.page.evaluate("hash => { location.hash = hash }", address)
        shown.page.wait_for_timeout(50)
        found = Axe().run(shown.page, options=options)
        assert found.response["violations"] == [], (address, found.generate_report())


def test_on_a_phone_and_without_a_script(show: Show, bread_studied: Collection) -> None:
    shown = show(bread_studied, size=(320, 640))
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for chip in shown.page.locator(".chips button:visible").all():
        box = chip.bounding_box()
        assert box
        assert box["height"] >= 40
    assert shown.problems == []
    plain = show(bread_studied, java_script_enabled=False)
    assert bread_studied.progress is not None
    held = sum(note.answered or note.id in bread_studied.progress for note in bread_studied.notes)
    assert plain.page.locator(".known:visible").count() == held


def test_hundreds_of_concepts_are_pies_with_names_beside_them(show: Show) -> None:
    shown = show(map_notes.studied(map_notes.many(900)))
    texts = shown.texts()
    assert len(texts) > 60
    assert all(text["size"] >= 10 for text in texts)
    assert shown.problems == []
