"""`notes2anki path`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack


@options.command("path", example="notes2anki path 'batch normalization' my_notes")
@click.argument("concept", metavar="CONCEPT")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.reading
def command(*, concept: str, as_json: bool, **given: Unpack[options.Reading]) -> int:
    """Print what to learn before a concept, in order, and where the notes explain it.

    CONCEPT is any name that the notes give it. The last line is the concept itself.
    """
    from notes2anki.cli import study
    from notes2anki.cli.job import begin

    job = begin(**given)
    from notes2anki import pipeline

    with job.console.progress() as tell:
        graph = pipeline.collect(job.paths, job.settings, tell, cards=False).collection.graph
    found = study.rows(graph, study.before(graph, study.find(graph, concept)))
    if as_json:
        import json

        job.console.json(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return 0
    for line in study.lines(found):
        job.console.result(line)
    return 0
