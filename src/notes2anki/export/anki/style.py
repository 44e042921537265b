"""The stylesheet of the cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.errors import InputError
from notes2anki.export.anki.note_types import CARDS

if TYPE_CHECKING:
    from notes2anki.config import Settings


def stylesheet(settings: Settings) -> str:
    """Ours, the colours of code, and the user's own, so that it has the last word.

    Raises InputError if the user's cannot be read.
    """
    ours = [(CARDS / name).read_text("utf-8") for name in ("style.css", "code.css")]
    return "\n".join((*ours, _own(settings)) if settings.style else ours)


def _own(settings: Settings) -> str:
    """The user's stylesheet; Anki puts it into a style element, which it must not be able to end."""
    path = settings.root / settings.style
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path}: the stylesheet of the cards cannot be read: {reason}") from error
    return re.sub(r"</(?=style)", r"<\\/", text, flags=re.IGNORECASE)
