"""Reading the guids of a deck that Anki exported."""

from __future__ import annotations

import html
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from notes2anki.errors import InputError

LIMIT = 1 << 30
"""Largest database that is unpacked, in bytes."""

_NEWEST = "collection.anki21b"
_NAMES = ("collection.anki21", "collection.anki2")
_INLINE = re.compile(r"</?(?:a|b|code|em|font|i|mark|s|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>|\[sound:[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class DeckNote:
    """One note of a deck."""

    number: int
    """Anki's id of it: when it was made, in milliseconds."""
    guid: str
    modified: int
    """Seconds since 1970 UTC."""
    first_field: str
    """Plain text."""


def read_deck(path: Path) -> list[DeckNote]:
    """Read the notes of an ``.apkg`` or ``.colpkg``, sorted by Anki's id; the file is not changed.

    Raises InputError for a file that is none, or that only today's Anki can read.
    """
    try:
        with zipfile.ZipFile(path) as package, TemporaryDirectory() as folder:
            database = Path(folder, "collection")
            _unpack(package, path, database)
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                rows = connection.execute("select id, guid, mod, flds from notes order by id").fetchall()
    except zipfile.BadZipFile:
        raise InputError(f"{path}: deck-unreadable is no Anki package; export one from Anki (File, Export)") from None
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: deck-unreadable holds no collection that can be read ({error})") from None
    except OSError as error:
        raise InputError(f"{path}: deck-unreadable cannot be read: {error.strerror}") from None
    return [
        DeckNote(int(number), str(guid), max(1, int(modified)), _plain(str(fields)))
        for number, guid, modified, fields in rows
    ]


def _unpack(package: zipfile.ZipFile, path: Path, target: Path) -> None:
    names = set(package.namelist())
    if _NEWEST in names:
        raise InputError(
            f"{path}: deck-too-new is packed in Anki's newest form; export it again with "
            "'Support older Anki versions' ticked"
        )
    name = next((name for name in _NAMES if name in names), None)
    if name is None:
        raise InputError(f"{path}: deck-unreadable holds no collection; export one from Anki (File, Export)")
    if package.getinfo(name).file_size > LIMIT:
        raise InputError(f"{path}: deck-too-large holds a collection of more than {LIMIT >> 20} MB")
    with package.open(name) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)


def _plain(fields: str) -> str:
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", fields.split("\x1f", 1)[0])))
