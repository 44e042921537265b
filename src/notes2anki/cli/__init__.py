"""The command line: arguments in, exit status out.

Each command is a module of `commands/` whose `command` returns the exit status. Nothing heavy is imported before a
command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import notes2anki
from notes2anki import console
from notes2anki.cli import commands
from notes2anki.cli.crash import Crash
from notes2anki.errors import Notes2AnkiError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
TERMINATED = 143


class Commands(click.Group):
    """The commands that lie in the folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click asks so)
        """Give their names, sorted."""
        return sorted(info.name for info in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{commands.__name__}.{cmd_name}").command
        return command


@click.group(cls=Commands, name="notes2anki", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(notes2anki.__version__, prog_name="notes2anki")
def group() -> None:
    """Read study notes as people write them; make an Anki deck, a knowledge graph and a concept map of them.

    Begin with: notes2anki build YOUR_NOTES
    """


def main() -> NoReturn:
    """Run the command line of this process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that nothing half-written stays
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; whatever goes wrong is one line on standard error."""
    crash = Crash()
    say = console.Console().message
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of libraries; our tests make errors of them
        try:
            console.set_up()
            status: int = group.main(list(arguments), prog_name="notes2anki", standalone_mode=False, obj=crash) or 0
            console.flush()
        except click.ClickException as error:
            return _wrong_usage(error)
        except (KeyboardInterrupt, click.Abort):
            say("interrupted; the old outputs stay as they were")
            return INTERRUPTED
        except Notes2AnkiError as error:
            say(str(error).removeprefix(f"{Path.cwd()}{os.sep}"))
            return error.exit_status
        except Exception as error:  # noqa: BLE001 (no traceback reaches a user)
            say(crash.report(error))
            return Crash.exit_status
    return status


def _wrong_usage(error: click.ClickException) -> int:
    """Say what was wrong with the arguments and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    context = error.ctx if isinstance(error, click.UsageError) else None
    name = context.command_path if context else "notes2anki"
    console.Console().message(f"{name}: {error.format_message()} Try '{name} --help'.")
    return error.exit_code
