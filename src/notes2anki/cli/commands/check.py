"""`notes2anki check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack


@options.command("check", example="notes2anki check my_notes --ignore unanswered\nnotes2anki rule numbering-gap")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How to print [default: text].",
)
@click.option("--select", metavar="CODES", help="Show these findings only, as in: unanswered,numbering-gap.")
@click.option("--ignore", metavar="CODES", help="Leave these findings out.")
@options.reading
def command(*, form: str, select: str | None, ignore: str | None, **given: Unpack[options.Reading]) -> int:
    """Print what is doubtful in the notes, and exit with 1 if there is a problem. Nothing is written."""
    from notes2anki import pipeline
    from notes2anki.cli import choose, findings
    from notes2anki.cli.job import begin

    codes = {"select": choose.codes(select, "--select"), "ignore": choose.codes(ignore, "--ignore")}
    job = begin(**given, **codes)
    with job.console.progress() as tell:
        run = pipeline.collect(job.paths, job.settings, tell, cards=True)
    doubts = findings.wanted(run.collection.diagnostics, job.settings)
    findings.report(doubts, run.collection, run.base, form, job.console)
    return 1 if findings.problems(doubts) else 0
