"""Rendered fields in Anki itself: hostile ones play nothing and run nothing, clozes hide what they should."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notes2anki.model import Form
from render_notes import collection, prompt, read
from test_render_hostile import STRINGS, fields

pytest.importorskip("anki", reason="the package `anki` is not installed: python3 dev.py setup")

from anki.collection import Collection
from anki.decks import DeckId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki.cards import Card


DEFAULT = DeckId(1)
OF_ANKI = {"span data-cloze", "span data-ordinal", "class cloze", "class cloze-inactive"}


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    col = Collection(str(Path(tmp_path_factory.mktemp("profile")) / "collection.anki2"))
    yield col
    col.close()


def cards(profile: Collection, kind: str, *values: str) -> list[Card]:
    """The cards that a note of one of Anki's own types gives."""
    model = profile.models.by_name(kind)
    assert model is not None
    note = profile.new_note(model)
    note.fields = [*values, *[""] * (len(note.fields) - len(values))]
    profile.add_note(note, DEFAULT)
    return note.cards()


def test_nothing_is_played_and_nothing_runs(profile: Collection) -> None:
    for string in STRINGS:
        for field in filter(None, fields(collection(f"{string}\n\n**x** {string}"))):
            (card,) = cards(profile, "Basic", f"front {field}", field)
            output = card.render_output()
            assert [*output.question_av_tags, *output.answer_av_tags] == [], string
            assert "[anki:" not in output.answer_text
            assert field in output.answer_text
    check = profile.media.check()
    assert list(check.missing) == []


@pytest.mark.parametrize(
    ("text", "numbers", "hidden", "shown"),
    [
        ("The {{c1::cell}} and {{c2::its}} wall", [1, 2], "cell", "wall"),
        ("{{c1::$\\frac{1}{\\sqrt{2}}$}} is less", [1], "sqrt", "is less"),
        ("{{c1::\\frac{1}{2}}} stays", [1], "frac", "stays"),
        ("{{c1,2::both}} x", [1, 2], "both", "x"),
        ("`git {{c1::commit}}` and {{x}}", [1], "commit", "git"),
        ("| a | b |\n|---|---|\n| {{c1::left}} | right |", [1], "left", "right"),
        ("- {{c1::one}}\n- {{c2::two}}", [1, 2], "one", "two"),
        ("$x^{{c1::2}} + {y_{z}}$", [1], "2", "y_"),
    ],
)
def test_a_cloze_hides_what_it_marks(
    profile: Collection, text: str, numbers: list[int], hidden: str, shown: str
) -> None:
    made = cards(profile, "Cloze", prompt(text, Form.CLOZE))
    assert [card.ord + 1 for card in made] == numbers
    question = made[0].render_output().question_text
    visible = question.replace(question.partition('data-cloze="')[2].partition('"')[0], "")
    assert hidden not in visible.partition("<span class")[0] + visible.rpartition("</span>")[2]
    assert shown in visible
    answer = made[0].render_output().answer_text
    assert "{{" not in answer


def test_clozes_of_strangers_are_text(profile: Collection) -> None:
    for string in STRINGS:
        made = cards(profile, "Cloze", prompt(f"{{{{c9::ours}}}} and {string}", Form.CLOZE))
        for card in made:
            output = card.render_output()
            assert [*output.question_av_tags, *output.answer_av_tags] == [], string
            for html in (output.question_text, output.answer_text):
                assert set(read(html)[1]) <= OF_ANKI, html
