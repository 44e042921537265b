"""Packages on their way to Anki."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from notes2anki.push.connect import RefusedError, odd

if TYPE_CHECKING:
    from notes2anki.push.connect import AnkiConnect

_FILE = "notes2anki-push.apkg"


def hand_over(anki: AnkiConnect, content: bytes) -> None:
    """Let Anki import a package, from a file or, where it cannot see our files, as one of Flatpak does, from its own folder.

    AnkiConnect takes in some 40 kB a second, so that nothing large is sent to it without need. Raises AnkiError.
    """
    with TemporaryDirectory(prefix="notes2anki-") as folder:
        file = Path(folder, _FILE)
        file.write_bytes(content)
        try:
            anki.call("importPackage", path=str(file))
        except RefusedError as error:
            if _FILE not in error.words:  # which names what cannot be opened
                raise
        else:
            return
    media = anki.call("getMediaDirPath")
    if not isinstance(media, str):
        raise odd("getMediaDirPath")
    name = anki.call("storeMediaFile", filename=_FILE, data=b64encode(content).decode())
    if name != _FILE:  # another one of this name is in the way
        raise odd("storeMediaFile")
    try:
        anki.call("importPackage", path=str(Path(media, _FILE)))
    finally:
        sweep(anki)


def sweep(anki: AnkiConnect) -> None:
    """Take away the package that may lie in Anki's folder, also one that a push left there which broke off."""
    anki.call("deleteMediaFile", filename=_FILE)
