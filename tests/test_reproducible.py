"""The same notes give the same bytes on every machine, and a build leaves nothing but its outputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NOTES = Path(__file__).parent.parent / "source_notes"
OUTPUTS = ["concept-map.html", "graph.json", "notes.apkg", "notes.json"]


def build(project: Path, *arguments: str, **environment: str) -> dict[str, bytes]:
    """Build a copy of the example notes in a process of its own; its outputs and the lock."""
    shutil.copytree(NOTES, project / "source_notes", dirs_exist_ok=True, copy_function=shutil.copyfile)
    temporary = project.parent / f"{project.name}-tmp"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "notes2anki", "build", "-q", *arguments]
    clean = {"PATH": os.environ["PATH"], "TMPDIR": str(temporary), "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=project, env=clean | environment, check=True)
    assert not list(temporary.iterdir()), "the temporary folder is clean"
    assert sorted(path.name for path in project.iterdir()) == ["build", "notes2anki.lock", "source_notes"]
    files = {
        path.name: path.read_bytes()
        for path in (project / "build").iterdir()
        if not path.name.startswith(".notes2anki")
    }
    return files | {"notes2anki.lock": (project / "notes2anki.lock").read_bytes()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("usual"), PYTHONHASHSEED="0")


def test_all_outputs_are_there(usual: dict[str, bytes]) -> None:
    assert sorted(usual) == [*OUTPUTS, "notes2anki.lock"]


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {
            "PYTHONHASHSEED": "2",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONWARNINGS": "error",
        },
    ],
    ids=["hash seed and zone", "locale and warnings"],
)
def test_the_machine_makes_no_difference(usual: dict[str, bytes], tmp_path: Path, environment: dict[str, str]) -> None:
    project = tmp_path / "another folder"
    project.mkdir()
    before = os.umask(0o077)
    try:
        assert differing(build(project, "--jobs", "2", **environment), usual) == []
    finally:
        os.umask(before)


def test_the_time_makes_no_difference_to_notes_that_are_in_the_lock(usual: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "notes2anki.lock").write_bytes(usual["notes2anki.lock"])
    assert differing(build(tmp_path, PYTHONHASHSEED="3", SOURCE_DATE_EPOCH="1800000000"), usual) == []


def test_the_order_of_the_paths_makes_no_difference(tmp_path: Path) -> None:
    paths = ["source_notes/statistics.md", "source_notes/music", "source_notes/deep-learning.md"]
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert differing(build(one, *paths), build(other, *reversed(paths))) == []
