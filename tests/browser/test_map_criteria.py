"""The criteria of the map, by their numbers. Timing is measured in benchmarks/concept_map.py; cards have their own tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import DESK, PHONE
from map_hostile import hostile

from notes2anki.config import Settings
from notes2anki.export import concept_map
from notes2anki.hue import section_hues

if TYPE_CHECKING:
    from collections.abc import Callable

    from chromium import Opened

    from notes2anki.model import Collection

    Show = Callable[..., Opened]

# Presses each arrow on each concept that was reached, and tells which were.
WALK = """start => {
  const seen = new Set(), waiting = [start];
  const name = () => new URLSearchParams(location.hash.slice(1)).get("concept");
  while (waiting.length) {
    const id = waiting.pop();
    notes2anki.select(id);
    if (seen.has(name())) continue;
    seen.add(name());
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      notes2anki.select(id);
      document.querySelector("#net").dispatchEvent(new KeyboardEvent("keydown", { key }));
      if (name() && !seen.has(name())) waiting.push(`concept:${name()}`);
    }
  }
  return [...seen].map((name) => `concept=${name}`);
}"""
SVG = "{http://www.w3.org/2000/svg}"


def saved(shown: Opened, button: str) -> bytes:
    """Save a picture of the view."""
    shown.page.locator(".menu summary").click()
    with shown.page.expect_download() as download:
        shown.page.locator(button).click()
    shown.page.locator(".menu summary").click()
    return Path(download.value.path()).read_bytes()


def concept_names(collection: Collection) -> set[str]:
    return {concept.name for concept in collection.concepts}


def test_01_one_file_without_a_network(
    show: Show, bread: Collection, write: Callable[[Collection], Path], tmp_path: Path
) -> None:
    shown = show(bread)
    moved = shutil.copy(write(bread), tmp_path / "moved.html")
    shown.page.goto(Path(moved).as_uri())
    shown.page.wait_for_selector("html[data-ready]", state="attached")
    assert shown.problems == []
    html = Path(moved).read_text(encoding="utf-8")
    assert not re.search(
        r"""<(?:script|link|img)[^>]+(?:src|href)\s*=\s*["']?(?!data:)""", html.split("<section id=", 1)[0]
    )


def test_02_policy_allows_our_script_alone(bread: Collection) -> None:
    html = concept_map.export(bread, Settings(Path()))["concept-map.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert (
        policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
        or "script-src 'sha256-" in policy[1]
    )
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("bypass", [False, True], ids=["policy on", "policy off"])
def test_02_hostile_notes_stay_text(show: Show, *, bypass: bool) -> None:
    shown = show(hostile(), bypass_csp=bypass)
    page = shown.page
    for view in ("map", "focus", "path"):
        page.locator(f'.views [data-view="{view}"]').click()
        assert page.evaluate("notes2anki.nodes().every((id) => notes2anki.select(id))")
        page.wait_for_timeout(50)
    page.locator('.views [data-view="list"]').click()
    for summary in page.locator("#outline summary").all()[:8]:
        summary.click()
    page.evaluate("location.hash = '#concept=<img src=x onerror=alert(9)>'")
    page.locator("#query").fill("<img src=x onerror=alert(10)>")
    page.wait_for_timeout(100)
    assert shown.problems == []
    assert page.locator('[href^="javascript:" i], [onerror], [onload], [onclick]').count() == 0
    assert page.locator("script").count() == 3
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("nodes", [0, 50, 500, 3000], ids=["bread", "50", "500", "3000"])
def test_03_every_text_can_be_read(
    show: Show, bread: Collection, many: Callable[[int], Collection], nodes: int, size: tuple[int, int]
) -> None:
    collection = many(nodes) if nodes else bread
    shown = show(collection, size=size)
    texts = shown.texts()
    frame = shown.frame()
    assert len(texts) > 4
    assert min(text["size"] for text in texts) >= 10
    for text in texts:
        assert text["x0"] >= -1, text
        assert text["x1"] <= frame["width"] + 1, text
    over = [
        (one["text"], two["text"])
        for one, two in combinations(texts, 2)
        if min(one["x1"], two["x1"]) - max(one["x0"], two["x0"]) > 1
        and min(one["y1"], two["y1"]) - max(one["y0"], two["y0"]) > 1
    ]
    assert over == []


def test_03_on_a_desk_every_concept_has_its_name(show: Show, bread: Collection) -> None:
    assert concept_names(bread) <= show(bread).words()


def test_04_questions_are_beads(show: Show, bread: Collection) -> None:
    shown = show(bread)
    questions = {note.question for note in bread.notes}
    assert not questions & shown.words()
    picture = saved(shown, "#save-svg").decode()
    mentions = sum(len(note.concepts) or 1 for note in bread.notes)
    followups = sum(len(note.concepts) for note in bread.notes if note.parent)
    hollow = sum(len(note.concepts) for note in bread.notes if not note.answered and not note.parent)
    round_beads = re.findall(r'd="[^"A]+A2\.5 2\.5[^"]+" fill="#', picture)
    assert len(round_beads) == mentions - followups
    assert len(re.findall(r'A2\.5 2\.5[^"]+" fill="none" stroke="#a85400"', picture)) == hollow


def test_06_same_bytes_anywhere(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib, pathlib; sys.path.insert(0, sys.argv[1]); import map_notes;"
        "from notes2anki.export import concept_map; from notes2anki.config import Settings;"
        "print(hashlib.sha256(concept_map.export(map_notes.many(300), Settings(pathlib.Path('.')))['concept-map.html']).hexdigest())"
    )
    hashes = set()
    for seed, folder in (("1", tmp_path), ("2", Path(__file__).parent)):
        command = [sys.executable, "-c", code, str(Path(__file__).parent)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        hashes.add(subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True).stdout)
    assert len(hashes) == 1


def test_07_links_bring_back_what_was_shown(show: Show, bread: Collection) -> None:
    shown = show(bread, "#view=focus&concept=yeast")
    page = shown.page
    assert page.locator("body").get_attribute("data-view") == "focus"
    assert page.locator("#details h2").inner_text() == "Yeast"
    page.evaluate("location.hash = '#concept=gluten&compare=yeast'")
    assert page.locator("#details h2").inner_text() == "Gluten and Yeast"
    page.evaluate("location.hash = '#show=unanswered'")
    assert page.locator('[data-show="unanswered"]').get_attribute("aria-pressed") == "true"
    page.evaluate("location.hash = '#q=n00003'")
    assert "What does hydration mean?" in page.locator("#details").inner_text()
    page.evaluate("location.hash = '#view=nonsense'")
    assert page.locator("body").get_attribute("data-view") == "map"
    for unknown in ("#concept=nothing", "#q=nothing"):
        page.evaluate("hash => { location.hash = hash }", unknown)
        assert "not on this map" in (text := page.locator("[role=alert]").inner_text()) or "no concept" in text


def test_07_the_copied_link_leads_back(show: Show, bread: Collection) -> None:
    shown = show(bread)
    shown.page.evaluate("notes2anki.select('concept:yeast')")
    address = shown.page.evaluate("location.hash")
    assert show(bread, address).page.locator("#details h2").inner_text() == "Yeast"


def test_08_search_is_a_combobox(show: Show, bread: Collection) -> None:
    page = show(bread).page
    page.keyboard.press("Control+k")
    page.keyboard.type("starch")
    hits = page.locator("#hits [role=option]")
    assert hits.first.inner_text().startswith("Starch")
    assert page.locator("#query").get_attribute("aria-activedescendant") == "hit0"
    page.keyboard.press("ArrowDown")
    assert page.locator("#query").get_attribute("aria-activedescendant") == "hit1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Starch"
    page.locator("#query").fill("lines the strands")
    assert "Why does kneading strengthen gluten?" in hits.first.inner_text()
    page.locator("#query").fill("quantum")
    assert "Nothing found" in page.locator("#hits").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()


def test_09_every_concept_is_reached_with_arrows(show: Show, bread: Collection) -> None:
    page = show(bread).page
    page.locator("#net").focus()
    page.evaluate("notes2anki.select('concept:gluten')")
    page.keyboard.press("ArrowRight")
    assert page.locator("#details h2").inner_text() != "Gluten"
    seen = page.evaluate(WALK, "concept:gluten")
    assert {f"concept={concept.id}" for concept in bread.concepts} <= set(seen)


def test_09_keys_do_what_the_help_says(show: Show, bread: Collection) -> None:
    shown = show(bread)
    page = shown.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.locator("#net").focus()
    page.evaluate("notes2anki.select('concept:gluten')")
    page.keyboard.press("Enter")
    assert page.locator("body").get_attribute("data-view") == "focus"
    page.keyboard.press("Escape")
    assert page.locator("body").get_attribute("data-view") == "map"
    assert page.locator("#details h2").inner_text() == "Where to start"
    before = shown.page.evaluate("seen.camera.scale")
    page.keyboard.press("+")
    shown.texts()
    assert shown.page.evaluate("seen.camera.scale") > before
    page.locator("#theme").focus()
    page.keyboard.press("+")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "theme"


def test_09_focus_order_is_the_order_on_screen(show: Show, bread: Collection) -> None:
    page = show(bread).page
    order = []
    for _ in range(16):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.view || document.activeElement.dataset.show || ''"
            )
        )
    wanted = [
        "skip",
        "query",
        "map",
        "focus",
        "path",
        "list",
        "theme",
        "",
        "all",
        "unanswered",
        "followups",
        "isolated",
        "net",
    ]
    assert order[: len(wanted)] == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_10_axe_finds_nothing(show: Show, bread: Collection, scheme: str) -> None:
    shown = show(bread, color_scheme=scheme)
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    for address in ("", "#concept=yeast", "#view=path", "#view=list"):
        shown.page.evaluate("hash => { location.hash = hash }", address)
        shown.page.wait_for_timeout(50)
        found = Axe().run(shown.page, options=options)
        assert found.response["violations"] == [], (address, found.generate_report())


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_10_colours_of_the_picture(show: Show, many: Callable[[int], Collection], scheme: str) -> None:
    root = ET.fromstring(saved(show(many(500), color_scheme=scheme), "#save-svg"))
    ground = next(root.iter(f"{SVG}rect")).get("fill", "")
    below = ground
    areas = {ground}
    for shape in root:
        fill = shape.get("fill", "none")
        if shape.tag == f"{SVG}path" and fill != "none" and "a9 9" in shape.get("d", ""):
            below = fill
        elif shape.tag == f"{SVG}path" and shape.get("stroke-width") == "32":
            areas.add(shape.get("stroke", ""))
        elif shape.tag == f"{SVG}text" and fill != "none":
            if shape.get("font-weight") == "700":
                assert min(contrast(fill, area) for area in areas) >= 4.5
            else:
                assert contrast(fill, below) >= 7


def test_11_without_javascript_all_is_there(show: Show, bread: Collection) -> None:
    page = show(bread, java_script_enabled=False).page
    text = page.locator("#outline").inner_text()
    for note in bread.notes:
        assert note.question in text
        assert f"{note.place.path}:{note.place.line}" in text
        assert note.section[-1] in text
    assert page.locator("#net").is_hidden()
    page.locator("#q-n00000 summary").click()
    assert page.locator("#q-n00000 .text").is_visible()


def test_11_print_has_the_answers_and_no_buttons(show: Show, bread: Collection) -> None:
    page = show(bread).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#q-n00000 .text").is_visible()
    assert page.locator("#picture").is_visible()
    assert page.locator("button:visible, input:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open], #picture").count() == 0


@pytest.mark.parametrize("size", [(320, 640), (700, 450)], ids=["320 px", "zoom 200 %"])
def test_12_nothing_scrolls_sideways(show: Show, bread: Collection, size: tuple[int, int]) -> None:
    shown = show(bread, size=size, is_mobile=False)
    for address in ("", "#concept=gluten", "#view=focus", "#view=path", "#view=list"):
        shown.page.evaluate("hash => { location.hash = hash }", address)
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_12_still_and_forced_colours(show: Show, bread: Collection) -> None:
    page = show(bread, forced_colors="active").page
    assert page.evaluate("getComputedStyle(document.querySelector('#panel')).transitionDuration") == "0s"
    page.locator('.views [data-view="path"]').click()
    outline = "getComputedStyle(document.querySelector('.views [aria-pressed=true]')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.evaluate("notes2anki.select('concept:yeast')")
    assert page.locator("#details h2").is_visible()


def test_13_a_finger_hits_the_nearest_concept(show: Show, bread: Collection) -> None:
    shown = show(bread, size=PHONE)
    page = shown.page
    shown.texts()
    spots = json.loads(page.locator("#model").text_content() or "")["nodes"]
    frame = shown.frame()
    hits, tried = 0, 0
    for spot in spots:
        page.evaluate("location.hash = ''")
        page.locator("#zoom-fit").click()
        shown.texts()
        camera = page.evaluate("seen.camera")
        x, y = (spot["tall"][at] * camera["scale"] + camera["xy"[at]] for at in (0, 1))
        covered = "([x, y]) => !document.elementFromPoint(x, y).closest('#net')"
        at = (frame["x"] + x + 5, frame["y"] + y + 6)
        if page.evaluate(covered, list(at)):
            continue
        tried += 1
        page.touchscreen.tap(*at)
        page.wait_for_timeout(30)
        hits += page.locator("#details h2").inner_text() == spot["label"]
    assert tried > len(spots) * 0.8
    assert hits >= 0.95 * tried


def test_13_buttons_are_large_enough(show: Show, bread: Collection) -> None:
    page = show(bread, "#concept=yeast", size=PHONE).page
    for made in page.locator("button:visible, .menu > summary, select:visible").all():
        box = made.bounding_box()
        assert box
        assert box["height"] >= 40, made.inner_text()
        assert box["width"] >= 40, made.inner_text()


def test_13_zoom_is_bounded(show: Show, bread: Collection) -> None:
    shown = show(bread)
    shown.texts()
    fit = shown.page.evaluate("seen.camera.scale")
    shown.page.mouse.move(500, 500)
    for turn, bound in ((400, 0.6 * fit), (-400, 3)):
        for _ in range(30):
            shown.page.mouse.wheel(0, turn)
        shown.page.wait_for_timeout(300)
        scale = shown.page.evaluate("seen.camera.scale")
        assert scale == pytest.approx(bound, rel=0.02)


@pytest.mark.parametrize("view", ["map", "focus", "path"])
def test_14_pictures_are_whole(show: Show, view: str) -> None:
    shown = show(hostile(), f"#view={view}")
    root = ET.fromstring(saved(shown, "#save-svg"))
    assert sum(1 for _ in root.iter(f"{SVG}text")) > 5
    png = saved(shown, "#save-png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") >= 1500
    assert shown.problems == []


def test_15_focus_has_what_comes_first_on_the_left(show: Show, bread: Collection) -> None:
    texts = {text["text"]: text for text in show(bread, "#view=focus&concept=gluten").texts()}
    middle = texts["Gluten"]["x0"]
    assert texts["Flour"]["x0"] < middle < texts["Kneading"]["x0"]
    assert texts["Learn first"]["x0"] < middle < texts["Leads to"]["x0"]
    parent, child = texts["What is gluten?"], texts["Why does kneading strengthen"]
    assert child["x0"] > parent["x0"]
    assert child["y0"] > parent["y0"]


def test_15_nothing_is_left_out_in_silence(show: Show, many: Callable[[int], Collection]) -> None:
    shown = show(many(3000))
    hub = shown.page.locator("#details .row").first
    hub.click()
    shown.page.locator(".actions .main").click()
    assert any(word.startswith("and ") and word.endswith("more, in the panel") for word in shown.words())
    assert re.search(r"and \d+ more", shown.page.locator("#details").inner_text())


def test_15_a_path_has_at_most_90_concepts(show: Show, many: Callable[[int], Collection]) -> None:
    shown = show(many(3000), "#view=path")
    picture = saved(shown, "#save-svg").decode()
    assert 1 < picture.count("a9 9 0 0 1 9 9") // 1 <= 2 * 90
    assert shown.page.locator("#bar select option").count() > 1


def test_16_answers_wait_to_be_asked_for(show: Show, bread: Collection) -> None:
    page = show(bread, "#concept=gluten").page
    assert page.locator("#details details").count() > 3
    assert page.locator("#details details[open]").count() == 0
    assert "net of proteins" not in page.locator("#details").inner_text()
    page.locator("#details summary").first.click()
    assert "net of proteins" in page.locator("#details").inner_text()
    page.locator('.views [data-view="list"]').click()
    assert page.locator("#outline details[open]").count() == 0
    assert "net of proteins" not in page.locator("#outline").inner_text()


def test_21_sections_have_the_colours_of_the_cards(show: Show, bread: Collection) -> None:
    content: dict[str, Any] = json.loads(show(bread).page.locator("#model").text_content() or "")["content"]
    hues = section_hues(note.section for note in bread.notes)
    assert {region["title"]: content["hues"][region["hue"]] for region in content["regions"]} == {
        section[-1]: hue for section, hue in hues.items()
    }


def test_every_node_can_be_chosen(show: Show, bread: Collection) -> None:
    shown = show(bread)
    page = shown.page
    ids = page.evaluate("notes2anki.nodes()")
    assert set(ids) == {note.id for note in bread.notes} | {f"concept:{concept.id}" for concept in bread.concepts}
    assert page.evaluate("Object.isFrozen(notes2anki)")
    assert page.evaluate("notes2anki.nodes().every((id) => notes2anki.select(id))")
    assert not page.evaluate("notes2anki.select('nothing')")
    assert shown.problems == []


def test_every_question_stands_on_the_map(bread: Collection) -> None:
    html = concept_map.export(bread, Settings(Path()))["concept-map.html"].decode()
    data = json.loads(re.findall(r'id="model">(.*?)</script>', html, re.DOTALL)[0])
    shown = {question for node in data["nodes"] for question in node["questions"]}
    assert shown == set(range(len(list(bread.notes))))
