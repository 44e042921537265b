"""What Anki stumbles over, from the notes to the card: `decks/traps.toml` beside what comes of it."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import IF_NEWER, Anki, ImportAnkiPackageOptions, ImportAnkiPackageRequest, Log
from deck_builds import build, fields, lines
from test_render_media import png

if TYPE_CHECKING:
    from collections.abc import Iterator

TRAPS = tomllib.loads((Path(__file__).parent / "decks" / "traps.toml").read_text("utf-8"))["trap"]
ACTS = ("<script", "onclick", "unknown field", "The front of this card is blank", "[latex]", "[anki:tts")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a file for each trap, and the files that they show."""
    root = Path(tmp_path_factory.mktemp("traps"))
    notes = root / "source_notes"
    notes.mkdir()
    for number, trap in enumerate(TRAPS):
        (notes / f"{number:02}.md").write_text(trap["notes"], "utf-8")
        for name in trap.get("pictures", ()):
            (notes / name).parent.mkdir(exist_ok=True)
            (notes / name).write_bytes(_picture(name))
    (notes / "pics" / "call.mp3").write_bytes(b"ID3\x03rest")
    return root


def _picture(name: str) -> bytes:
    return png(sum(name.encode()) % 256)


@pytest.fixture(scope="module")
def anki(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anki]:
    user = Anki(Path(tmp_path_factory.mktemp("anki")))
    built = build(project, 1_700_000_000)
    assert user.import_package(built.package) == Log(new=len(fields(built.package)))
    yield user
    user.col.close()


@pytest.mark.parametrize("number", range(len(TRAPS)), ids=[trap["is"] for trap in TRAPS])
def test_a_trap_is_none(number: int, project: Path, anki: Anki) -> None:
    trap: dict[str, Any] = {"cards": 1, "plays": 0} | TRAPS[number]
    (guid,) = (guid for guid, entry in lines(project).items() if entry.path == f"source_notes/{number:02}.md")
    cards = [card for card in map(anki.col.get_card, anki.col.find_cards("")) if card.note().guid == guid]
    assert len(cards) == trap["cards"]
    shown = [card.render_output(browser=False) for card in cards]
    fronts, backs = "\n".join(each.question_text for each in shown), "\n".join(each.answer_text for each in shown)
    assert [text for text in trap.get("front", ()) if text not in fronts] == []
    assert [text for text in trap.get("back", ()) if text not in backs] == []
    assert [text for text in ACTS if text in fronts + backs] == []
    assert sum(len(each.answer_av_tags) for each in shown) == trap["plays"]
    if "pictures" in trap:
        media = Path(anki.col.media.dir())
        found = {(media / unescape(name)).read_bytes() for name in re.findall(r'<img src="([^"]+)"', backs)}
        assert found == {_picture(name) for name in trap["pictures"]}
    if "tags" in trap:
        ours = ("concept::", "section::")
        assert sorted(tag for tag in cards[0].note().tags if not tag.startswith(ours)) == sorted(trap["tags"])
    if "deck" in trap:
        assert anki.col.decks.name(cards[0].did) == trap["deck"]


def test_anki_finds_no_fault_with_them(anki: Anki) -> None:
    assert anki.faults() == []


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "source_notes").mkdir()
    (tmp_path / "source_notes" / "a.md").write_text("## What is old?\n\nThis.\n\n## What stays?\n\nThat.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("now", [0, 1, 1_700_000_000, 2**32 - 1, 10**30])
def test_an_edit_arrives_at_any_time_even_in_the_same_second(small: Path, tmp_path: Path, now: int) -> None:
    anki = Anki(tmp_path)
    assert anki.import_package(build(small, now).package) == Log(new=2)
    history = anki.review()
    (small / "source_notes" / "a.md").write_text("## What is old?\n\nNews.\n\n## What stays?\n\nThat.\n", "utf-8")
    assert anki.import_package(build(small, now).package) == Log(updated=1, duplicate=1)
    assert anki.history() == history
    assert anki.faults() == []
    anki.col.close()


def test_an_import_with_everything_ticked_keeps_the_history_too(small: Path, tmp_path: Path) -> None:
    """As AnkiConnect and other tools import, and users who tick all that there is."""
    anki = Anki(tmp_path)
    anki.import_package(build(small, 1_700_000_000).package)
    history = anki.review()
    (small / "source_notes" / "a.md").write_text("## What is old?\n\nNews.\n\n## What stays?\n\nThat.\n", "utf-8")
    (tmp_path / "all.apkg").write_bytes(build(small, 1_700_000_060).package)
    options = ImportAnkiPackageOptions(
        merge_notetypes=True,
        with_scheduling=True,
        with_deck_configs=True,
        update_notes=IF_NEWER,
        update_notetypes=IF_NEWER,
    )
    request = ImportAnkiPackageRequest(package_path=str(tmp_path / "all.apkg"), options=options)
    log = anki.col.import_anki_package(request).log
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (0, 1, 1, 0)
    assert anki.history() == history
    assert anki.faults() == []
    anki.col.close()
