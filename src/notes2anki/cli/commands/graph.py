"""`notes2anki graph`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack


@options.command("graph", example="notes2anki graph my_notes --format graphml -o notes.graphml")
@click.option(
    "--format", "form", metavar="NAME", default="json", help="json, graphml, gexf, dot, mermaid or csv [default: json]."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to this file, or into this folder, instead of standard output."
)
@click.option("--order", is_flag=True, help="Print instead in which order to study what the notes explain.")
@options.reading
def command(*, form: str, output: str | None, order: bool, **given: Unpack[options.Reading]) -> int:
    """Print the graph of sections, questions, follow-ups and concepts."""
    from notes2anki import pipeline, write
    from notes2anki.cli import choose, findings, study
    from notes2anki.cli.job import begin

    exporter = choose.graph_exporter(form)
    job = begin(**given)
    with job.console.progress() as tell:
        run = pipeline.collect(job.paths, job.settings, tell, cards=False)
        graph = run.collection.graph
        if order:
            for line in study.lines(study.rows(graph, study.explained(graph))):
                job.console.result(line)
            return 0
        files = pipeline.export(run.collection, job.settings, [exporter], tell)
    findings.show(findings.wanted(run.collection.diagnostics, job.settings), run.base, job.console)
    if output is None:
        for name, content in files.items():
            job.console.file(name, content)
    else:
        write.write(_placed(files, Path(output).absolute()))
    return 0


def _placed(files: dict[str, bytes], output: Path) -> dict[Path, bytes]:
    """Give each file its place: the output itself, or below it where that is a folder or there are several."""
    if len(files) == 1 and not output.is_dir():
        return dict.fromkeys([output], *files.values())
    return {output / name: content for name, content in files.items()}
