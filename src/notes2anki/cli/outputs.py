"""The output folder: what a build puts there, and what earlier builds left."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from notes2anki import write
from notes2anki.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_NAME = re.compile(r"(?:[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*(?:/(?=.)|\Z))+")
"""Name of an output, with slashes where it lies in folders of its own: none of its parts is empty, hidden, or leads up."""

RECORD = ".notes2anki-outputs"
"""Remembers in the output folder what builds wrote there, in the form of ``sha256sum``, so that only that is ever removed."""


def put(files: Mapping[str, bytes], folder: Path, beside: Mapping[Path, bytes], *, clean: bool) -> list[Path]:
    """Write the files to the folder, and those `beside` where they belong; give the places that changed.

    With `clean`, remove what an earlier build wrote to the folder, nobody changed since, and this one did not write.
    Raises OutputError, after everything is as it was before.
    """
    for name in files:
        if not (_NAME.fullmatch(name) and _stays_inside(folder, name)):
            raise OutputError(
                f"{folder / name}: leads out of the output folder; remove the link, or choose another with -o"
            )
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    earlier = _read_record(folder)
    left = {} if clean else {name: digest for name, digest in earlier.items() if (folder / name).is_file()}
    record = _record((left | sums).items())
    changed = write.write({**beside, **{folder / name: data for name, data in files.items()}, folder / RECORD: record})
    if clean:
        for name in earlier.keys() - sums.keys():
            _remove(folder, name, earlier[name])
    return [path for path in changed if path.name != RECORD]


def _record(sums: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums)).encode()


def _read_record(folder: Path) -> dict[str, str]:
    """Read which file had which sum; names that are none of an output are passed over."""
    try:
        lines = (folder / RECORD).read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return {}
    entries = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in entries if _NAME.fullmatch(name)}


def _stays_inside(folder: Path, name: str) -> bool:
    """Whether an output stays in the folder: a link in the place of a folder of it may have come with somebody's notes."""
    return (folder / name).parent.resolve().is_relative_to(folder.resolve())


def _remove(folder: Path, name: str, digest: str) -> None:
    """Remove a file that is still what we wrote, and the folders that are empty without it."""
    file = folder / name
    with suppress(OSError):
        if _stays_inside(folder, name) and not file.is_symlink() and _sum(file) == digest:
            file.unlink()
            for _ in range(name.count("/")):
                file = file.parent
                file.rmdir()


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
