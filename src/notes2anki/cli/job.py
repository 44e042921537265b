"""What a command was asked to do: which notes, under which settings, how loud."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notes2anki import config
from notes2anki.cli.crash import Crash
from notes2anki.console import Console
from notes2anki.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.config import Settings


STDIN = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, under which settings, and how loud to be about it."""

    paths: tuple[str, ...]
    settings: Settings
    console: Console

    @property
    def folder(self) -> Path:
        """Where outputs go."""
        return self.settings.root / self.settings.output

    def wait(self) -> None:
        """Say why nothing happens."""
        self.console.message("another build is at work here: waiting for it to end")


def begin(paths: Sequence[str], *, quiet: bool = False, verbose: bool = False, **flags: Any) -> Job:  # noqa: ANN401 (values of settings)
    """Read the settings for these paths; flags that are not None win over the file."""
    first = next((Path(path) for path in paths if path != STDIN), Path())
    settings = config.load(first if first.is_dir() else first.parent)
    settings = replace(settings, **{key: value for key, value in flags.items() if value is not None})
    if not paths:
        paths = (os.path.relpath(settings.root / settings.notes),)
        if not Path(paths[0]).is_dir():
            raise InputError(f"{paths[0]}: no such folder; name your notes, or begin with: notes2anki init")
    if "output" in flags and flags["output"] is None:
        _stay_inside(settings)
    given = Job(tuple(paths), settings, Console(quiet=quiet, verbose=verbose))
    click.get_current_context().ensure_object(Crash).folder = given.folder
    return given


def _stay_inside(settings: Settings) -> None:
    """Hold the usual output folder to the project: a link in its place may have come with somebody else's notes."""
    folder = settings.root / settings.output
    if not folder.resolve().is_relative_to(settings.root.resolve()):
        raise OutputError(f"{folder}: leads out of the project; name the folder with -o if that is what you want")
