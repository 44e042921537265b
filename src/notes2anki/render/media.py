"""Files that notes show or play: of a known type by name and by content, and named by their content."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from notes2anki.model import Media
from notes2anki.render.context import Doubt, Found
from notes2anki.render.folder import Folder, UnusableError
from notes2anki.render.svg import is_drawing

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = frozenset({"png", "jpg", "gif", "webp", "avif", "svg"})
_TYPES = {
    **{suffix: suffix for suffix in (*sorted(PICTURES), "mp3", "ogg", "wav", "flac", "m4a", "mp4", "webm")},
    "jpeg": "jpg",
    "oga": "ogg",
    "opus": "ogg",
    "svg+xml": "svg",
}
"""Suffixes that files may have, and the type that each one claims."""
_MAGIC = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "avif"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "wav"),
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "mp3"),
    (re.compile(rb"OggS"), "ogg"),
    (re.compile(rb"fLaC"), "flac"),
    (re.compile(rb"....ftypM4A", re.DOTALL), "m4a"),
    (re.compile(rb"....ftyp", re.DOTALL), "mp4"),
    (re.compile(rb"\x1aE\xdf\xa3"), "webm"),
)
"""How files of each type begin, as in their specifications."""
_EMBEDDED = re.compile(r"data:image/(?P<suffix>png|jpeg|gif|webp|svg\+xml);base64,(?P<data>[A-Za-z0-9+/=\s]+)")
_SHOWN_OF_NAME = 100


def is_media(path: str) -> bool:
    """Tell whether a file of this name can be shown or played."""
    return _suffix(path) in _TYPES


def _suffix(path: str) -> str:
    return PurePosixPath(re.split(r"[?#]", path, maxsplit=1)[0]).suffix.lower().removeprefix(".")


class Store:
    """The media of one build."""

    def __init__(self, base: Path | None) -> None:
        """Take files from below `base`; from nowhere when it is None."""
        self.media: dict[str, Media] = {}
        self._folder = Folder(base) if base is not None else None
        self._found: dict[tuple[str, str, bool], Found] = {}

    def find(self, reference: str, folder: str, *, anywhere: bool) -> Found:
        """Take the file that a note in `folder` calls `reference` into the media.

        With `anywhere` its name is enough. A percent sign means itself here: URLs are decoded by the caller, once.
        """
        key = reference, folder, anywhere
        if key not in self._found:
            name = reference if len(reference) <= _SHOWN_OF_NAME else f"{reference[:_SHOWN_OF_NAME]}…"
            try:
                self._found[key] = self._take(name, *self._read(reference, folder, anywhere=anywhere))
            except UnusableError as error:
                self._found[key] = Found("", Doubt(f"image-{error.what}", f"“{name}” {error}", name.rstrip("…")))
        return self._found[key]

    def _read(self, reference: str, folder: str, *, anywhere: bool) -> tuple[bytes, str]:
        """Return the content of a file and the type that its name claims."""
        if embedded := _EMBEDDED.fullmatch(reference):
            try:
                return base64.b64decode(embedded["data"]), _TYPES[embedded["suffix"]]
            except binascii.Error:
                raise UnusableError("type", "is damaged; save the picture as a file") from None
        path = reference.replace("\\", "/")
        suffix = _suffix(path)
        if suffix not in _TYPES:
            raise UnusableError(
                "type", f"is no file that cards can show; they take {', '.join(sorted(set(_TYPES.values())))}"
            )
        if self._folder is None:
            raise UnusableError("missing", "cannot be found from standard input; build the folder of the notes")
        return self._folder.read(path, folder, anywhere=anywhere), _TYPES[suffix]

    def _take(self, reference: str, data: bytes, claimed: str) -> Found:
        kind = _kind(data)
        if not kind or (kind in PICTURES) != (claimed in PICTURES):
            raise UnusableError("type", f"is no .{claimed} file inside, or holds a script; save it anew")
        doubt = None
        if kind != claimed and {kind, claimed} != {"m4a", "mp4"}:
            doubt = Doubt(
                "image-type", f"“{reference}” is a .{kind} file inside and was taken as one; rename it", reference
            )
        name = f"n2a-{hashlib.sha256(data).hexdigest()[:24]}.{kind}"
        self.media[name] = Media(name, data)
        return Found(name, doubt)


def _kind(data: bytes) -> str:
    """Tell the type of a file by how it begins; empty for none that is known."""
    for magic, kind in _MAGIC:
        if magic.match(data):
            return kind
    return "svg" if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and is_drawing(data) else ""
