"""`notes2anki build`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notes2anki.cli import options
from notes2anki.errors import StaleLockError

if TYPE_CHECKING:
    from typing import Unpack

    from notes2anki.cli.job import Job
    from notes2anki.cli.result import Result
    from notes2anki.pipeline import Run

MOST = 10
"""Notes of a kind that are listed at the end of a build."""


@options.command("build", example="notes2anki build my_notes -o build")
@click.option(
    "-o", "--output", metavar="DIR", help="Folder for what is built [default: build, or as the settings say]."
)
@click.option("--only", metavar="NAMES", help="Write only these formats, as in: apkg,map.")
@click.option("--format", "more", metavar="NAMES", help="Write these formats too, as in: csv,markdown.")
@options.naming
@click.option("--strict", is_flag=True, help="Exit with 1 if the notes have problems.")
@click.option("--frozen", is_flag=True, help="Exit with 1, and write nothing, if notes2anki.lock would change.")
@click.option("--clean", is_flag=True, help="Remove what earlier builds wrote and this one does not.")
@click.option(
    "--collection",
    metavar="FILE",
    help="Show in the map how well the cards are known: a .colpkg or .apkg that Anki exported, or a collection.anki2.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, help="Parse in N processes [default: 1].")
@options.reading
def command(  # noqa: PLR0913 (a parameter for each option)
    *,
    output: str | None,
    only: str | None,
    more: str | None,
    title: str | None,
    decks: str | None,
    strict: bool,
    frozen: bool,
    clean: bool,
    collection: str | None,
    jobs: int,
    **given: Unpack[options.Reading],
) -> int:
    """Make a deck for Anki, a concept map and data of the notes.

    PATH is a file, a folder, or - for standard input; without one, the notes folder of the settings is read. The lock
    file notes2anki.lock lies beside the settings file, or here; commit it with the notes. Standard input has none.
    """
    from notes2anki.cli import findings, summary
    from notes2anki.cli.job import begin
    from notes2anki.cli.warm import Warm
    from notes2anki.config import Decks

    started = time.perf_counter()
    output = output and str(Path(output).absolute())
    job = begin(**given, output=output, title=title, decks=decks and Decks(decks))
    warm = Warm(job, only, more)
    result = None if clean or collection is not None else warm.recall()
    if result is None:
        studied = None if collection is None else Path(collection)
        result = _build(job, (only, more), studied, frozen=frozen, clean=clean, jobs=jobs)
        if studied is None:
            warm.keep(result)
    doubts = findings.wanted(result.findings, job.settings)
    findings.show(doubts, result.base, job.console)
    if not given["quiet"]:
        for line in summary.lines(result, job.folder, time.perf_counter() - started):
            job.console.result(line)
    return 1 if strict and findings.problems(doubts) else 0


def _listed(run: Run, job: Job) -> tuple[str, ...]:
    """Which notes are different; at a first build all are, which says nothing."""
    from notes2anki.cli import summary

    if len(run.changes.new) == sum(1 for _ in run.collection.notes) and not run.changes.removed:
        return ()
    return tuple(summary.listed(run.changes, None if job.console.verbose else MOST))


def _build(  # noqa: PLR0913 (the options that are left)
    job: Job, formats: tuple[str | None, str | None], studied: Path | None, *, frozen: bool, clean: bool, jobs: int
) -> Result:
    """Do everything, while no other build does; `studied` is the collection of Anki that says what is known.

    Raises StaleLockError, and writes nothing, if it is to be `frozen` and the lock would change.
    """
    from notes2anki import pipeline, write
    from notes2anki.cli import choose, outputs, summary
    from notes2anki.cli.result import Result

    exporters = choose.exporters(*formats)
    with write.alone([job.settings.root, job.folder], job.wait):
        with job.console.progress() as tell:
            run = pipeline.collect(job.paths, job.settings, tell, jobs=jobs)
            differences = summary.differences(run.changes)
            if frozen and any(write.differs(file, content) for file, content in run.lock.items()):
                raise StaleLockError(
                    f"notes2anki.lock is not up to date ({differences}); run notes2anki build and commit it"
                )
            collection = run.collection
            if studied is not None:
                collection = pipeline.with_progress(collection, studied, tell)
            files = pipeline.export(collection, job.settings, exporters, tell)
        changed = outputs.put(files, job.folder, run.lock, clean=clean)
    return Result(
        base=run.base,
        counts=summary.counted(run.collection),
        known=summary.known(collection),
        findings=run.collection.diagnostics,
        files={name: job.folder / name in changed for name in files},
        differences=differences,
        changes=_listed(run, job),
    )
