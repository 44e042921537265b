"""The allow-list: what HTML may reach a card or the map, whatever a note holds.

No script, handler, style, frame, form, id, SVG or MathML; links to ``http``, ``https`` and ``mailto`` alone; pictures,
sounds and films only under the names that our own media have. Everything is parsed by html5ever and written anew.
"""

from __future__ import annotations

import re

import nh3

from notes2anki.render.highlight import CLASSES, LANGUAGES
from notes2anki.render.signs import JOINT

# fmt: off
INLINE = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})
BLOCK = frozenset({
    "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
CALLOUTS = frozenset({
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example",
    "quote", "important", "caution",
})
# fmt: on
MEDIA_NAME = re.compile(r"n2a-[0-9a-f]{24}\.[a-z0-9]{2,4}")

_ATTRIBUTES = {
    "a": {"href", "title"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "type"},
    "pre": {"tabindex"},
    "td": {"colspan", "rowspan", "align", "data-label"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "time": {"datetime"},
}
_CLASSES = {
    "br": {"behind"},
    "code": {f"language-{name}" for name in LANGUAGES},
    "div": {"tbl", "stack", "callout", *(f"callout-{kind}" for kind in CALLOUTS)},
    "li": {"right", "task"},
    "ol": {"choices"},
    "p": {"callout-title"},
    "section": {"footnotes"},
    "span": {"math", "missing", "unbroken", *CLASSES},
    "sup": {"footnote-ref"},
}
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def _attribute(_element: str, name: str, value: str) -> str | None:
    if name == "src" and not MEDIA_NAME.fullmatch(value):
        return None
    if name == "href" and not _LINK.match(value):
        return None
    # Anki would write the HTML of a cloze into the middle of the attribute
    return value.replace(JOINT, "")


_CLEANER = nh3.Cleaner(
    tags=INLINE | BLOCK,
    clean_content_tags={"script", "style"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)


def sanitized(html: str) -> str:
    """Return `html` with nothing in it but what is allowed."""
    return _CLEANER.clean(html)
