"""Pushing into a running Anki, tried on a stand-in for AnkiConnect over Anki's own backend."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Log
from push_desk import COFFEE, TEA, Desk, desk_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki_backend import Anki


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with desk_in(tmp_path, capsys) as desk:
        yield desk


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    said = desk.push()
    assert "create    tea.md:3: What is oolong?\n" in said
    assert "5 to create; this was a dry run, nothing is changed: add --yes to do it\n" in said
    assert desk.anki.notes() == {}
    assert not Path("notes2anki.lock").exists()
    assert desk.anki.faults() == []


def test_notes_arrive_as_an_import_brings_them(desk: Desk) -> None:
    assert "done: 5 create\n" in desk.push("--yes")
    assert set(desk.anki.decks()) == {"Notes::Tea", "Notes::Coffee"}
    assert len(list(Path(desk.anki.col.media.dir()).glob("*.png"))) == 1
    assert desk.anki.faults() == []
    assert desk.import_built() == Log(duplicate=5)
    assert "nothing to do" in desk.push()


def test_a_second_push_changes_nothing(desk: Desk) -> None:
    desk.push("--yes")
    before = {guid: (note.mod, note.fields, note.tags) for guid, note in desk.anki.notes().items()}
    desk.standin.asked.clear()
    assert "nothing to do" in desk.push("--yes")
    assert {guid: (note.mod, note.fields, note.tags) for guid, note in desk.anki.notes().items()} == before
    assert "importPackage" not in desk.standin.asked


def test_one_edit_is_one_update_and_keeps_reviews_and_tags(desk: Desk) -> None:
    desk.push("--yes")
    reviewed = desk.anki.review()
    desk.change("crema", tags="mine leech")
    desk.edit("coffee.md", "Foam of oils and gas", "Foam")
    assert "1 to update; this was a dry run" in desk.push()
    assert "done: 1 update\n" in desk.push("--yes")
    assert "Foam on an espresso." in desk.note("crema")["Answer"]
    assert {"mine", "leech", "section::coffee"} <= set(desk.note("crema").tags)
    assert desk.anki.history() == reviewed
    assert "nothing to do" in desk.push()


def test_what_follows_from_another_note_is_brought_along(desk: Desk) -> None:
    desk.push("--yes")
    desk.edit("tea.md", "From a tenth to", "From an eighth to")
    desk.edit("tea.md", "Its leaves", "The leaves")
    desk.edit("tea.md", "oxidised in part", "oxidised only in part")
    said = desk.push("--yes")
    # the follow-up shows the parent's answer
    assert "update    tea.md:3: What is oolong?\n" in said
    desk.edit("tea.md", "oxidised only in part", "oxidised in part")
    said = desk.push("--yes")
    assert "refresh   tea.md:6: How much of it is oxidised?\n" in said
    assert "oxidised in part" in desk.note("How much")["ParentAnswer"]


def test_lines_that_move_are_no_reason_to_touch_a_note(desk: Desk) -> None:
    desk.push("--yes")
    Path("notes/tea.md").write_text("Some words before.\n\n" + TEA)
    assert "nothing to do" in desk.push()


def test_an_edit_in_anki_stays_until_the_note_is_edited(desk: Desk) -> None:
    desk.push("--yes")
    desk.change("crema", Answer="My own words.")
    said = desk.push("--yes")
    assert "kept      coffee.md:3: What is crema?\n" in said
    assert desk.note("crema")["Answer"] == "My own words."
    assert "1 to update" in desk.push("--overwrite")
    desk.push("--yes", "--overwrite")
    assert "Foam of oils" in desk.note("crema")["Answer"]
    assert "nothing to do" in desk.push()


def test_an_anki_connect_that_does_not_tell_when_leaves_it_to_anki(desk: Desk) -> None:
    desk.standin.unknown = {"mod"}
    desk.push("--yes")
    desk.change("crema", Answer="My own words.")
    desk.edit("tea.md", "From a tenth to", "From an eighth to")
    assert "2 to update" in desk.push()
    said = desk.push("--yes")
    assert "kept      coffee.md:3: What is crema?\n" in said
    assert desk.note("crema")["Answer"] == "My own words."
    assert "From an eighth to" in desk.note("How much")["Answer"]
    desk.push("--yes", "--overwrite")
    assert "Foam of oils" in desk.note("crema")["Answer"]
    assert "nothing to do" in desk.push()


def test_a_moved_note_moves_and_cards_the_user_moved_stay(desk: Desk) -> None:
    desk.push("--yes")
    reviewed = desk.anki.review()
    mine = desk.anki.col.decks.id("Exam")
    desk.anki.col.set_deck([card.id for card in desk.cards("burr grinder")], mine)
    question = "## Why does black tea keep longer than green tea?\nIts leaves are oxidised, so little is left that could change.\n"
    desk.edit("tea.md", question, "")
    Path("notes/coffee.md").write_text(COFFEE + "\n" + question)
    said = desk.push("--yes")
    assert "move      from deck 'Notes › Tea' to 'Notes › Coffee'\n" in said
    assert "elsewhere coffee.md:6: What does a burr grinder do better than blades?\n" in said
    name = desk.anki.col.decks.name
    assert [name(card.did) for card in desk.cards("black tea")] == ["Notes::Coffee"]
    assert [name(card.did) for card in desk.cards("burr grinder")] == ["Exam"]
    assert desk.anki.history() == reviewed
    desk.push("--yes", "--move")
    assert [name(card.did) for card in desk.cards("burr grinder")] == ["Notes::Coffee"]


def test_a_deck_that_is_called_otherwise_moves(desk: Desk) -> None:
    desk.push("--yes")
    assert "5 to move" in desk.push("--title", "Drinks")
    desk.push("--yes", "--title", "Drinks")
    assert set(desk.anki.decks()) == {"Drinks::Tea", "Drinks::Coffee"}


def test_a_deck_is_known_as_ours_by_the_note_that_is_made_in_it(desk: Desk) -> None:
    desk.push("--yes")
    desk.edit("tea.md", "## What is matcha?\n", COFFEE.replace("# Coffee\n", ""))
    Path("notes/coffee.md").write_text("")
    desk.run("build", "notes", "--only", "apkg")  # the lock forgets that they were in another deck
    Path("notes/coffee.md").write_text("# Coffee\n\n## What is a latte?\nCoffee with milk.\n")
    assert "2 to move" in desk.push()
    desk.push("--yes")
    assert "nothing to do" in desk.push()


def test_a_note_that_comes_back_and_was_edited_in_anki_is_woken_once(desk: Desk) -> None:
    desk.push("--yes")
    desk.edit("coffee.md", "## What is crema?\nFoam of oils and gas on an espresso.\n\n", "")
    desk.push("--yes")
    desk.change("crema", Answer="My own words.", tags="mine")
    Path("notes/coffee.md").write_text(COFFEE)
    said = desk.push("--yes")
    assert "kept      coffee.md:3: What is crema?\n" in said
    assert "unsuspend coffee.md:3: What is crema?\n" in said
    assert desk.note("crema")["Answer"] == "My own words."
    assert "mine" in desk.note("crema").tags
    assert not [tag for tag in desk.note("crema").tags if tag.startswith("status::")]
    desk.anki.col.sched.suspend_cards([card.id for card in desk.cards("crema")])
    assert "nothing to do" in desk.push("--yes")
    assert [card.queue for card in desk.cards("crema")] == [-1]


def test_cards_in_a_filtered_deck_stay_there(desk: Desk) -> None:
    desk.push("--yes")
    deck = desk.anki.col.sched.get_or_create_filtered_deck(0)
    deck.name = "Cram"
    deck.config.search_terms[0].search = "crema"
    deck.config.search_terms[0].limit = 10
    desk.anki.col.sched.add_or_update_filtered_deck(deck)
    assert [desk.anki.col.decks.name(card.did) for card in desk.cards("crema")] == ["Cram"]
    desk.push("--yes", "--move", "--title", "Drinks")
    assert [desk.anki.col.decks.name(card.did) for card in desk.cards("crema")] == ["Cram"]


def test_a_removed_note_is_put_aside_and_comes_back(desk: Desk) -> None:
    desk.push("--yes")
    reviewed = desk.anki.review()
    crema = "## What is crema?\nFoam of oils and gas on an espresso.\n\n"
    desk.edit("coffee.md", crema, "")
    assert "1 to remove" in desk.push()
    desk.push("--yes")
    assert [card.queue for card in desk.cards("crema")] == [-1]
    assert "status::removed" in desk.note("crema").tags
    assert "nothing to do" in desk.push()
    Path("notes/coffee.md").write_text(COFFEE)
    assert "1 to refresh, 1 to unsuspend" in desk.push()
    desk.push("--yes")
    assert "status::removed" not in desk.note("crema").tags
    assert desk.anki.history() == reviewed


def test_a_removed_note_that_the_user_had_suspended_stays_suspended(desk: Desk) -> None:
    desk.push("--yes")
    desk.anki.col.sched.suspend_cards([card.id for card in desk.cards("crema")])
    Path("notes/coffee.md").unlink()
    assert "2 to remove" in desk.push()
    desk.push("--yes")
    assert "status::removed::suspended" in desk.note("crema").tags
    Path("notes/coffee.md").write_text(COFFEE)
    desk.push("--yes")
    assert [card.queue for card in desk.cards("crema")] == [-1]
    assert [card.queue for card in desk.cards("burr grinder")] == [0]
    assert "nothing to do" in desk.push()


def test_removed_notes_are_deleted_only_when_asked(desk: Desk) -> None:
    desk.push("--yes")
    Path("notes/coffee.md").unlink()
    desk.push("--yes")
    assert len(desk.anki.notes()) == 5
    assert "2 to delete" in desk.push("--delete")
    assert len(desk.anki.notes()) == 5
    desk.push("--yes", "--delete")
    assert len(desk.anki.notes()) == 3


def test_pushing_a_part_leaves_the_rest_alone(desk: Desk) -> None:
    desk.push("--yes")
    desk.edit("tea.md", "oxidised in part", "oxidised only in part")
    Path("notes/coffee.md").write_text("")
    assert "done: 1 update, 1 refresh\n" in desk.run("push", "notes/tea.md", "--yes", "--title", "Notes")
    assert all(card.queue == 0 for card in desk.cards("crema"))


def test_an_open_question_sleeps_until_it_is_answered(desk: Desk) -> None:
    Path("notes2anki.toml").write_text('unanswered = "suspend"\n')
    desk.push("--yes")
    assert [card.queue for card in desk.cards("matcha")] == [-1]
    assert "status::unanswered" in desk.note("matcha").tags
    Path("notes/tea.md").write_text(TEA + "Powdered green tea.\n")
    desk.push("--yes")
    assert [card.queue for card in desk.cards("matcha")] == [0]
    assert "status::unanswered" not in desk.note("matcha").tags
    Path("notes/tea.md").write_text(TEA)
    desk.push("--yes")
    assert [card.queue for card in desk.cards("matcha")] == [-1]
    Path("notes2anki.toml").write_text("")
    assert "1 to remove" in desk.push()


def test_a_note_whose_type_was_changed_in_anki_is_left_alone(desk: Desk) -> None:
    """Importing it would join the two note types for all their notes."""
    desk.push("--yes")
    desk.retype(desk.note("crema"))
    assert desk.note("crema").note_type()["name"] == "Basic"
    desk.edit("coffee.md", "Foam of oils and gas", "Foam")
    said = desk.push("--yes")
    assert "unsure    coffee.md:3: What is crema?\n" in said
    assert "Basic" in desk.standin.do_modelNamesAndIds()
    assert len(desk.anki.notes()) == 5


def test_notes_of_another_tool_are_adopted_with_their_reviews(desk: Desk, tmp_path: Path) -> None:
    basic = desk.anki.col.models.by_name("Basic")
    old = desk.anki.col.new_note(basic)
    old["Front"], old["Back"] = "What is crema?", "Foam."
    old.tags = ["mine"]
    desk.anki.col.add_note(old, desk.anki.col.decks.id("Old"))
    reviewed = desk.anki.review()
    assert any(row[-1] for row in reviewed)
    desk.edit("coffee.md", "an espresso.\n", f"an espresso.\n<!--ID: {old.id}-->\n")
    said = desk.push("--yes")
    assert "unsure    coffee.md:3: What is crema?\n" in said  # it would be there twice
    exported = tmp_path / "old.apkg"
    export(desk.anki, exported)
    assert "1 of 6 notes have the ids of" in desk.run("identity", "--from", str(exported), "--in", "notes")
    assert "1 to adopt" in desk.push()
    desk.push("--yes")
    crema = desk.note("crema")
    assert crema.note_type()["name"] == "notes2anki Q&A"
    assert crema.guid == old.guid
    assert "mine" in crema.tags
    assert [row for row in desk.anki.history() if row[0] == old.guid] == [row for row in reviewed if row[0] == old.guid]
    assert "Basic" in desk.standin.do_modelNamesAndIds()
    assert desk.anki.faults() == []
    assert desk.import_built().new == 0
    assert "adopt" not in desk.push()


def export(anki: Anki, path: Path) -> None:
    """Export the collection, as "Support older Anki versions" does."""
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=True)
    anki.col.export_anki_package(out_path=str(path), options=options, limit=None)


def test_an_anki_that_cannot_see_our_files_gets_the_package_another_way(desk: Desk) -> None:
    desk.standin.blind = True
    desk.push("--yes")
    assert len(desk.anki.notes()) == 5
    assert [path.suffix for path in Path(desk.anki.col.media.dir()).iterdir()] == [".png"]


def test_a_push_that_broke_off_is_done_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from notes2anki.push import apply

    monkeypatch.setattr(apply, "BATCH", 2)
    desk.standin.refuse_after = 1
    said = desk.push("--yes", status=3)
    assert "Anki refused 'importPackage': the disk is full" in said
    assert len(desk.anki.notes()) == 2
    guids = set(desk.anki.notes())
    desk.standin.refuse_after = None
    assert "done: 3 create\n" in desk.push("--yes")
    assert guids < set(desk.anki.notes())
    assert len(desk.anki.notes()) == 5


def test_a_key_is_taken_from_the_environment_and_goes_nowhere_else(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.standin.key = "s3cret"
    said = desk.push(status=3)
    assert "put the one of its settings into ANKICONNECT_API_KEY" in said
    monkeypatch.setenv("ANKICONNECT_API_KEY", "s3cret")
    said = desk.push("--yes", "--verbose")
    assert "s3cret" not in said
    assert len(desk.anki.notes()) == 5
    assert all(b"s3cret" not in path.read_bytes() for path in Path().rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 5}, "AnkiConnect is too old (interface 5, 6 is needed)"),
        ({"unknown": {"getDecks"}}, "AnkiConnect is too old (it does not know 'getDecks')"),
        ({"anki": None}, "Anki has no collection open; choose a profile in its window"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(desk: Desk, change: dict[str, Any], message: str) -> None:
    desk.push("--yes")
    lock = Path("notes2anki.lock").read_bytes()
    kept = desk.standin.anki
    desk.edit("coffee.md", "Foam of oils and gas", "Foam")
    for name, value in change.items():
        setattr(desk.standin, name, value)
    assert message in desk.push("--yes", status=3)
    assert Path("notes2anki.lock").read_bytes() == lock
    desk.standin.anki = kept


def test_nobody_answers(desk: Desk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        desk.port = free.getsockname()[1]
        assert f"nothing answers at 127.0.0.1:{desk.port}; start Anki" in desk.push(status=3)


@pytest.mark.parametrize(
    "reply", [b"HTTP/1.1 200 OK\r\n\r\nhello", b"HTTP/1.1 200 OK\r\n\r\n[]", b"\x00\xff", b""], ids=repr
)
def test_somebody_else_answers(desk: Desk, reply: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        desk.port = server.getsockname()[1]

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        assert "with --port" in desk.push(status=3)
        thread.join()


def test_an_anki_that_is_busy_is_not_waited_for_without_end() -> None:
    from notes2anki.errors import AnkiError
    from notes2anki.push import AnkiConnect

    busy = pytest.raises(AnkiError, match="close the dialogs that are open in it")
    with socket.create_server(("127.0.0.1", 0)) as server, busy:
        AnkiConnect(server.getsockname()[1], timeout=0.2).greet()
