"""Outputs: all of them or none, each whole at every moment.

Contents are complete in memory before the first is written. Each goes to a new file beside its place and is renamed onto
it, so that a reader, a crash or a second build sees the old file or the new one, and a link in the place of an output is
replaced, never followed. If one of them fails, those already replaced are put back.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from notes2anki.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_ADVICE = {
    errno.ENOSPC: "free some space or choose another folder",
    errno.EDQUOT: "free some space or choose another folder",
    errno.EACCES: "change its permissions or choose another folder",
    errno.EPERM: "change its permissions or choose another folder",
    errno.EISDIR: "move that folder away or choose another one",
}


@contextmanager
def alone(folders: Iterable[Path], wait: Callable[[], None]) -> Iterator[None]:
    """Hold the folders so that no other build works in them meanwhile; `wait` is called before waiting for one that does.

    Where the system knows no such locks, nothing is held: then the last build wins, each file still whole.
    """
    with ExitStack() as held:
        for folder in sorted({path.resolve() for path in folders if path.is_dir()}):
            with suppress(OSError):  # network file systems lock no folders
                handle = os.open(folder, os.O_RDONLY)
                held.callback(os.close, handle)
                _hold(handle, wait)
        yield


def _hold(handle: int, wait: Callable[[], None]) -> None:
    """Take the lock of an open folder; it ends when the folder is closed."""
    if sys.platform == "win32":
        return  # it opens no folders anyway
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(handle, fcntl.LOCK_EX)


def write(files: Mapping[Path, bytes]) -> list[Path]:
    """Put each content in its place and return the places that changed; equal files stay untouched.

    Raises OutputError, after everything is as it was before.
    """
    changed = [path for path, data in files.items() if differs(path, data)]
    with ExitStack() as tidy:
        for path in files:  # also what a build that was killed has left
            tidy.callback(_forget, _old(path))
            tidy.callback(_forget, _new(path))
        _write_all(files, changed)
    for folder in dict.fromkeys(path.parent for path in changed):
        _sync(folder)
    return changed


def _write_all(files: Mapping[Path, bytes], changed: Sequence[Path]) -> None:
    """Write what changed; if it cannot be, put everything back."""
    with ExitStack() as undo:
        for folder in dict.fromkeys(path.parent for path in changed):
            _make_folder(folder, undo)
        for path in changed:
            _write_beside(path, files[path], undo)
        for path in changed:
            _replace(path, undo)
        undo.pop_all()


def differs(path: Path, data: bytes) -> bool:
    """Whether `path` is anything but a regular file that holds just this."""
    try:
        handle = os.open(path, _LOOK)
        with os.fdopen(handle, "rb") as stream:
            return not stat.S_ISREG(os.fstat(handle).st_mode) or stream.read() != data
    except OSError:
        return True


def _new(path: Path) -> Path:
    return path.with_name(f".notes2anki-{path.name}.new")


def _old(path: Path) -> Path:
    return path.with_name(f".notes2anki-{path.name}.old")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system refuses into one line that says what to do."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "choose another folder")
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}; {advice} with -o") from error


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make the folder and those above it."""
    with _explained(folder):
        missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        for path in reversed(missing):
            undo.callback(_forget_folder, path)
            path.mkdir()
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "this is not a folder")


def _write_beside(path: Path, data: bytes, undo: ExitStack) -> None:
    """Write the new content to a file of its own, down to the disk."""
    new = _new(path)
    with _explained(path):
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, "a folder has this name")
        new.unlink(missing_ok=True)
        undo.callback(_forget, new)
        with os.fdopen(os.open(new, _CREATE, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def _replace(path: Path, undo: ExitStack) -> None:
    """Move the new file onto its place; the old one gets a second name, to be put back if a later one fails."""
    old = _old(path)
    with _explained(path):
        old.unlink(missing_ok=True)
        if os.path.lexists(path):
            undo.callback(_put_back, path)
            try:
                os.link(path, old, follow_symlinks=False)
            except (OSError, NotImplementedError):  # file systems without second names
                path.rename(old)
        else:
            undo.callback(_forget, path)
        _new(path).replace(path)


def _put_back(path: Path) -> None:
    """Undo `_replace`, however far it came."""
    old = _old(path)
    with suppress(OSError):
        old.replace(path)
    _forget(old)  # a rename between two names of one file does nothing


def _forget(path: Path) -> None:
    """Remove the file if it is there; what cannot be removed is left for the next build."""
    with suppress(OSError):
        path.unlink()


def _forget_folder(path: Path) -> None:
    with suppress(OSError):
        path.rmdir()


def _sync(folder: Path) -> None:
    """Bring the renames to the disk, where the system can do that for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
