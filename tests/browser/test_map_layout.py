"""Where things stand, without a browser."""

from __future__ import annotations

import time

import map_notes
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.export.map.layout import Box, Layout, lay_out, text_width
from notes2anki.export.map.page import page_of, threads

NAMES = st.text(min_size=1, max_size=60).filter(str.strip)
SECTIONS = st.dictionaries(
    NAMES, st.lists(st.tuples(NAMES, st.just(""), st.lists(NAMES, max_size=4, unique=True))), max_size=6
)


def overlapping(layout: Layout) -> list[tuple[int, int]]:
    """Find boxes that stand on each other, on either kind of screen."""
    found = []
    for places in (layout.wide, layout.tall):
        order = sorted(range(len(places)), key=lambda index: places[index].x)
        for at, one in enumerate(order):
            for two in order[at + 1 :]:
                a, b = layout.boxes[one], layout.boxes[two]
                if places[two].x - places[one].x > (a.width + max(box.width for box in layout.boxes)) / 2:
                    break
                apart_x = abs(places[one].x - places[two].x) >= (a.width + b.width) / 2
                apart_y = abs(places[one].y - places[two].y) >= (a.height + b.height) / 2
                if not apart_x and not apart_y:
                    found.append((one, two))
    return found


@settings(max_examples=40, deadline=None)
@given(SECTIONS)
def test_no_box_stands_on_another(sections: map_notes.Questions) -> None:
    page = page_of(map_notes.collection(sections))
    assert overlapping(lay_out(page)) == []


def test_no_box_stands_on_another_in_large_notes() -> None:
    assert overlapping(lay_out(page_of(map_notes.many(1000, files=3)))) == []


@settings(max_examples=40, deadline=None)
@given(SECTIONS)
def test_every_question_has_a_place(sections: map_notes.Questions) -> None:
    page = page_of(map_notes.collection(sections))
    assert {question for spot in page.spots for question in spot.questions} == set(range(len(page.questions)))
    assert sorted(index for index, _ in threads(page)) == list(range(len(page.questions)))


def test_sections_stay_in_their_places_when_one_note_comes_in() -> None:
    def order(sections: map_notes.Questions) -> list[str]:
        page = page_of(map_notes.collection(sections))
        layout = lay_out(page)
        middles: dict[int, list[float]] = {}
        for spot, point in zip(page.spots, layout.wide, strict=True):
            middles.setdefault(spot.region, []).append(point.y)
        return [
            page.regions[region].title
            for region in sorted(middles, key=lambda region: (round(max(middles[region]) / 300), region))
        ]

    more = {title: list(questions) for title, questions in map_notes.BREAD.items()}
    more["Baking"].append(("What is a peel?", "A flat shovel.", ["Peel"]))
    assert order(more) == order(map_notes.BREAD)


def test_names_fit_their_boxes() -> None:
    for box in lay_out(page_of(map_notes.bread())).boxes:
        assert isinstance(box, Box)
        assert all(text_width(line, box.font) < box.width for line in box.lines)


def test_time_grows_with_the_notes_and_no_faster() -> None:
    pages = [page_of(map_notes.many(size)) for size in (3000, 12000)]
    times = []
    for page in pages:
        start = time.process_time()
        lay_out(page)
        times.append(time.process_time() - start)
    assert times[1] < 10 * times[0]  # four times the notes: what is quadratic takes sixteen times as long
