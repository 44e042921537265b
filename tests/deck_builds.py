"""Decks as users build them, with the command line, and as their packages and lock files hold them."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

import pytest

from notes2anki import cli
from notes2anki.identify import read_lock

if TYPE_CHECKING:
    from pathlib import Path

    from notes2anki.identify import Entry


class Built(NamedTuple):
    """What came of a build."""

    package: bytes
    said: str


def build(project: Path, now: int) -> Built:
    """Build the notes of a project at a time."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.chdir(project)
        patch.setenv("SOURCE_DATE_EPOCH", str(now))
        assert cli.run(["build", "--only", "apkg"]) == 0
    return Built((project / "build" / "notes.apkg").read_bytes(), said.getvalue())


def lines(project: Path) -> dict[str, Entry]:
    """What the lock says of the notes that are there, by guid."""
    return {guid: entry for guid, entry in read_lock(project / "notes2anki.lock").entries.items() if entry.live}


def fields(package: bytes) -> dict[str, list[str]]:
    """The fields of each note of a package, by guid."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2"))
    rows = connection.execute("SELECT guid, flds FROM notes").fetchall()
    connection.close()
    return {guid: joined.split("\x1f") for guid, joined in rows}
