"""A push that breaks off, at each of its requests: pushing again brings Anki to where an unbroken one would have."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki
from push_desk import COFFEE, TEA, Desk, desk_in

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANGING = {
    "files": {"changeDeck", "deleteNotes", "importPackage", "multi", "suspend", "unsuspend"},
    "media folder": {"deleteMediaFile", "importPackage", "storeMediaFile"},
}
"""The requests that change something, by the way in which packages go to Anki."""
MILK = """\
# Milk

## What is whey?
What is left when the curd is taken out.

## What is curd?
Milk that has set.

## What is ghee?
Butter without its water.
"""


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """A desk where everything that a push can do is to be done."""
    with desk_in(tmp_path, capsys) as desk:
        milk = Path("notes/milk.md")
        milk.write_text(MILK)
        Path("notes2anki.toml").write_text('unanswered = "suspend"\n')
        basic = desk.anki.col.models.by_name("Basic")
        old = desk.anki.col.new_note(basic)
        old["Front"], old["Back"] = "What is a latte?", "Coffee with milk."
        desk.anki.col.add_note(old, desk.anki.col.decks.id("Old"))
        desk.push("--yes")
        desk.anki.review()
        desk.edit("milk.md", "## What is curd?\nMilk that has set.\n\n", "")
        desk.push("--yes")
        desk.change("curd", Answer="My own words.")  # it comes back, and stays as it is
        desk.anki.col.sched.suspend_cards([card.id for card in desk.cards("ghee")])
        milk.write_text(MILK.partition("## What is ghee?")[0])  # one goes that the user had suspended
        Path("notes/coffee.md").write_text(
            COFFEE.partition("## What does a burr")[0]  # one goes
            + "## What does a filter hold back?\nOils.\n\n"  # one is new
            + f"## What is a latte?\nCoffee with milk.\n<!--ID: {old.id}-->\n"  # one is of another tool
        )
        desk.edit("coffee.md", "Foam of oils", "A foam of oils")  # an answer is edited
        tea = TEA + "Powdered green tea.\n"  # one has its answer now
        tea = tea.replace(
            "Its leaves are oxidised, so little is left that could change.\n", ""
        )  # and one none any more
        question = "## What is oolong?\n"
        Path("notes/tea.md").write_text("# Tea\n\n" + tea[tea.index("## Why does") :])
        Path("notes/leaves.md").write_text(
            "# Leaves\n\n" + tea[tea.index(question) : tea.index("## Why does")]
        )  # moved
        deck = tmp_path / "old.apkg"
        export(desk.anki, deck)
        desk.run("identity", "--from", str(deck), "--in", "notes")
        desk.standin.requests.clear()
        yield desk


def export(anki: Anki, path: Path) -> None:
    """Export the collection, as "Support older Anki versions" does."""
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=True)
    anki.col.export_anki_package(out_path=str(path), options=options, limit=None)


def state(desk: Desk) -> dict[str, Any]:
    """All that a push may change, but for the times at which it did."""
    name = desk.anki.col.decks.name
    return {
        guid: (
            note.note_type()["name"],
            dict(note.items()),
            sorted(note.tags),
            [(name(card.did), card.queue, card.type, card.ivl, card.reps) for card in note.cards()],
        )
        for guid, note in desk.anki.notes().items()
    } | {"media": sorted(path.name for path in Path(desk.anki.col.media.dir()).iterdir())}


def reviews(history: list[Any]) -> set[tuple[Any, ...]]:
    """What was learnt of each card, whether it sleeps or not."""
    return {(*row[:3], *row[5:]) for row in history}


@pytest.mark.parametrize("way", CHANGING)
def test_a_push_that_breaks_off_anywhere_is_healed_by_the_next(desk: Desk, tmp_path: Path, way: str) -> None:
    desk.standin.blind = way == "media folder"
    desk.anki.col.close()
    shutil.copytree("profile", tmp_path / "kept")
    lock = Path("notes2anki.lock").read_bytes()
    now = desk.now

    def begin() -> None:
        shutil.rmtree("profile")
        shutil.copytree(tmp_path / "kept", "profile")
        desk.standin.anki = Anki(Path("profile"))
        Path("notes2anki.lock").write_bytes(lock)
        desk.now = now
        desk.standin.last = None
        desk.standin.requests.clear()

    begin()
    before = desk.anki.history()
    said = desk.push("--yes")
    for kind in ("create", "adopt", "update", "refresh", "move", "unsuspend", "suspend", "remove", "kept"):
        assert f"{kind:9} " in said, said
    requests = [*desk.standin.requests]
    expected = state(desk)
    assert CHANGING[way] <= {*requests}
    desk.anki.col.close()
    # the first of them only look which ids Anki has
    cuts = [at for at, action in enumerate(requests) if action in CHANGING[way]]
    for last in cuts[-6 if desk.standin.blind else -10 :]:
        for heard in (False, True):
            begin()
            desk.standin.last, desk.standin.heard = last, heard
            said = desk.push("--yes", status=3)
            assert said.startswith("Anki broke off (RemoteDisconnected); see whether it still runs, then push again")
            assert said.count("\n") == 1
            desk.standin.last = None
            desk.push("--yes")
            assert state(desk) == expected, (last, requests[last], heard)
            assert reviews(before) <= reviews(desk.anki.history())
            assert "nothing to do" in desk.push(), (last, requests[last], heard)
            desk.anki.col.close()
