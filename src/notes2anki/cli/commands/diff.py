"""`notes2anki diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack


@options.command("diff", example="notes2anki diff my_notes")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.reading
def command(*, as_json: bool, **given: Unpack[options.Reading]) -> int:
    """Print what the next build would add, change, move and remove. Nothing is written."""
    from notes2anki.cli import summary
    from notes2anki.cli.job import begin

    job = begin(**given)
    from notes2anki import pipeline

    with job.console.progress() as tell:
        changes = pipeline.collect(job.paths, job.settings, tell).changes
    if as_json:
        import json
        from dataclasses import asdict

        job.console.json(
            json.dumps(asdict(changes) | {"removed_search": changes.removed_search}, ensure_ascii=False, indent=2)
            + "\n"
        )
        return 0
    for line in summary.listed(changes):
        job.console.result(line)
    return 0
