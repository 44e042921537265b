"""Arguments that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import click

if TYPE_CHECKING:
    from collections.abc import Callable

paths = click.argument("paths", metavar="[PATH]...", nargs=-1)
quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Print each stage.")
_rows = click.option(
    "--rows/--no-rows", default=None, help="Make a card of each row of a table that compares things, too."
)
_glossary = click.option(
    "--glossary/--no-glossary", default=None, help="Make cards of terms with their definitions, too."
)

_title = click.option("--title", metavar="TEXT", help="Title of the deck and of the map.")
_decks = click.option(
    "--decks", type=click.Choice(["file", "section", "flat"]), help="What becomes a subdeck [default: file]."
)


class Reading(TypedDict):
    """What `reading` gives a command."""

    paths: tuple[str, ...]
    rows: bool | None
    glossary: bool | None
    quiet: bool
    verbose: bool


def reading(function: Callable[..., int]) -> Callable[..., int]:
    """Let a command read notes: from paths, with what of them makes cards, and how loud it is about that."""
    for option in (verbose, quiet, _glossary, _rows, paths):
        function = option(function)
    return function


def naming(function: Callable[..., int]) -> Callable[..., int]:
    """Let a command be told how decks are called."""
    return _title(_decks(function))


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
