"""The database out of what a user exports or copies: a package is a zip file with the collection in it, of three ages.

Named as Anki's ``rslib/src/import_export/package/meta.rs`` has it: ``collection.anki2``, since 2.1.0 ``collection.anki21``,
since 2.1.50 ``collection.anki21b``, compressed with Zstandard. The newer packages also hold an old collection, which only
says that this version of Anki is too old, so the newest counts.
"""

from __future__ import annotations

import importlib
import sys
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from notes2anki.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 30
"""Bytes of a collection that are read: several times what AnkiWeb takes. A zip file can claim any amount."""
_CHUNK = 1 << 20
_COMPRESSED = "collection.anki21b"
_NAMES = (_COMPRESSED, "collection.anki21", "collection.anki2")
_DATABASE = b"SQLite format 3\0"
_ZIP = b"PK"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # flag bit of a member, APPNOTE.TXT 4.4.4
_EXPORT = "export it from Anki anew (File, Export)"


def unpack(file: Path, database: Path) -> None:
    """Write the database of the collection to `database`. Raises InputError if there is none to be had."""
    try:
        if not file.is_file():
            raise InputError(f"{file}: no such file; name a .colpkg or .apkg that Anki exported, or a collection.anki2")
        with file.open("rb") as stream, database.open("wb") as copy:
            start = stream.read(len(_DATABASE))
            stream.seek(0)
            if start == _DATABASE:
                _hold_closed(file)
                _copy(stream, copy, file)
            elif start.startswith(_ZIP):
                _from_package(stream, copy, file)
            else:
                raise InputError(f"{file}: not a collection of Anki; {_EXPORT}, as .colpkg or .apkg")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise InputError(f"{file}: damaged, or cut off; {_EXPORT}") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or 'damaged'}); {_EXPORT}") from error


def _hold_closed(file: Path) -> None:
    """Refuse a database that is in use: what was answered last stands in a file beside it, and may be half there."""
    for suffix in ("-wal", "-journal"):
        beside = file.with_name(file.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise InputError(f"{file}: is open in Anki, which has not written all reviews to it yet; close Anki first")


def _from_package(stream: IO[bytes], copy: IO[bytes], file: Path) -> None:
    with zipfile.ZipFile(stream) as package:
        held = {info.filename: info for info in package.infolist()}
        name = next((name for name in _NAMES if name in held), None)
        if name is None:
            raise InputError(f"{file}: holds no collection of Anki; {_EXPORT}, as .colpkg or .apkg")
        if held[name].flag_bits & _ENCRYPTED or held[name].compress_type not in _PLAIN:
            raise InputError(f"{file}: is packed in a way that Anki does not use; {_EXPORT}")
        with package.open(held[name]) as member:
            if name == _COMPRESSED:
                _decompress(member, copy, file)
            else:
                _copy(member, copy, file)


def _decompress(member: IO[bytes], copy: IO[bytes], file: Path) -> None:
    zstd = _zstd(file)
    try:
        with zstd.ZstdFile(member) as content:
            _copy(content, copy, file)
    except zstd.ZstdError as error:
        raise EOFError from error


def _zstd(file: Path) -> Any:  # noqa: ANN401 (a module, of the standard library or as it was brought to older ones)
    """Give Python's module for Zstandard, which it has had since 3.14."""
    try:
        return importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError as error:
        raise InputError(
            f"{file}: is compressed with Zstandard; pip install 'notes2anki[collection]', "
            'or tick "Support older Anki versions" when you export it'
        ) from error


def _copy(content: IO[bytes], copy: IO[bytes], file: Path) -> None:
    size = 0
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise InputError(f"{file}: holds more than {LARGEST >> 20} MB, which no collection does; {_EXPORT}")
        copy.write(chunk)
