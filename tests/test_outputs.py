"""The output folder: outputs in folders of their own, and a record of them that anybody may have written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from notes2anki.cli import outputs, summary
from notes2anki.cli.result import Result
from notes2anki.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DECK = {"notes.md": b"notes", "deck/deck.json": b"{}", "deck/media/a.png": b"a", "deck/media/b.png": b"b"}
OUTSIDE = [
    "",
    ".",
    "..",
    "../secret",
    "deck/../../secret",
    "deck/..",
    "/secret",
    "//secret",
    "deck//secret",
    "deck/",
    ".git/config",
    "deck/.hidden",
    "deck\\..\\..\\secret",
    "C:secret",
    "deck/\x00",
    "deck/a\nb",
]


def put(files: dict[str, bytes], folder: Path, *, clean: bool = False) -> list[Path]:
    return outputs.put(files, folder, {}, clean=clean)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.name.startswith("."))


def record(folder: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in contents)
    (folder / outputs.RECORD).write_text("".join(lines), encoding="utf-8", newline="")


def test_outputs_lie_in_folders_of_their_own(tmp_path: Path) -> None:
    assert put(DECK, tmp_path / "out") == [tmp_path / "out" / name for name in DECK]
    assert put(DECK, tmp_path / "out") == []
    assert [(tmp_path / "out" / name).read_bytes() for name in DECK] == list(DECK.values())


def test_clean_removes_what_is_left_of_a_folder_and_then_the_folder(tmp_path: Path) -> None:
    put(DECK, tmp_path)
    fewer = {"notes.md": b"notes", "deck/deck.json": b"{}"}
    put(fewer, tmp_path, clean=True)
    assert names(tmp_path) == ["deck", "deck/deck.json", "notes.md"]
    put({}, tmp_path, clean=True)
    assert names(tmp_path) == []


def test_clean_keeps_what_others_put_into_a_folder(tmp_path: Path) -> None:
    put(DECK, tmp_path)
    (tmp_path / "deck" / "media" / "mine.png").write_bytes(b"mine")
    (tmp_path / "deck" / "media" / "a.png").write_bytes(b"mine, too")
    put({}, tmp_path, clean=True)
    assert names(tmp_path) == ["deck", "deck/media", "deck/media/a.png", "deck/media/mine.png"]


def test_what_an_earlier_build_wrote_is_remembered_until_it_is_cleaned(tmp_path: Path) -> None:
    put(DECK, tmp_path)
    put({"other": b"other"}, tmp_path)
    put({"other": b"other"}, tmp_path, clean=True)
    assert names(tmp_path) == ["other"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_elsewhere_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="leads out of the output folder"):
        put({"first": b"", name: b"evil"}, tmp_path / "out")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_record_that_leads_elsewhere_removes_nothing(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    put(DECK, out)
    (out / ".git").mkdir()
    for place in (tmp_path / "secret", out / "secret", out / ".git" / "config", out / "deck" / ".hidden"):
        place.write_bytes(b"secret")
    before = {path for path in tmp_path.rglob("*") if path.name != outputs.RECORD}
    record(out, [(name, b"secret")])
    put({}, out, clean=True)
    assert {path for path in tmp_path.rglob("*") if path.name != outputs.RECORD} == before


def linked(folder: Path) -> Path:
    """An output folder in which a link stands for the folder of an output; the place it leads to."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "deck").symlink_to(elsewhere, target_is_directory=True)
    return elsewhere


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = linked(tmp_path)
    with pytest.raises(OutputError, match="leads out of the output folder; remove the link"):
        put(DECK, tmp_path / "out")
    assert list(elsewhere.iterdir()) == []
    assert names(tmp_path / "out") == ["deck"]


def test_clean_does_not_follow_a_link_in_the_place_of_a_folder(tmp_path: Path) -> None:
    elsewhere = linked(tmp_path)
    (elsewhere / "deck.json").write_bytes(b"{}")
    record(tmp_path / "out", [("deck/deck.json", b"{}")])
    put({}, tmp_path / "out", clean=True)
    assert names(elsewhere) == ["deck.json"]


def test_an_output_folder_that_is_a_link_itself_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real", target_is_directory=True)
    put(DECK, tmp_path / "out")
    put({}, tmp_path / "out", clean=True)
    assert names(tmp_path / "real") == []


def test_a_folder_is_one_line_of_the_summary(tmp_path: Path) -> None:
    files = {"notes.md": False, "deck/deck.json": False, "deck/media/a.png": True, "other/x": False}
    told = [*summary.lines(Result(tmp_path, "1 file", (), files, "0 new"), tmp_path, 0.1)]
    assert [line.rpartition("/")[2] for line in told[2:-1]] == ["notes.md unchanged", "deck written", "other unchanged"]
