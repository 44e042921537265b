"""`notes2anki push`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack


@options.command("push", example="notes2anki push my_notes\nnotes2anki push my_notes --yes")
@click.option("-y", "--yes", is_flag=True, help="Do it. Without this, only what would be done is listed.")
@click.option("--overwrite", is_flag=True, help="Replace also what was edited in Anki after the notes were.")
@click.option("--move", is_flag=True, help="Move cards also out of decks that are none of these notes'.")
@click.option("--delete", is_flag=True, help="Delete removed notes with their reviews, instead of suspending them.")
@click.option(
    "--port", metavar="N", type=click.IntRange(1, 65535), default=8765, help="Port of AnkiConnect [default: 8765]."
)
@options.naming
@options.reading
def command(  # noqa: PLR0913 (a parameter for each option)
    *,
    yes: bool,
    overwrite: bool,
    move: bool,
    delete: bool,
    port: int,
    title: str | None,
    decks: str | None,
    **given: Unpack[options.Reading],
) -> int:
    """Bring a running Anki, with the add-on AnkiConnect, to hold the notes as they are.

    New notes are made, changed ones updated, moved ones moved; removed ones are suspended and get the tag status::removed.
    Reviews stay, and so does what you edited, tagged or moved in Anki. Without --yes nothing is changed, neither in Anki
    nor here. If AnkiConnect wants a key, put it into the variable ANKICONNECT_API_KEY.
    """
    from notes2anki import pipeline, push, write
    from notes2anki.cli import findings, pushed
    from notes2anki.cli.job import begin
    from notes2anki.config import Decks

    job = begin(**given, title=title, decks=decks and Decks(decks))
    anki = push.AnkiConnect(port)
    anki.greet()
    with write.alone([job.settings.root] if yes else [], job.wait), job.console.progress() as tell:
        run = pipeline.collect(job.paths, job.settings, tell)
        wish = push.wish_for(
            run.collection,
            job.settings,
            run.entries.values(),
            run.changes,
            overwrite=overwrite,
            move=move,
            delete=delete,
        )
        plan = push.make_plan(anki, wish, tell)
        if yes:
            push.rearrange(anki, plan, tell)
            write.write(run.lock)  # before a note goes to Anki, so that none ever gets two guids
            push.carry_out(anki, plan, run.collection, job.settings, tell, delete=delete)
            after = push.make_plan(anki, wish, tell)
            plan.kept += [note.guid for note in after.undecided]
            plan.left += [note.guid for note in after.create + after.update + after.refresh]
            plan.left += [note.guid for _, note in after.tend]
    findings.show(findings.wanted(run.collection.diagnostics, job.settings), run.base, job.console)
    for line in pushed.lines(plan, run, wish, done=yes, most=None if job.console.verbose else pushed.MOST):
        job.console.result(line)
    return 3 if plan.left else 0
