"""How well the notes are known: read from a collection of Anki, which is never written."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki.progress.cards import progress_of
from notes2anki.progress.package import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from notes2anki.model import Progress

__all__ = ["read"]


def read(file: Path, guids: AbstractSet[str]) -> Mapping[str, Progress]:
    """Give the progress of the notes that the collection has cards of, by guid.

    `file` is an exported ``.colpkg`` or ``.apkg``, or a ``collection.anki2``; what it is, its content says. All work is
    done on a copy. Raises InputError if it cannot be read, is none of these, or is open in Anki.
    """
    with tempfile.TemporaryDirectory(prefix="notes2anki-") as folder:
        database = Path(folder) / "collection"
        unpack(file, database)
        return progress_of(database, guids, file)
