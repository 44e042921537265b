"""The folder for CrowdAnki, taken into a profile step by step as the add-on does it; it cannot be run without a window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki
from deck_factory import SETTINGS, collection, document, note
from notes2anki.export import apkg, crowdanki
from notes2anki.model import Collection, Form, Media, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ID = "crowdanki_uuid"
PICTURE = Media("n2a-1f.png", b"\x89PNG\r\n\x1a\n and so on")
DRAWING = Media("n2a-3d.svg", b"<svg/>")
SOUND = Media("n2a-2e.mp3", b"ID3 and so on")


class AddOn:
    """What the add-on does with a profile, and what it would have to ask the user."""

    def __init__(self, user: Anki) -> None:
        self.user, self.col = user, user.col
        self.asked: list[str] = []

    def import_folders(self, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            if name.endswith("/deck.json"):
                self._deck_file(json.loads(content))
            else:
                folder, kind, file = name.split("/")
                assert (f"{folder}/deck.json" in files, kind) == (True, "media")
                self.col.media.write_data(file, content)

    def _deck_file(self, deck: dict[str, Any]) -> None:
        options = {found[ID]: self._options(found) for found in deck["deck_configurations"]}
        types = {found[ID]: self._note_type(found) for found in deck["note_models"]}
        self._deck(deck, "", options, types)

    def _options(self, given: dict[str, Any]) -> int:
        options = _known(self.col.decks.all_config(), given) or self.col.decks.add_config(given["name"])
        options.update({key: value for key, value in given.items() if key != "__type__"})
        self.col.decks.update_config(options)
        return int(options["id"])

    def _note_type(self, given: dict[str, Any]) -> Any:
        known = _known(self.col.models.all(), given)
        whole = (known or self.col.models.new(given["name"])) | given
        del whole["__type__"]
        if known is None:
            self.col.models.add(whole)
        else:
            self.col.models.update(whole)
            self.asked += [f"{part} of {given['name']}" for part in ("flds", "tmpls") if known[part] != given[part]]
        return whole

    def _deck(self, given: dict[str, Any], above: str, options: dict[str, int], types: dict[str, Any]) -> None:
        name = f"{above}::{given['name']}" if above else given["name"]
        known = _known(self.col.decks.all(), given)
        there = self.col.decks.id(name, create=False)
        if there and (not known or known["id"] != there):
            name += "_2"
        number = known["id"] if known else self.col.decks.id(name)
        inner = (
            "__type__",
            "children",
            "deck_config_uuid",
            "deck_configurations",
            "media_files",
            "note_models",
            "notes",
        )
        deck = self.col.decks.get(number) | {key: value for key, value in given.items() if key not in inner}
        self.col.decks.save(deck | {"name": name, "conf": options[given["deck_config_uuid"]]})
        for child in given["children"]:
            self._deck(child, name, options, types)
        for found in given["notes"]:
            self._note(found, number, types[found["note_model_uuid"]])

    def _note(self, given: dict[str, Any], deck: Any, note_type: dict[str, Any]) -> None:
        number = self.col.db.scalar("select id from notes where guid = ?", given["guid"])
        found = self.col.get_note(number) if number else self.col.new_note(note_type)
        if number and found.note_type()[ID] != given["note_model_uuid"]:  # type: ignore[index]  # it has one
            self.asked.append(f"note type of {given['guid']}")
        found.__dict__.update(given)
        if number:
            self.col.update_note(found)
            self.col.set_deck(found.card_ids(), deck)
        else:
            self.col.add_note(found, deck)


def _known(items: Iterable[Any], given: dict[str, Any]) -> Any:
    return next((item for item in items if item.get(ID) == given[ID]), None)


@pytest.fixture
def add_on(tmp_path: Path) -> Iterator[AddOn]:
    user = Anki(tmp_path)
    yield AddOn(user)
    user.col.close()


def written(built: Collection) -> dict[str, bytes]:
    return crowdanki.export(built, SETTINGS)


def deck() -> Collection:
    """Notes of both types in decks within decks, with media, the second of them in a deck outside."""
    notes = [
        note("basic", deck="Notes::A::D", section=("Layers",), concepts=("ReLU",), tags=("exam",)),
        note("followup", parent="basic"),
        note("reversed", form=Form.REVERSED, deck='Notes::"B" {x}'),
        note("cloze", form=Form.CLOZE, prompt="{{c1::Batch}} and {{c3::mini-batch::how small?}}", deck="Notes::C::D"),
        note("outside", deck="Sounds"),
        note("above", deck="Notes"),
    ]
    looks = {
        "basic": Rendered("<p>Which?</p>", f'<p>This. <img src="{PICTURE.name}"></p>'),
        "cloze": Rendered(f'<p>{{{{c1::Batch}}}} {{{{c3::mini-batch}}}}</p><img src="{DRAWING.name}">', ""),
        "outside": Rendered("<p>What?</p>", f"<p>[sound:{SOUND.name}]</p>"),
    }
    other = Media("n2a-4c.png", b"\x89PNG\r\n\x1a\n of nobody")
    return collection(document(notes), rendered=looks, media=[PICTURE, DRAWING, SOUND, other])


def shown(user: Anki) -> dict[str, Any]:
    decks = {guid: deck for deck, guids in user.decks().items() for guid in guids}
    return {
        guid: (found.note_type()["name"], found.fields, found.tags, decks[guid], [card.ord for card in found.cards()])
        for guid, found in user.notes().items()
    }


def test_the_folder_is_what_the_package_is(add_on: AddOn, tmp_path: Path) -> None:
    add_on.import_folders(written(deck()))
    (tmp_path / "other").mkdir()
    other = Anki(tmp_path / "other")
    other.import_package(*apkg.export(deck(), SETTINGS).values())
    assert shown(add_on.user) == shown(other)
    assert add_on.user.css() == other.css()
    assert add_on.user.sides() == other.sides()
    assert add_on.user.faults() == []
    assert {found["name"]: found["desc"] for found in add_on.col.decks.all() if found["desc"]} == {
        found["name"]: found["desc"] for found in other.col.decks.all() if found["desc"]
    }
    other.col.close()


def test_second_import_doubles_nothing_and_asks_nothing(add_on: AddOn) -> None:
    add_on.import_folders(written(deck()))
    before, decks = shown(add_on.user), add_on.col.decks.all_names_and_ids()
    reviewed = add_on.user.review()
    add_on.import_folders(written(deck()))
    assert add_on.asked == []
    assert shown(add_on.user) == before
    assert list(add_on.col.decks.all_names_and_ids()) == list(decks)
    assert len(add_on.col.decks.all_config()) == 2
    assert add_on.user.history() == reviewed


def test_what_changed_arrives(add_on: AddOn) -> None:
    add_on.import_folders(written(collection(document([note("a"), note("b")]))))
    add_on.import_folders(written(collection(document([note("a", "Reworded?", deck="Notes::More"), note("b")]))))
    assert add_on.asked == []
    assert add_on.user.fields("a")["Question"] == "<p>Reworded?</p>"
    assert add_on.user.decks() == {"Notes::More": {"a"}, "Notes": {"b"}}


def test_options_of_the_user_stay(add_on: AddOn) -> None:
    add_on.import_folders(written(deck()))
    (options,) = (found for found in add_on.col.decks.all_config() if found["name"] == "notes2anki")
    options["new"]["perDay"] = 3
    add_on.col.decks.update_config(options)
    add_on.import_folders(written(deck()))
    assert [found["new"]["perDay"] for found in add_on.col.decks.all_config() if found["name"] == "notes2anki"] == [3]


def test_each_outermost_deck_has_a_folder_with_what_its_notes_show() -> None:
    assert sorted(written(deck())) == [
        "crowdanki-2/deck.json",
        "crowdanki-2/media/n2a-2e.mp3",
        "crowdanki/deck.json",
        "crowdanki/media/n2a-1f.png",
        "crowdanki/media/n2a-3d.svg",
    ]


def test_decks_lie_in_each_other() -> None:
    (first, _) = (json.loads(data) for name, data in written(deck()).items() if name.endswith("deck.json"))

    def tree(deck: dict[str, Any]) -> Any:
        return deck["name"], [found["guid"] for found in deck["notes"]], [tree(child) for child in deck["children"]]

    assert tree(first) == (
        "Notes",
        ["followup", "above"],
        [('"B" {x}', ["reversed"], []), ("A", [], [("D", ["basic"], [])]), ("C", [], [("D", ["cloze"], [])])],
    )
    assert [found["name"] for found in first["note_models"]] == ["notes2anki Q&A", "notes2anki Cloze"]
    assert all("note_models" not in child for child in first["children"])
    assert first["media_files"] == [PICTURE.name]  # the follow-up shows the answer that it follows
    assert first["children"][2]["children"][0]["media_files"] == [DRAWING.name]


def test_ids_are_the_same_for_ever() -> None:
    (whole,) = written(collection(document([note("a"), note("b", form=Form.CLOZE, prompt="{{c1::x}}")]))).values()
    deck = json.loads(whole)
    assert deck[ID] == "6d3cb703-9a34-5abf-827a-1e75721a521c"
    assert deck["deck_config_uuid"] == deck["deck_configurations"][0][ID] == "2672fc44-c0c9-57d9-87bb-c4b3920fae03"
    assert [found[ID] for found in deck["note_models"]] == [
        "bc3e04b1-dc7a-546b-afa1-6ec4325cb299",
        "9b65f98c-d910-5741-8913-4f749a0a9f7d",
    ]


def test_a_deck_without_notes_is_no_folder() -> None:
    assert written(collection(document([note("a", answer="")]))) == {}


def test_the_same_notes_give_the_same_bytes() -> None:
    assert list(written(deck()).items()) == list(written(deck()).items())
