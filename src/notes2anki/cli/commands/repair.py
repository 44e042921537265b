"""`notes2anki repair`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from notes2anki.cli import options
from notes2anki.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

BACKUP = ".bak"
_LINE_END = re.compile(r"\r\n|\n|\r")


@options.command("repair", example="notes2anki repair < copied.md > whole.md\nnotes2anki repair my_notes --in-place")
@options.paths
@click.option("--in-place", is_flag=True, help=f"Change the files themselves; each keeps a copy that ends in {BACKUP}.")
@options.quiet
@options.verbose
def command(*, paths: tuple[str, ...], in_place: bool, quiet: bool, verbose: bool) -> int:
    """Print the text of the notes with damage from wrong encodings undone. Lines stay where they are."""
    from notes2anki.cli import findings
    from notes2anki.cli.job import begin
    from notes2anki.read import read
    from notes2anki.repair import repair
    from notes2anki.write import write

    job = begin(paths or ("-",), quiet=quiet, verbose=verbose)
    reading = read(job.paths)
    doubts = list(reading.diagnostics)
    files: dict[Path, bytes] = {}
    for source in reading.sources:
        repaired, found = repair(source)
        doubts += found
        text = _with_line_ends(repaired.text, source.text)
        if not in_place:
            job.console.data(text.encode("utf-8", "surrogateescape"))
        elif source.file and text != source.text:
            files[_backup(source.file)] = source.file.read_bytes()
            files[source.file.resolve()] = text.encode("utf-8", "surrogateescape")
    findings.show(findings.wanted(doubts, job.settings), reading.base, job.console)
    for path in write(files):
        job.console.message(f"{path} written")
    return 0


def _with_line_ends(text: str, original: str) -> str:
    """Give the lines the ends that they had."""
    ends = [*_LINE_END.findall(original), ""]
    return "".join(line + end for line, end in zip(text.split("\n"), ends, strict=True))


def _backup(file: Path) -> Path:
    """Name for the copy; raises OutputError rather than lose an older one."""
    backup = file.with_name(file.name + BACKUP)
    if backup.exists():
        raise OutputError(f"{backup}: is there already; move it away, for it may hold your notes as they were")
    return backup
