"""A build of which nothing changed is not done again; whatever could make a difference is seen."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notes2anki import cli, pipeline
from notes2anki.cli import warm

if TYPE_CHECKING:
    from collections.abc import Callable

BUILD = ["build", "notes", "--only", "notes"]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project that was built; the list grows with each build that is done and not remembered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(warm, "_TICK", 0)
    done: list[str] = []
    collect = pipeline.collect

    def counted(*given: object, **named: object) -> object:
        done.append("done")
        return collect(*given, **named)  # type: ignore[arg-type] # what it was given goes through

    monkeypatch.setattr(pipeline, "collect", counted)
    Path("notes").mkdir()
    Path("notes/tea.md").write_text("## What is tea?\nLeaves.\n\n## What is mate?\n")
    Path("notes/leaf.png").write_bytes(b"no picture")
    assert cli.run(BUILD) == 0
    done.clear()
    return done


def test_nothing_changed(built: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: warm._identity(path) for path in Path().rglob("*")}
    assert cli.run(BUILD) == 0
    assert built == []
    said = capsys.readouterr()
    assert "unanswered" in said.err
    assert said.out.startswith("1 file, 2 questions, 0 follow-ups, 1 unanswered")
    assert "0 new, 0 changed, 0 moved, 0 removed since the last build\nbuild/notes.json unchanged\n" in said.out
    assert {path: warm._identity(path) for path in Path().rglob("*")} == before
    assert cli.run([*BUILD, "--strict"]) == 1
    assert built == []


def test_nothing_changed_beside_the_outputs(built: list[str]) -> None:
    shutil.copy("notes/tea.md", "tea.md")
    for _ in range(3):
        assert cli.run(["build", "tea.md", "--only", "notes"]) == 0
    assert len(built) < 3


CHANGES: dict[str, Callable[[], object]] = {
    "a note edited": lambda: Path("notes/tea.md").write_text("## What is tea?\nLeaves.\n\n## What is malt?\n"),
    "a note edited, its time set back": lambda: set_back(Path("notes/tea.md")),
    "a picture changed": lambda: Path("notes/leaf.png").write_bytes(b"no picturE"),
    "a file added": lambda: Path("notes/new.md").write_text("## What is new?\nThis."),
    "a file removed": lambda: Path("notes/leaf.png").unlink(),
    "an output changed": lambda: Path("build/notes.json").write_text("{}"),
    "an output removed": lambda: Path("build/notes.json").unlink(),
    "the lock removed": lambda: Path("notes2anki.lock").unlink(),
    "settings made": lambda: Path("notes2anki.toml").write_text('title = "Tea"'),
    "the cache is not JSON": lambda: Path("build", warm.NAME).write_text("[" * 100_000),
    "the cache holds something else": lambda: Path("build", warm.NAME).write_text('{"key": 1}'),
}


def set_back(file: Path) -> None:
    known = file.stat()
    file.write_text(file.read_text().replace("mate", "malt"))
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))


@pytest.mark.parametrize("change", CHANGES)
def test_what_could_make_a_difference_is_seen(built: list[str], change: str) -> None:
    CHANGES[change]()
    assert cli.run(BUILD) == 0
    assert built == ["done"]
    assert "What is" in Path("build/notes.json").read_text()


@pytest.mark.parametrize(
    "other", [["--only", "notes,json"], ["--title", "Tea"], ["--clean"], ["-o", "elsewhere"]], ids=" ".join
)
def test_another_wish_is_another_build(built: list[str], other: list[str]) -> None:
    assert cli.run([*BUILD, *other]) == 0
    assert built == ["done"]


def test_a_cache_that_came_with_the_notes_is_not_believed(built: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(".", "clone")
    monkeypatch.chdir("clone")
    cache = Path("build", warm.NAME)
    kept = json.loads(cache.read_bytes())
    kept["files"] = {path: warm._identity(Path(path)) for path in ("build/notes.json", "notes2anki.lock")}
    cache.write_text(json.dumps(kept))
    Path("build/notes.json").write_text("evil")
    assert cli.run(BUILD) == 0
    assert built == ["done"]
    assert "evil" not in Path("build/notes.json").read_text()


def test_files_that_just_changed_are_looked_at_again(built: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_TICK", 10**15)
    assert cli.run(BUILD) == 0
    assert built == ["done"]
