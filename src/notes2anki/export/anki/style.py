"""The stylesheet of the cards."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from notes2anki.errors import InputError
from notes2anki.export.anki.note_types import CARDS, CHANGED

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

_OURS = (CARDS / "style.css", files("notes2anki") / "render" / "code.css")


def stylesheet(settings: Settings) -> str:
    """Ours, the colours of code, and the user's own, so that it has the last word.

    Raises InputError if the user's cannot be read.
    """
    ours = [file.read_text("utf-8") for file in _OURS]
    return "\n".join((*ours, _own(settings)) if settings.style else ours)


def changed(collection: Collection, settings: Settings) -> int:
    """When the look of the cards last changed, in seconds since 1970.

    Nothing remembers when a stylesheet of the user's own did, so that it travels with the next note that changes.
    """
    return max((CHANGED, *(note.modified for note in collection.notes))) if settings.style else CHANGED


def _own(settings: Settings) -> str:
    """The user's stylesheet; Anki puts it into a style element, which it must not be able to end."""
    path = settings.root / settings.style
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path}: the stylesheet of the cards cannot be read: {reason}") from error
    return re.sub(r"</(?=style)", r"<\\/", text, flags=re.IGNORECASE)
