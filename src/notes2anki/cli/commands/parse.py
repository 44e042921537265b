"""`notes2anki parse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack

    from notes2anki.parse.lines import Line
    from notes2anki.parse.marks import Mark


@options.command(
    "parse",
    example="notes2anki parse my_notes/deep_learning.md\nnotes2anki parse my_notes/deep_learning.md --stage marks",
)
@click.option(
    "--stage", type=click.Choice(["lines", "marks", "notes"]), default="notes", help="How far to go [default: notes]."
)
@options.reading
def command(*, stage: str, **given: Unpack[options.Reading]) -> int:
    """Print the notes as JSON, or what each line of them was taken for."""
    from notes2anki.cli.job import begin

    job = begin(**given)
    from notes2anki import pipeline
    from notes2anki.cli import choose, findings

    if stage != "notes":
        for path, line, mark in pipeline.trace(job.paths, job.settings):
            job.console.result(f"{path}:{line.number}: {_block(line) if stage == 'lines' else _mark(line, mark)}")
        return 0
    exporters = choose.exporters("notes", None)
    with job.console.progress() as tell:
        run = pipeline.collect(job.paths, job.settings, tell, cards=False)
        files = pipeline.export(run.collection, job.settings, exporters, tell)
    findings.show(findings.wanted(run.collection.diagnostics, job.settings), run.base, job.console)
    for name, content in files.items():
        job.console.file(name, content)
    return 0


def _block(line: Line) -> str:
    """Write what Markdown says of a line."""
    level = f" {line.level}" if line.level else ""
    lists = f" in {line.depth} lists" if line.depth else ""
    return f"{line.block}{level}{lists} | {line.text}"


def _mark(line: Line, mark: Mark | None) -> str:
    """Write what a line was taken for, and why."""
    if mark is None:
        return f"{line.block} | {line.text}"
    return f"{mark.sense} ({mark.dialect}: {mark.why}) | {mark.text}"
