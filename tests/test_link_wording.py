"""Names that stand in an explanation in parts."""

from __future__ import annotations

import pytest

from link_notes import linked, statements
from notes2anki.link.wording import CROWD, MOST, Wording

ORDERS = (
    ("What is a plate boundary?", "Where two slabs of the crust meet; most earthquakes start at a plate boundary."),
    (
        "What is a transform fault?",
        "Two plates slide past each other along their boundary. Earthquakes are common there.",
    ),
    ("What is a violin bow?", "A stick with horse hair."),
)


def test_a_name_whose_words_stand_apart_comes_first() -> None:
    assert ("prerequisite", "plate boundary", "transform fault") in statements(linked(*ORDERS))


def test_a_single_word_of_a_name_says_nothing_where_nothing_else_is_shared() -> None:
    notes = linked(
        ("What is a plate boundary?", "Where two slabs of the crust meet."),
        ("What is a place setting?", "A plate, a knife and a fork."),
    )
    assert not [kind for kind, *_ in statements(notes) if kind == "prerequisite"]


def _wording(**texts: str) -> Wording:
    numbers = {name: number for number, name in enumerate(texts)}
    return Wording(
        {numbers[name]: text.split() for name, text in texts.items()},
        {number: [frozenset(name.split("_"))] for name, number in numbers.items()},
    )


@pytest.mark.parametrize(("share", "found"), [(0.5, [(0, 1.0)]), (1.01, [])])
def test_how_much_of_a_name_stands_there(share: float, found: list[tuple[int, float]]) -> None:
    wording = _wording(plate_boundary="plate boundary crust", fault="slide plate along boundary", bow="horse hair")
    assert [(other, round(part, 4)) for other, part in wording.named_in_parts(1, share, 0.1)] == found


def test_unlike_explanations_are_left_out() -> None:
    wording = _wording(plate_boundary="slabs crust meet", fault="slide plate along boundary", bow="horse hair")
    assert not list(wording.named_in_parts(1, 0.5, 0.1))
    assert list(wording.named_in_parts(1, 0.5, 0.0))


def test_words_of_many_names_and_further_names_are_passed_over() -> None:
    texts = {f"wave_{letter}": f"wave {letter} water" for letter in "abcdefghijklmnop"}
    few = _wording(**texts, sea="wave water " + " ".join("abcdefghijklmnop"))
    assert len(list(few.named_in_parts(len(texts), 0.5, 0.0))) == MOST
    many = _wording(**dict.fromkeys(texts, "water"), sea="wave water")
    assert len(texts) > CROWD
    assert not list(many.named_in_parts(len(texts), 0.1, 0.0))
