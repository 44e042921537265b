"""Rendered HTML made ready for one file without a network: pictures put in, links tamed."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notes2anki.model import Media

PICTURES = 12_000_000
"""Bytes of pictures that one map takes in; the rest are named in words. Browsers stay quick with it."""
PICTURE = 2_000_000
"""Bytes of a single picture that is taken in."""
# The sanitizer leaves quotes around every value and none within; possessive, so a broken tag cannot make it backtrack.
_TAG = re.compile(r"<(img|a|audio|video)((?:\s++[\w-]++(?:=\"[^\"]*+\")?+)*+)\s*+/?+>")
_FORMULA = re.compile(r'(<span class="math">)\\[(\[](.*?)\\[)\]](</span>)', re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w-]++)(?:=\"([^\"]*+)\")?+")
_ABROAD = ("https://", "http://", "mailto:")


class Markup:
    """Takes pictures in until there is no room left, in the order in which it is asked."""

    def __init__(self, media: Mapping[str, Media]) -> None:
        """`media` are the files of the collection, by name."""
        self._media = media
        self._room = PICTURES

    def page(self, rendered: str) -> str:
        """Give the HTML of a note as it stands on the page: nothing in it loads anything or leads away by itself."""
        if "\\" in rendered:
            # MathJax is not here to take the marks of a formula away
            rendered = _FORMULA.sub(r"\1\2\3", rendered)
        return _TAG.sub(self._tag, rendered)

    def _tag(self, match: re.Match[str]) -> str:
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
        if match[1] == "a":
            return _link(attributes)
        if match[1] == "img":
            return self._picture(attributes)
        name = html.escape(attributes.get("src", ""))
        return f'<span class="absent">{match[1]}: {name}, on the card</span><{match[1]}>'

    def _picture(self, attributes: Mapping[str, str]) -> str:
        name, alternative = attributes.get("src", ""), attributes.get("alt", "")
        media = self._media.get(name)
        kind = mimetypes.guess_type(name)[0] or ""
        if media is None or not kind.startswith("image/") or len(media.data) > min(PICTURE, self._room):
            return f'<span class="absent">Picture: {html.escape(alternative or name)}</span>'
        self._room -= len(media.data)
        data = base64.b64encode(media.data).decode()
        return f'<img src="data:{kind};base64,{data}" alt="{html.escape(alternative)}">'


def _link(attributes: Mapping[str, str]) -> str:
    """Open what lies elsewhere in a page of its own; a link within the notes has nowhere to lead to here."""
    address = attributes.get("href", "")
    if not address.lower().startswith(_ABROAD):
        return "<a>"
    return f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">'
