"""`notes2anki identity`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notes2anki.cli import options
from notes2anki.errors import InputError

if TYPE_CHECKING:
    from notes2anki.cli.job import Job
    from notes2anki.identify import Entry


@options.command(
    "identity",
    example="notes2anki identity 'What is dropout'\n"
    "notes2anki identity notes/dl.md:12 --restore nabcdefghijklmno\n"
    "notes2anki identity --from old.apkg --in notes",
)
@click.argument("what", required=False)
@click.option(
    "--in", "paths", metavar="PATH", multiple=True, help="Notes to look in [default: all that the lock knows]."
)
@click.option("--restore", "guid", metavar="ID", help="Give the note at WHAT this id back, which it had before.")
@click.option("--from", "deck", metavar="DECK", help="Take over the ids of this .apkg, whose notes these are.")
@options.quiet
@options.verbose
def command(  # noqa: PLR0913 (a parameter for each option)
    *, what: str | None, paths: tuple[str, ...], guid: str | None, deck: str | None, quiet: bool, verbose: bool
) -> int:
    """Show what the lock knows of a note, or mend it.

    WHAT is PATH:LINE, an id, or a part of the question. With --restore or --from notes2anki.lock is changed; the next
    build brings that to Anki.
    """
    from notes2anki import pipeline
    from notes2anki.cli.job import begin
    from notes2anki.identify import NAME, adopt, find_note, look_up, restore
    from notes2anki.identify.deck import read_deck
    from notes2anki.write import alone, write

    if (what is None) == (deck is None) or (guid and not what):
        raise click.UsageError("name a note, or a deck with --from.")
    job = begin(paths or _default(what), quiet=quiet, verbose=verbose)
    with alone([job.settings.root], job.wait):
        with job.console.progress() as tell:
            identity = pipeline.identities(paths or _known(job), job.settings, tell)
        if deck is not None:
            lock, found = adopt(identity, read_deck(Path(deck)))
            job.console.result(f"{len(found)} of {len(identity.traces)} notes have the ids of {deck} now")
        else:
            place = _from_root(what or "", job)
            if not guid:
                return _show(look_up(identity, place), job)
            note = find_note(identity, place)
            if note is None:
                raise InputError(f"{what}: no note stands there; notes2anki parse shows where they stand")
            lock = restore(identity, note, guid)
            job.console.result(f"{what} is {guid} again")
        write({job.settings.root / NAME: lock.dumps()})
    return 0


def _default(what: str | None) -> tuple[str, ...]:
    """The file that is named, so that the settings nearest to it count."""
    file = (what or "").rpartition(":")[0]
    return (file,) if file and Path(file).is_file() else (".",)


def _known(job: Job) -> tuple[str, ...]:
    """The files of the notes in the lock; without any, what the command was told, or the notes folder."""
    from notes2anki.identify import NAME, read_lock

    lock = read_lock(job.settings.root / NAME)
    files = sorted({job.settings.root / entry.path for entry in lock.entries.values()})
    return tuple(str(file) for file in files if file.is_file()) or job.paths


def _from_root(what: str, job: Job) -> str:
    """A ``path:line`` as the lock has it: from the root of the project, not from here."""
    file, _, line = what.rpartition(":")
    if not (file and line.isdecimal() and Path(file).is_file()):
        return what
    return f"{Path(os.path.relpath(file, job.settings.root)).as_posix()}:{line}"


def _show(entries: list[Entry], job: Job) -> int:
    """Print what is known; nothing found is a problem."""
    for entry in entries:
        job.console.result(f"{entry.guid} {entry.state} {entry.path}: {entry.question}")
    if not entries:
        job.console.message("no note of the lock is like that; a part of its question is enough")
    return 0 if entries else 1
