"""The folder of the notes, as far as notes may reach into it: regular files below it, none hidden, none too large.

A note is untrusted and a card travels, so nothing leaves the machine that a reader of the notes would not expect.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from functools import cached_property
from pathlib import Path, PurePosixPath

LARGEST = 20 * 2**20
"""Bytes of one file. Decks are synced to phones, and the map holds its pictures itself."""
_MOST_FILES = 100_000
"""Files that are looked at to find one that is named without its folder."""
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/~]")
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class UnusableError(Exception):
    """A file that a note names cannot be taken: `what` completes a code, the message completes “file …”."""

    def __init__(self, what: str, why: str) -> None:
        """Say what is wrong and what to do."""
        super().__init__(why)
        self.what = what


class Folder:
    """The folder that was read, and all below it."""

    def __init__(self, root: Path) -> None:
        """Links on the way to `root` are followed; links below it only to places below it."""
        self._root = Path(os.path.realpath(root))

    def read(self, path: str, start: str, *, anywhere: bool) -> bytes:
        """Return the content of the file that a note in the folder `start` calls `path`.

        It is looked for in `start`, then in the root, and, with `anywhere`, by its name alone in all folders, as the
        writers of wiki notes expect. Raises `UnusableError`.
        """
        if _ABSOLUTE.match(path):
            raise UnusableError("outside", "lies outside of the notes; put it beside them, and give its relative path")
        outside = False
        for place in self._places(path, start, anywhere=anywhere):
            try:
                real = Path(os.path.realpath(place))
                if real.is_relative_to(self._root) and not _is_hidden(real.relative_to(self._root)):
                    return _content(real)
            except (OSError, ValueError):
                continue  # not there, or no name that a file can have
            outside = True
        if outside:
            raise UnusableError("outside", "lies outside of the notes or is hidden; put it beside them")
        raise UnusableError("missing", "is not there; its path starts at the folder of this file")

    def _places(self, path: str, start: str, *, anywhere: bool) -> list[Path]:
        """List where a file may lie, best first. A ``?…`` or ``#…`` behind its name is for web servers."""
        # a file that was named under macOS writes its accents apart, and a note about it does not
        forms = (path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path))
        names = dict.fromkeys(name for form in forms for name in (form, re.split(r"[?#]", form, maxsplit=1)[0]))
        places = [self._root / folder / name for name in names for folder in dict.fromkeys((start, ""))]
        if anywhere and (elsewhere := self._by_name.get(unicodedata.normalize("NFC", PurePosixPath(path).name))):
            places.append(elsewhere)
        return places

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        """Files below the root by their composed names (NFC); of several with one name the one nearest to the top."""
        found: list[Path] = []
        for folder, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += (Path(folder, name) for name in names)
            if len(found) > _MOST_FILES:
                break
        found.sort(key=lambda path: (len(path.parts), str(path)), reverse=True)
        return {unicodedata.normalize("NFC", path.name): path for path in found}


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _content(path: Path) -> bytes:
    """Read a regular file whole; not a device, a pipe, or a link that was put there meanwhile."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(path)
        if status.st_size > LARGEST:
            size = f"has {status.st_size / 2**20:.0f} MB; cards take {LARGEST // 2**20} MB at most, so make it smaller"
            raise UnusableError("too-large", size)
        return file.read(LARGEST)
