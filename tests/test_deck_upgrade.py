"""Decks that earlier versions made: what today's version makes of the same notes brings them up to date, and no more."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki, Log
from deck_builds import build, fields, lines
from notes2anki import __version__
from notes2anki.config import Settings
from notes2anki.export.anki import note_types, style
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

DECKS = Path(__file__).parent / "decks"
VERSIONS = sorted(
    (lock.parent.name for lock in DECKS.glob("*/notes2anki.lock")), key=lambda name: [*map(int, name.split("."))]
)
NOTES = 11
"""Notes with cards; all versions have the same notes."""
EDIT = ("A potato fork", "A potato fork, which lifts and does not stab")


@pytest.fixture(params=VERSIONS)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(DECKS / request.param, tmp_path / "project", copy_function=shutil.copyfile))


@pytest.fixture
def anki(project: Path, tmp_path: Path) -> Iterator[Anki]:
    """The profile of a user who has worked with the deck of that version."""
    (tmp_path / "anki").mkdir()
    user = Anki(tmp_path / "anki")
    assert user.import_package((project / "notes.apkg").read_bytes()) == Log(new=NOTES)
    user.review()
    user.review()
    cards = user.col.find_cards("")
    user.col.set_user_flag_for_cards(2, cards[1::4])
    user.col.sched.suspend_cards(cards[2::5])
    yield user
    user.col.close()


def _later(project: Path) -> int:
    return max(entry.modified for entry in lines(project).values()) + 86_400


def _types(anki: Anki) -> list[Any]:
    """The shape of our note types, which no version may change."""
    return [
        (kind["id"], kind["name"], [(each["name"], each["id"]) for part in ("flds", "tmpls") for each in kind[part]])
        for kind in sorted(anki.col.models.all(), key=lambda kind: kind["id"])
        if kind["name"].startswith("notes2anki")
    ]


def _looks(anki: Anki) -> list[tuple[str, str]]:
    kinds = (anki.col.models.by_name(kind.name) for kind in (note_types.QA, note_types.CLOZE))
    return [(template["qfmt"], template["afmt"]) for kind in kinds if kind for template in kind["tmpls"]]


def test_this_version_has_a_deck(rewrite: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a fixture
    folder = DECKS / __version__
    if rewrite and not folder.exists():
        shutil.copytree(DECKS / VERSIONS[-1] / "source_notes", tmp_path / "source_notes", copy_function=shutil.copyfile)
        (tmp_path / "notes.apkg").write_bytes(build(tmp_path, int(time.time())).package)
        shutil.rmtree(tmp_path / "build")
        shutil.copytree(tmp_path, folder, copy_function=shutil.copyfile)
    assert folder.exists(), "tests/decks/README.md says how to make it"


def test_the_notes_have_every_form(project: Path) -> None:
    forms = {entry.form for entry in lines(project).values()}
    assert forms == set(Form)


def test_unchanged_notes_change_nothing(project: Path, anki: Anki) -> None:
    before, history, types = lines(project), anki.history(), _types(anki)
    built = build(project, _later(project))
    after = lines(project)
    assert {guid: entry.modified for guid, entry in after.items()} == {
        guid: entry.modified for guid, entry in before.items()
    }
    assert "0 new, 0 changed, 0 moved, 0 removed" in built.said
    assert "identity-" not in built.said
    assert "from deck" not in built.said
    assert anki.import_package(built.package) == Log(duplicate=NOTES)
    assert anki.history() == history
    assert _types(anki) == types
    assert len(types) == 2
    assert anki.faults() == []


def test_an_edit_is_one_update(project: Path, anki: Anki) -> None:
    before, history, types = lines(project), anki.history(), _types(anki)
    (file,) = (path for path in project.rglob("*.md") if EDIT[0] in path.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace(*EDIT), "utf-8")
    built = build(project, _later(project))
    assert lines(project).keys() == before.keys()
    assert anki.import_package(built.package) == Log(updated=1, duplicate=NOTES - 1)
    (guid,) = (guid for guid, values in fields(built.package).items() if EDIT[1] in values)
    assert anki.fields(guid)["Answer"] == EDIT[1]
    assert anki.history() == history
    assert _types(anki) == types
    assert anki.faults() == []


def test_the_looks_of_today_arrive(project: Path, anki: Anki) -> None:
    """They do if a change of them has moved `CHANGED`; else both versions have the same."""
    anki.import_package(build(project, _later(project)).package)
    assert anki.css() == style.stylesheet(Settings(project))
    kinds = (note_types.QA, note_types.CLOZE)
    assert _looks(anki) == [(each.front, each.back) for kind in kinds for each in kind.templates]


def test_the_looks_of_tomorrow_arrive(project: Path, anki: Anki, monkeypatch: pytest.MonkeyPatch) -> None:
    own = project / "own.css"
    own.write_text(".card { --size: 31px; }", "utf-8")
    history, types = anki.history(), _types(anki)
    monkeypatch.setattr(style, "_OURS", (own,))
    monkeypatch.setattr(style, "CHANGED", note_types.CHANGED + 1)
    assert anki.import_package(build(project, _later(project)).package) == Log(duplicate=NOTES)
    assert anki.css() == ".card { --size: 31px; }"
    assert anki.history() == history
    assert _types(anki) == types
