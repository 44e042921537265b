"""`notes2anki stats`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from notes2anki.cli import options

if TYPE_CHECKING:
    from typing import Unpack

    from notes2anki.model import Collection

MOST = 10
"""Concepts that are listed."""


@options.command("stats", example="notes2anki stats my_notes")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.reading
def command(*, as_json: bool, **given: Unpack[options.Reading]) -> int:
    """Print what the notes hold: counts, coverage, gaps, and the concepts most asked about."""
    from notes2anki.cli.job import begin

    job = begin(**given)
    from notes2anki import pipeline

    with job.console.progress() as tell:
        run = pipeline.collect(job.paths, job.settings, tell, cards=False)
    found = counts(run.collection)
    if as_json:
        import json

        job.console.json(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return 0
    for name, value in found.items():
        if isinstance(value, dict):
            job.console.result(f"{name.replace('_', ' ')}:")
            for key, count in value.items():
                job.console.result(f"  {count:>6}  {key}")
        else:
            job.console.result(f"{value:>8}  {name.replace('_', ' ')}")
    return 0


def counts(collection: Collection) -> dict[str, Any]:
    """Count what there is; tables are sorted, the largest number first."""
    from notes2anki.check.gaps import asked_in_vain, unexplained
    from notes2anki.check.islands import islands

    notes = list(collection.notes)
    missing = {gap.concept.name: len(gap.using) for gap in unexplained(collection)}
    asked = Counter(concept for note in notes for concept in note.concepts)
    files = Counter(note.place.path for note in notes)
    return {
        "files": len(collection.documents),
        "questions": sum(note.kind == "question" for note in notes),
        "followups": sum(note.kind == "followup" for note in notes),
        "unanswered": sum(not note.answered for note in notes),
        "concepts": len(collection.concepts),
        "concepts_never_explained": sum(concept.definition is None for concept in collection.concepts),
        "concepts_used_and_never_asked_about": len(missing),
        "concepts_asked_about_without_answer": len(asked_in_vain(collection)),
        "near_duplicate_questions": sum(
            finding.code == "near-duplicate-question" for finding in collection.diagnostics
        ),
        "islands": len(islands(collection)),
        "notes_without_concept": sum(not note.concepts for note in notes),
        "most_asked_concepts": dict(sorted(asked.items(), key=lambda item: (-item[1], item[0]))[:MOST]),
        "most_missed_explanations": dict(sorted(missing.items(), key=lambda item: (-item[1], item[0]))[:MOST]),
        "notes_by_file": dict(sorted(files.items(), key=lambda item: (-item[1], item[0]))),
    }
