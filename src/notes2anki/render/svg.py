"""Whether an SVG is only a drawing: no script, no handler, nothing that it loads, no document in it."""

from __future__ import annotations

import re
from xml.parsers import expat

_REFUSED = frozenset(
    ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener", "set"]
)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
_OUTWARD = re.compile(
    r"@import|\\|javascript:|url\(\s*[\"']?(?!\s*(?:#|data:image/(?:png|jpeg|gif|webp)))", re.IGNORECASE
)


class _NotADrawingError(Exception):
    """Something in it is more than a drawing."""


def is_drawing(data: bytes) -> bool:
    """Tell whether `data` is a well-formed SVG that runs and loads nothing. No entity is ever expanded."""
    root: list[str] = []
    style: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        root.append(_local(name)) if not root else None
        if _local(name) in _REFUSED or not all(map(_allowed, attributes.items())):
            raise _NotADrawingError

    def refuse(*_: object) -> None:
        raise _NotADrawingError

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = style.append
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - takes no keywords
    except (expat.ExpatError, _NotADrawingError, ValueError):
        return False
    return root == ["svg"] and not _OUTWARD.search("".join(style))


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _allowed(attribute: tuple[str, str]) -> bool:
    name, value = _local(attribute[0]), attribute[1]
    if name in {"href", "src"}:
        return _INSIDE.match(value) is not None
    return not name.startswith("on") and not _OUTWARD.search(value)
