"""Which files the given paths mean."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki.errors import InputError
from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SUFFIXES = (".md", ".markdown", ".txt", ".org")
"""Suffixes of notes, in any case; inside folders, files without a suffix are looked at too."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold notes; `named` where the user gave it, and not a folder around it."""

    path: Path
    named: bool


def existing(path: str) -> Path:
    """Make a path absolute that must lead to something; a link that the user names is followed."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would put a link's target in the place of its name
    try:
        absolute.stat()
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise unreadable(path, error) from error
    return absolute


def unreadable(path: Path | str, error: OSError | ValueError) -> InputError:
    """Say why a path cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: does not exist; give the path of a notes file or folder, or - for standard input")
    reason = error.strerror if isinstance(error, OSError) else error
    return InputError(f"{path}: cannot be read ({reason}); make it readable, or leave it out")


def common_base(paths: Sequence[Path], home: Path | None) -> Path:
    """Give the home if it holds them all, else the deepest folder that holds every given file, and is or holds every given folder."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    try:
        base = Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError as error:
        raise InputError(f"{paths[0]}: lies on another drive than {paths[-1]}; give them one at a time") from error
    return home if home and folders and base.is_relative_to(home) else base


def find(
    paths: Sequence[Path], base: Path, leave_out: Collection[Path], diagnostics: list[Diagnostic]
) -> Iterator[Found]:
    """Walk the paths, which are absolute and lie below `base`; each file comes once, also where it is given twice.

    Hidden files and folders, and the folders in `leave_out`, are passed over where they are met below a given folder.
    """
    left_out = {os.path.realpath(path) for path in leave_out}
    named = dict.fromkeys(path for path in paths if not path.is_dir())
    walked = [file for path in paths if path.is_dir() for file in _walk(path, base, left_out, diagnostics)]
    for file in dict.fromkeys([*named, *walked]):
        yield Found(file, file in named)


def _walk(folder: Path, base: Path, left_out: set[str], diagnostics: list[Diagnostic]) -> Iterator[Path]:
    """Give the files below a folder that may be notes; a link is never followed, wherever it leads."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise unreadable(folder, error) from error
    for entry in ordered:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if os.path.realpath(path) not in left_out:
                yield from _walk(path, base, left_out, diagnostics)
        elif entry.is_file(follow_symlinks=False):
            if path.suffix.lower() in {*SUFFIXES, ""}:
                yield path
        elif entry.is_dir() or path.suffix.lower() in SUFFIXES:
            what = "a link, and links are not followed" if entry.is_symlink() else "no regular file"
            message = f"left out: it is {what}; name it as a path of its own, or copy it here"
            diagnostics.append(Diagnostic(source_path(path, base), 0, 0, "not-read", Severity.INFO, message))


def source_path(file: Path, base: Path) -> str:
    r"""Write a path as `Source` has it; bytes in it that are no UTF-8 stand as ``\\xff``, for outputs cannot hold them."""
    return os.fsencode(file.relative_to(base).as_posix()).decode("utf-8", "backslashreplace")
