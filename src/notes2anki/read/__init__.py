"""Paths to `Source`: which files hold notes, and what text they hold.

Nothing is lost here: a file is read whole and without replacement signs, or it is reported.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from notes2anki.errors import InputError
from notes2anki.model import Diagnostic, Severity, Source
from notes2anki.read.decode import NotTextError, decode
from notes2anki.read.find import SUFFIXES, common_base, existing, find, source_path, unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence
    from pathlib import Path

__all__ = ["SIZE_LIMIT", "STDIN", "Reading", "read"]

STDIN = "-"
SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes of a file that are still read; a long book as plain text has about a tenth of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the given paths hold.

    `base` is absolute, and what the paths of the sources are relative to: the home of the notes if they lie in it, else
    the folder that was given, the folder of the file that was given, or what the given ones have in common. `sources` are
    sorted by path, no two have the same one.
    """

    base: Path
    several: bool
    """Whether there is more than one file of notes, counting those in the home that were not asked for."""
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(
    paths: Sequence[str],
    *,
    home: Path | None = None,
    leave_out: Collection[Path] = (),
    stdin: bytes | None = None,
) -> Reading:
    """Read notes from files, folders and ``-``, which is `stdin`, or standard input where that is None.

    `home` is the folder where the notes of a project are: a part of it is read as the part of a whole that it is. Folders are read with all below them but hidden files, links, and the folders in `leave_out` (what is built is no
    note). Raises `InputError` where something that was named cannot be read, or where no notes are found at all.
    """
    given = [existing(path) for path in paths if path != STDIN]
    base = common_base(given, home)
    sources: dict[str, Source] = {}
    diagnostics: list[Diagnostic] = []
    for found in find(given, base, leave_out, diagnostics):
        name = _free_name(source_path(found.path, base), sources)
        try:
            text = _text(_load(found.path), name, diagnostics)
        except _RefusedError as refused:
            if found.named:
                raise InputError(f"{found.path}: {refused}") from refused
            diagnostics.append(Diagnostic(name, 0, 0, refused.code, refused.severity, str(refused)))
        else:
            sources[name] = Source(name, text, found.path)
    if STDIN in paths:
        name = _free_name("stdin.md", sources)
        sources[name] = Source(name, _standard_input(stdin, name, diagnostics))
    if not sources:
        raise InputError(_nothing_found(given, diagnostics))
    several = len(sources) > 1 or (base == home and len(list(islice(find([base], base, leave_out, []), 2))) > 1)
    return Reading(base, several, tuple(sources[name] for name in sorted(sources)), tuple(sorted(diagnostics)))


class _RefusedError(Exception):
    """A file is not read; `str()` of it says why and what to do."""

    def __init__(self, code: str, severity: Severity, message: str) -> None:
        super().__init__(message)
        self.code, self.severity = code, severity


def _load(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError(f"{path}: is no regular file; give its content through standard input, as -")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise _too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _standard_input(data: bytes | None, name: str, diagnostics: list[Diagnostic]) -> str:
    if data is None:
        data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    try:
        if len(data) > SIZE_LIMIT:
            raise _too_large(len(data))
        return _text(data, name, diagnostics)
    except _RefusedError as refused:
        raise InputError(f"standard input: {refused}") from refused


def _text(data: bytes, name: str, diagnostics: list[Diagnostic]) -> str:
    """Decode the bytes of a file, and report where they were anything but UTF-8."""
    try:
        decoded = decode(data)
    except NotTextError as error:
        raise _RefusedError("not-text", Severity.INFO, f"{error}; give it as text, best as .md in UTF-8") from error
    if decoded.line:
        severity = Severity.WARNING if decoded.guessed else Severity.INFO
        how = "which is a guess; look at it, and save it as UTF-8" if decoded.guessed else "as it says itself"
        message = f"not UTF-8; read as {decoded.encoding}, {how}"
        diagnostics.append(Diagnostic(name, decoded.line, 0, "encoding", severity, message))
    return decoded.text


def _too_large(size: int) -> _RefusedError:
    message = f"has {size:,} bytes, more than the {SIZE_LIMIT:,} that are read; split it"
    return _RefusedError("too-large", Severity.ERROR, message)


def _free_name(name: str, taken: Container[str]) -> str:
    """Keep names apart that are the same once written down: of odd bytes, or of standard input and a file."""
    while name in taken:
        name = f"_{name}"
    return name


def _nothing_found(given: Sequence[Path], diagnostics: Sequence[Diagnostic]) -> str:
    where = " ".join(str(path) for path in given)
    if diagnostics:
        first = diagnostics[0]
        return f"{where}: no notes could be read; {first.path} {first.message}"
    return f"{where}: no notes in it; files ending in {', '.join(SUFFIXES)}, and text files without a suffix, are read"
