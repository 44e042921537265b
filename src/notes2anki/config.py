"""Settings: `[tool.notes2anki]` in the nearest `pyproject.toml`, else `notes2anki.toml`; flags win over the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Decks(StrEnum):
    """What becomes a subdeck of its own."""

    FILE = "file"
    SECTION = "section"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. Every field but `root` is a key of the settings file."""

    root: Path
    """Project root: the folder of the settings file, else the current folder. The lock file lies there."""
    notes: str = "source_notes"
    """Folder of the notes, relative to the root."""
    output: str = "build"
    """Folder for what is built, relative to the root."""
    title: str = ""
    """Title of map and outermost deck; empty for the title of the only file, or the name of the notes folder."""
    decks: Decks = Decks.FILE
    style: str = ""
    """Stylesheet of the user's own for the cards, relative to the root; it is added after ours."""
    source_url: str = ""
    """Link to a line of the notes, with ``{path}`` and ``{line}``: an address of a repository or of an editor."""
    select: tuple[str, ...] = ()
    """Codes of the diagnostics to show; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes of the diagnostics to leave out."""
