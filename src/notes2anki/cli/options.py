"""Arguments that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

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
