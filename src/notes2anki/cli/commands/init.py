"""`notes2anki init`."""

from __future__ import annotations

from pathlib import Path

import click

from notes2anki.cli import options
from notes2anki.console import Console

FILES = {
    "notes2anki.toml": "notes2anki.toml",
    "source_notes/first.md": "first.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".github/workflows/notes.yml": "workflow.yml",
}
"""Where each file of `cli/project/` goes."""


@options.command("init", example="notes2anki init my_notes")
@click.argument("folder", metavar="[DIR]", default=".")
def command(*, folder: str) -> int:
    """Begin a project: settings, first notes, and a workflow for GitHub. Files that are there stay as they are."""
    from importlib import resources

    from notes2anki.write import write

    templates = resources.files("notes2anki.cli") / "project"
    wanted = {Path(folder, place): (templates / name).read_bytes() for place, name in FILES.items()}
    missing = {path: content for path, content in wanted.items() if not path.exists()}
    write(missing)
    for path in wanted:
        Console().result(f"{path} {'written' if path in missing else 'was there already'}")
    Console().result(f"put your notes into {Path(folder, 'source_notes')}, then run: notes2anki build{_into(folder)}")
    return 0


def _into(folder: str) -> str:
    return "" if folder == "." else f" {Path(folder, 'source_notes')}"
