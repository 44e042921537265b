"""`notes2anki diff`."""

from __future__ import annotations

import click

from notes2anki.cli import options


@options.command("diff", example="notes2anki diff my_notes")
@options.paths
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.quiet
@options.verbose
def command(*, paths: tuple[str, ...], as_json: bool, quiet: bool, verbose: bool) -> int:
    """Print what the next build would add, change, move and remove. Nothing is written."""
    from notes2anki.cli.job import begin

    job = begin(paths, quiet=quiet, verbose=verbose)
    from notes2anki import pipeline

    with job.console.progress() as tell:
        changes = pipeline.collect(job.paths, job.settings, tell).changes
    if as_json:
        import json
        from dataclasses import asdict

        job.console.json(json.dumps(asdict(changes), ensure_ascii=False, indent=2) + "\n")
        return 0
    for kind in ("new", "changed", "moved", "removed"):
        for change in getattr(changes, kind):
            place = f"{change.path}:{change.line}" if change.line else change.path
            before = f" (from {change.before})" if change.before else ""
            job.console.result(f"{kind:8} {place}: {change.question}{before}")
    if changes.removed:
        job.console.result(f"removed notes stay in Anki; this search finds them: {changes.removed_search}")
    return 0
