"""A build of which nothing changed is known without being done again.

The output folder holds `.notes2anki-cache`: what the last build was made of, what it said, and how the system knows every
file it read and wrote: by device, inode, size and the times of its last change. Nobody but the system sets all of these,
so a cache that came with somebody else's notes is never believed.
"""

from __future__ import annotations

import hashlib
import json
import os
import site
import sys
import time
from contextlib import suppress
from dataclasses import asdict, astuple, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki import __version__
from notes2anki.cli.job import STDIN
from notes2anki.cli.result import Result
from notes2anki.cli.summary import differences
from notes2anki.errors import OutputError
from notes2anki.model import Diagnostic, Severity
from notes2anki.write import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.cli.job import Job

NAME = ".notes2anki-cache"
_FEW = 50_000
"""Files around the given ones up to which it pays to look at them all."""
_TICK = 100_000_000
"""Nanoseconds within which two changes of a file may bear the same time: clocks of file systems tick 100 times a second
and more, with a reserve of ten."""


class Warm:
    """A build before it is done; made before anything is read, so that what changes meanwhile is seen the next time."""

    def __init__(self, job: Job, *wish: str | None) -> None:
        self._folder = job.folder
        self._lock = job.settings.root / "notes2anki.lock"
        inputs = {str(path): _identity(path) for path in islice(_inputs(job), _FEW)}
        latest = max((identity[-1] for identity in inputs.values()), default=0)
        self._usable = STDIN not in job.paths and len(inputs) < _FEW and time.time_ns() - latest > _TICK
        settings = asdict(replace(job.settings, now=0))
        made_of = [__version__, sys.version, str(Path.cwd()), job.paths, wish, settings, inputs]
        self._key = hashlib.sha256(json.dumps(made_of, default=str).encode()).hexdigest()

    def recall(self) -> Result | None:
        """What the last build said, if doing it again would give the same files; else None."""
        if not self._usable:
            return None
        try:
            kept = json.loads((self._folder / NAME).read_bytes())
            same = kept["key"] == self._key and all(
                _identity(Path(path)) == known for path, known in kept["files"].items()
            )
            findings = tuple(_finding(*fields) for fields in kept["findings"])
            files = dict.fromkeys(kept["names"], False)
            result = Result(Path(kept["base"]), kept["counts"], findings, files, differences(None))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None
        return result if same else None

    def keep(self, result: Result) -> None:
        """Remember the result, once everything is written; where that cannot be, the next build is done in full."""
        if not self._usable:
            return
        files = [self._lock, *(self._folder / name for name in result.files)]
        kept = {
            "key": self._key,
            "files": {str(path): _identity(path) for path in files},
            "base": str(result.base),
            "counts": result.counts,
            "names": list(result.files),
            "findings": [astuple(finding) for finding in result.findings],
        }
        with suppress(OutputError):
            write({self._folder / NAME: json.dumps(kept).encode()})


def _finding(path: str, line: int, column: int, code: str, severity: int, message: str) -> Diagnostic:  # noqa: PLR0913, PLR0917 (its fields)
    return Diagnostic(path, line, column, code, Severity(severity), message)


def _identity(path: Path) -> list[int]:
    """How the system knows a file; the time of its last change, which cannot be set, comes last; ``[0]`` where there is none."""
    try:
        known = os.lstat(path)
    except (OSError, ValueError):
        return [0]
    return [known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns]


def _inputs(job: Job) -> Iterator[Path]:
    """Every file that could make a difference: notes, what lies beside them, settings, and this program."""
    yield from (Path(folder) for folder in site.getsitepackages())
    yield from _below(Path(__file__).parent.parent, leave_out=None)
    for own in (job.settings.style, job.settings.names):
        if own:
            yield job.settings.root / own
    home = job.settings.root / job.settings.notes
    for path in map(Path, job.paths):
        yield path
        folder = path if path.is_dir() else path.parent
        inside = folder.absolute().is_relative_to(home.absolute())  # then pictures may lie anywhere in it
        yield from _below(home if inside else folder, leave_out=job.folder.absolute())


def _below(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """The files in a folder, at any depth, and the folders; hidden ones are read by nobody."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name[0] != "." and name != "__pycache__" and Path(place, name).absolute() != leave_out
        )
        yield from (Path(place, name) for name in (*folders, *sorted(files)) if name[0] != ".")
