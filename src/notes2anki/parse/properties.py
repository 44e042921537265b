"""Properties that logseq keeps in the lines of a block: ``id:: 6411…``, ``deck:: Optics``, ``tags:: lens, light``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.front import tag_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROPERTY = re.compile(
    r"(?P<key>id|deck|tags|extra|title|alias|type|collapsed|template|icon|public|filters|heading|background-color|created-at|updated-at"
    r"|card-[a-z-]{1,40}|logseq\.[\w.-]{1,60}|use-[a-z-]{1,40}|disable-[a-z-]{1,40})::(?:[ \t]+(?P<value>.*))?"
)
_LINK = re.compile(r"#?\[\[([^\[\]\n]{1,200})\]\]")


class Properties(NamedTuple):
    """What a block says of itself."""

    id: str = ""
    deck: str | None = None
    tags: tuple[str, ...] = ()
    extra: str = ""
    """Markdown, shown behind the answer."""


def is_property(text: str) -> bool:
    """Whether a line is one of the properties that logseq and its plugins know."""
    return "::" in text and _PROPERTY.fullmatch(text) is not None


def take_properties(texts: Iterable[str]) -> tuple[list[str], Properties]:
    """Take the properties out of some lines; return the lines that are left, and what they say."""
    left: list[str] = []
    said: dict[str, str] = {}
    for text in texts:
        match = _PROPERTY.fullmatch(text) if "::" in text else None
        if match:
            said[match["key"]] = (match["value"] or "").strip()
        else:
            left.append(text)
    deck = _LINK.sub(r"\1", said.get("deck", "")).replace("/", "::")
    tags = (tag_name(tag.strip()) for tag in _LINK.sub(r"\1", said.get("tags", "")).split(","))
    return left, Properties(said.get("id", ""), deck or None, tuple(filter(None, tags)), said.get("extra", ""))
