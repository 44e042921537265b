"""Exit statuses, and what is said when something goes wrong that no session can show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notes2anki import cli, pipeline


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "tea.md").write_text(
        "## What is tea?\nLeaves in water.\n\n## What is mate?\nThe same of holly.\n"
    )
    return tmp_path / "notes"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(error: BaseException) -> object:
    def collect(*_: object, **__: object) -> None:
        raise error

    return collect


@pytest.mark.usefixtures("notes")
def test_an_internal_error_is_one_line_and_its_details_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "collect", failing(ValueError("one\n\x1b[31mtwo")))
    assert cli.run(["build", "notes"]) == 70
    line = capsys.readouterr().err
    assert line.startswith("internal error: ValueError: one\\n\\u001b[31mtwo (test_cli.py:")
    assert line.endswith("details are in " + str(Path.cwd() / "build" / ".notes2anki-crash.txt") + "\n")
    assert "Traceback" in Path("build/.notes2anki-crash.txt").read_text()
    assert names(Path("build")) == [".notes2anki-crash.txt"]


@pytest.mark.usefixtures("notes")
def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pipeline, "collect", failing(KeyboardInterrupt()))
    assert cli.run(["build", "notes"]) == 130
    assert "interrupted; the old outputs stay as they were" in capsys.readouterr().err
    assert names(Path()) == ["notes"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing_behind(notes: Path, number: signal.Signals, status: int) -> None:
    command = [sys.executable, "-m", "notes2anki", "build", "-", "--only", "notes", "-v"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=notes.parent) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"reading\n"  # it waits for standard input
        time.sleep(0.05)
        process.send_signal(number)
        rest = process.stderr.read()
        assert process.wait(20) == status
    assert b"Traceback" not in rest
    assert names(notes.parent) == ["notes"]


@pytest.mark.usefixtures("notes")
def test_libraries_may_warn_without_a_word_reaching_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import warnings

    made = pipeline.collect

    def collect(*given: object, **named: object) -> object:
        warnings.warn("do not", DeprecationWarning, stacklevel=1)
        return made(*given, **named)  # type: ignore[arg-type] # what it was given goes through

    monkeypatch.setattr(pipeline, "collect", collect)
    assert cli.run(["build", "notes", "--only", "notes"]) == 0
    assert capsys.readouterr().err == ""


def test_the_notes_are_as_they_were(notes: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in notes.rglob("*")}
    for command in ("build", "parse", "check", "graph", "diff", "stats"):
        cli.run([command, "notes"])
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in notes.rglob("*")} == before
    assert names(Path()) == ["build", "notes", "notes2anki.lock"]


def test_a_terminal_sees_progress_and_colour(notes: Path) -> None:
    pty = pytest.importorskip("pty", reason="pseudo terminals are only on Unix")
    (notes / "tea.md").write_text("## What is tea?\nLeaves.\n\n## What is \x1b]0;evil\x07mate?\n")
    controller, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": ""}
    command = [sys.executable, "-m", "notes2anki", "check", "notes"]
    with subprocess.Popen(command, stdout=terminal, stderr=terminal, cwd=notes.parent, env=environment) as process:
        os.close(terminal)
        shown = b""
        while chunk := _read(controller):
            shown += chunk
    os.close(controller)
    assert process.returncode == 1
    assert b"\x1b[33mnotes/tea.md:4:1: unanswered" in shown
    assert b"\r\n    ^\r\n" in shown
    assert b"\x1b]0;evil" not in shown


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""
