"""Sessions at a shell, as text: `sessions/README.md` has the format. `--rewrite` writes them anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from notes2anki import cli

SESSIONS = Path(__file__).parent / "sessions"
COMMAND = re.compile(r"(?P<status>\d*)\$ (?P<line>.+)")
VARYING = (
    (re.compile(r"done in \d+\.\d s"), "done in TIME"),
    (re.compile(r"\d+ concepts?\b"), "N concepts"),
    (re.compile(r"\bn[a-z2-7]{15}\b"), "GUID"),
)


@pytest.mark.parametrize("file", sorted(SESSIONS.glob("*.session")), ids=lambda file: file.stem)
def test_session(
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    *,
    rewrite: bool,
) -> None:
    shutil.copytree(SESSIONS / "notes", tmp_path / "notes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    written = file.read_text(encoding="utf-8")
    found = "".join(_replayed(line, capfdbinary) for line in _script(written))
    found = found.replace(str(tmp_path), "$PWD")
    if rewrite:
        file.write_text(found, encoding="utf-8")
    assert found == written


def _script(text: str) -> list[str]:
    """The lines that are not output."""
    return [line for line in text.splitlines(keepends=True) if not line.startswith((">", "2>"))]


def _replayed(line: str, captured: pytest.CaptureFixture[bytes]) -> str:
    """The line, and where it is a command its exit status before it and its output behind it."""
    command = COMMAND.fullmatch(line.rstrip("\n"))
    if not command:
        return line
    status = _run(command["line"])
    out, err = (_marked(stream, mark) for stream, mark in zip(captured.readouterr(), (">", "2>"), strict=True))
    return f"{status or ''}$ {command['line']}\n{out}{err}"


def _run(line: str) -> int:
    """Run our own command in this process, which is quicker, and anything else in a shell."""
    if line.startswith("notes2anki ") and not set("|<>&;$`*'\"\\") & set(line):
        status = cli.run(shlex.split(line)[1:])
        sys.stdout.flush()
        sys.stderr.flush()
        return status
    return subprocess.run(["bash", "-c", line], check=False, stdin=subprocess.DEVNULL).returncode


def _marked(output: bytes, mark: str) -> str:
    text = output.decode("utf-8", "backslashreplace")
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return "".join(
        f"{mark} {line}".rstrip() + "\n" for line in text.split("\n")[: -1 if text.endswith("\n") else None] if text
    )
