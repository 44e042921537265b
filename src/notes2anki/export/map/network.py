"""The page as pyvis makes it: its network and its copy of vis-network, with our template instead of its own.

pyvis's template loads style and script from the network, has no doctype and lets text from the notes run as HTML. Its
`add_node` and `add_edge` search lists, which is quadratic, and `set_options` deletes the spaces in texts; so the lists
and the options are filled in directly, which `generate_html` takes as they are.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from notes2anki.export.map.script import script
from notes2anki.hue import PALETTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "keyboard": {"enabled": False}, "selectable": False, "zoomSpeed": 0.7},
    "nodes": {"shape": "custom", "chosen": False},
}
"""Positions come with the nodes, and what a click or a key means is ours; vis-network has the camera and the drawing."""
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_POLICY = "@@POLICY@@"
_OUTLINE = Markup("<!-- outline -->")
"""Stands for the outline until all else is written; no text from notes can, for its first sign is escaped there."""
_INLINE = re.compile(rb"<(script|style)>(.*?)</\1>", re.DOTALL)
# What could end the script element, or a line of JavaScript, is written as an escape of JSON.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


class MapNetwork(Network):  # type: ignore[misc]  # pyvis ships no types
    """A pyvis network that writes our page."""

    def __init__(self, nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> None:
        """Take nodes with ``id`` and edges with ``from`` and ``to``, all of them numbers."""
        super().__init__(directed=True, cdn_resources="in_line")
        self.nodes = list(nodes)
        self.edges = list(edges)
        self.options = OPTIONS
        self.path = "template.html"
        self.templateEnv = Environment(loader=FunctionLoader(_own), autoescape=True, undefined=StrictUndefined)
        self.templateEnv.filters["data"] = data

    def page(self, outline: bytes, **values: object) -> bytes:
        """Give the page.

        `outline` is HTML in UTF-8, built of escaped text and sanitized answers; the values are what the template asks
        for beside it, nodes, edges and options.
        """
        vis = (files("pyvis") / _VIS).read_text(encoding="utf-8")
        own = {"vis": vis, "script": script(), "style": _own("map.css") + _hues()}
        self.templateEnv.globals.update(values, policy=_POLICY, outline=_OUTLINE)
        self.templateEnv.globals.update({name: Markup(text) for name, text in own.items()})  # noqa: S704  not from notes
        # half a surrogate pair cannot be written at all
        html: bytes = self.generate_html().encode("utf-8", "replace")
        html = html.replace(_POLICY.encode(), policy(html).encode(), 1)
        return html.replace(_OUTLINE.encode(), outline, 1)


def data(value: object) -> Markup:
    """Give a value as JSON that may stand in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704  what could be markup is escaped


def policy(html: bytes) -> str:
    """Give the content security policy under which exactly the scripts and styles of this page run."""
    hashes: dict[bytes, list[str]] = {b"script": [], b"style": []}
    for element, content in _INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        hashes[element].append(f"'sha256-{digest}'")
    scripts, styles = " ".join(hashes[b"script"]), " ".join(hashes[b"style"])
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hues() -> str:
    """Give a class for each colour of a section, since the policy allows no style in an attribute."""
    return "".join(f".hue-{index} {{ --hue: {hue} }}\n" for index, hue in enumerate(PALETTE))


def _own(name: str) -> str:
    """Read a file of this package."""
    return (files(__package__) / name).read_text(encoding="utf-8")
