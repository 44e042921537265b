"""The script of the page: its modules put one after another, for a page opened from disk can load none.

Each file under `script/` is an ES module, so editors and type checkers understand it as it stands. Imports are written
``import { a, b } from "./name.js";``, exports ``export const``, ``export function`` or ``export class``; a module becomes
a function that returns what it exports, so that the names of one are no matter for the others.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)


def script(first: str = "main") -> str:
    """Give the whole script, modules in the order in which they need each other."""
    folder = files(__package__) / "script"
    modules: dict[str, str] = {}
    _add(folder, first, modules)
    return '(() => {\n"use strict";\n' + "".join(modules.values()) + "})();\n"


def _add(folder: Traversable, name: str, modules: dict[str, str]) -> None:
    """Add a module behind those that it imports, each once."""
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in _IMPORT.findall(text):
        if needed not in modules:
            _add(folder, needed, modules)
    exports = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = \2_js;", text))
    modules[name] = f"const {name}_js = (() => {{\n{body}return {{ {exports} }};\n}})();\n"
