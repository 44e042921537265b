"""Arguments that several commands share, and what they mean together."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notes2anki import config
from notes2anki.cli.crash import Crash
from notes2anki.console import Console
from notes2anki.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notes2anki.config import Settings

STDIN = "-"

paths = click.argument("paths", metavar="[PATH]...", nargs=-1)
quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Print each stage.")


class Command(click.Command):
    """A command whose help ends with an example."""

    def __init__(self, *given: Any, example: str, **named: Any) -> None:  # noqa: ANN401 (what click passes)
        super().__init__(*given, **named)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click asks so)
        """Write the example below the options."""
        with formatter.section("Example"):
            for line in self.example.splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def command(name: str, *, example: str) -> Callable[[Callable[..., int]], Command]:
    """Make a function that gives the exit status a command; `example` is one line or more to type."""
    return click.command(name, cls=Command, example=example)


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


def job(paths: Sequence[str], *, quiet: bool = False, verbose: bool = False, **flags: Any) -> Job:  # noqa: ANN401 (values of settings)
    """Read the settings for these paths; flags that are not None win over the file."""
    first = next((Path(path) for path in paths if path != STDIN), Path())
    settings = config.load(first if first.is_dir() else first.parent)
    settings = replace(settings, **{key: value for key, value in flags.items() if value is not None})
    if not paths:
        paths = (os.path.relpath(settings.root / settings.notes),)
        if not Path(paths[0]).is_dir():
            raise InputError(f"{paths[0]}: no such folder; name your notes, or begin with: notes2anki init")
    given = Job(tuple(paths), settings, Console(quiet=quiet, verbose=verbose))
    click.get_current_context().ensure_object(Crash).folder = given.folder
    return given
