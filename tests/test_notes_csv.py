"""The notes as text, imported by Anki's own backend as its dialog does: beside the package, and instead of it."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anki_backend import Anki
from deck_factory import SETTINGS, collection, document, note
from notes2anki.export import apkg, notes_csv
from notes2anki.model import Collection, Form, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = collection(document([note("first"), note("first cloze", form=Form.CLOZE, prompt="{{c1::x}}")]))
"""A package of it brings the note types, for Anki takes only those that are used."""
AWKWARD = [
    "=1+1",
    "+1",
    "-1",
    "@sum(a1)",
    "#deck:evil",
    '"quoted" and "',
    "comma, semicolon; tab\tand | bar",
    "two\nlines\n\nand a blank one",
    "a carriage\rreturn",
    "NUL \x00, bell \x07 and 0x1f \x1f",
    "\ufeffmark of order",
    "e\u0301",
    "\u2028 and \x85",
    "<b>bold</b> &amp; &lt;i&gt; \\n",
    '<img src="n2a-1f.png"> [sound:n2a-2e.mp3]',
    " spaces ",
    "'",
    "🚀👩‍💻 中文 עברית",
]


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[tuple[Anki, Anki]]:
    """A profile for the text, which knows our note types already, and one for the package."""
    users = [Anki(make(tmp_path / name)) for name in ("text", "package")]
    users[0].import_package(*apkg.export(FIRST, SETTINGS).values())
    yield users[0], users[1]
    for user in users:
        user.col.close()


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def text(built: Collection, **more: Any) -> str:
    (content,) = notes_csv.export(built, dataclasses.replace(SETTINGS, **more)).values()
    return content.decode()


def import_both(profiles: tuple[Anki, Anki], built: Collection) -> None:
    ours, theirs = profiles
    ours.import_text(text(built))
    theirs.import_package(*apkg.export(built, SETTINGS).values())


def shown(user: Anki) -> dict[str, Any]:
    """All that a note is, by guid; but for those that have brought the note types."""
    decks = {guid: deck for deck, guids in user.decks().items() for guid in guids}
    return {
        guid: (found.note_type()["name"], found.fields, found.tags, decks[guid], [card.ord for card in found.cards()])
        for guid, found in user.notes().items()
        if not guid.startswith("first")
    }


def deck() -> Collection:
    """Notes of both types, decks within decks, and what is awkward in every place."""
    notes = [
        note("basic", section=("Layers",), concepts=("ReLU",), tags=("exam", "=1+1")),
        note("followup", parent="basic"),
        note("reversed", form=Form.REVERSED, deck='A::"B", c'),
        note("typed", answer="=max(0, x)", form=Form.TYPED, deck="A"),
        note("cloze", form=Form.CLOZE, prompt="{{c1::Batch}} and {{c3::mini-batch::how small?}}", deck="A::B::C"),
        *(note(f"awkward {n}", text, text) for n, text in enumerate(AWKWARD)),
    ]
    return collection(document(notes), rendered={"reversed": Rendered("<p>Which?</p>", "<p>Why.</p>", hint="<p>h</p>")})


def test_the_text_is_imported_as_the_package_is(profiles: tuple[Anki, Anki]) -> None:
    import_both(profiles, deck())
    ours, theirs = map(shown, profiles)
    assert len(ours) == len(list(deck().notes))
    assert ours == theirs
    assert profiles[0].faults() == [f"missing {name}" for name in ("n2a-1f.png", "n2a-2e.mp3")]


def test_second_import_doubles_nothing_and_keeps_the_reviews(profiles: tuple[Anki, Anki]) -> None:
    ours, _ = profiles
    ours.import_text(text(deck()))
    reviewed = ours.review()
    before = shown(ours)
    log = ours.import_text(text(deck()))
    assert (log.new, log.updated, log.duplicate) == (0, 0, len(before))
    assert shown(ours) == before
    assert ours.history() == reviewed


def test_what_changed_is_updated(profiles: tuple[Anki, Anki]) -> None:
    ours, _ = profiles
    ours.import_text(text(collection(document([note("a", tags=("old",)), note("b")]))))
    log = ours.import_text(text(collection(document([note("a", "Reworded?", "New.", tags=("new",)), note("b")]))))
    assert (log.new, log.updated, log.duplicate) == (0, 1, 1)
    assert ours.fields("a")["Question"] == "<p>Reworded?</p>"
    assert ours.notes()["a"].tags == ["new"]


def test_it_goes_over_what_the_package_has_brought(profiles: tuple[Anki, Anki]) -> None:
    _, theirs = profiles
    theirs.import_package(*apkg.export(deck(), SETTINGS).values())
    log = theirs.import_text(text(deck()))
    assert (log.new, log.updated) == (0, 0)


def test_decks_within_decks_are_made_once(profiles: tuple[Anki, Anki]) -> None:
    ours, _ = profiles
    names = ["A::B::C", "A::B", "A::D", "A", "A::B::C"]
    ours.import_text(text(collection(document(note(f"n{n}", deck=name) for n, name in enumerate(names)))))
    assert {name: guids for name, guids in ours.decks().items() if name.startswith("A")} == {
        "A": {"n3"},
        "A::B": {"n1"},
        "A::B::C": {"n0", "n4"},
        "A::D": {"n2"},
    }


def test_new_cards_come_in_the_order_of_the_notes(profiles: tuple[Anki, Anki]) -> None:
    ours, _ = profiles
    notes = [note("z", "Z?"), note("b", "B?"), note("late", parent="z"), note("a", "A?")]
    ours.import_text(text(collection(document(notes))))
    order = ours.col.db.list("select n.guid from cards c join notes n on n.id = c.nid order by c.due, c.id")
    assert [guid for guid in order if not guid.startswith("first")] == ["z", "late", "b", "a"]


def test_without_the_note_types_nothing_is_imported_wrongly(profiles: tuple[Anki, Anki]) -> None:
    _, theirs = profiles
    assert theirs.import_text(text(deck())).missing_notetype == len(list(deck().notes))
    assert theirs.notes() == {}


def test_the_head_says_all_that_the_dialog_would_ask(profiles: tuple[Anki, Anki], tmp_path: Path) -> None:
    ours, _ = profiles
    ours.col.set_config("csvDuplicateResolution", 2)  # the last time, all were to be added once more
    file = tmp_path / "notes.csv"
    file.write_text(text(deck()), encoding="utf-8")
    found = ours.col.get_csv_metadata(path=str(file), delimiter=None)
    assert (found.guid_column, found.notetype_column, found.deck_column, found.tags_column) == (1, 2, 3, 4)
    assert found.force_delimiter
    assert found.force_is_html
    assert list(found.column_labels)[:7] == [
        "Guid",
        "Note type",
        "Deck",
        "Tags",
        "Question/Text",
        "Answer/Extra",
        "Parent/Hint",
    ]
    assert found.dupe_resolution == 0  # update


def test_the_same_notes_give_the_same_bytes() -> None:
    assert text(deck()) == text(deck())


NUMBERS = itertools.count()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), min_size=1, max_size=6))
def test_any_text_comes_through_as_in_the_package(profiles: tuple[Anki, Anki], drawn: list[str]) -> None:
    notes = [note(f"drawn {next(NUMBERS)}") for _ in drawn]
    looks = {found.id: Rendered(f"<p>Q{found.id}</p>", text) for found, text in zip(notes, drawn, strict=True)}
    import_both(profiles, collection(document(notes), rendered=looks))
    ours, theirs = map(shown, profiles)
    assert {found.id for found in notes} <= ours.keys()
    assert ours == theirs
