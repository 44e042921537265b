"""Help comes at once: what a build needs is imported when a build runs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"networkx", "genanki", "pyvis", "ftfy", "pygments", "nh3", "markdown_it", "yaml", "rapidfuzz", "jinja2", "charset_normalizer", "rich", "sqlite3", "multiprocessing"}  # fmt: skip
OURS = {"notes2anki.pipeline", "notes2anki.export", "notes2anki.check", "notes2anki.read", "notes2anki.model"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["build", "--help"], ["graph", "--help"]], ids=" ".join
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; from notes2anki import cli; status = cli.run({arguments}); print(status, *sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, *modules = done.stderr.split()
    assert status == "0"
    assert done.stdout
    assert not HEAVY & set(modules)
    assert not OURS & set(modules)


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "notes2anki", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("notes2anki, version ")


def test_jobs_change_nothing(tmp_path: Path) -> None:
    notes = "\n\n".join(f"## What is {word}?\nA drink." for word in ("tea", "mate", "coffee"))
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(notes)
    command = [sys.executable, "-m", "notes2anki", "build", str(tmp_path), "--only", "notes", "-q"]
    for jobs in ("1", "2"):
        subprocess.run([*command, "--jobs", jobs, "-o", str(tmp_path / jobs)], check=True, cwd=tmp_path)
    assert (tmp_path / "1" / "notes.json").read_bytes() == (tmp_path / "2" / "notes.json").read_bytes()
