"""Doubts about the notes as a whole: each module of `rules/` looks at a collection for one thing.

A rule is found by walking the folder. Its name is the code of what it finds, its docstring what a user reads of it, and
``find(collection)`` gives its findings. `codes` knows what every code means, also those of the other stages.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Protocol, cast

from notes2anki.check import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notes2anki.model import Collection, Diagnostic


class Rule(Protocol):
    """What a module of `rules/` offers."""

    __doc__: str

    def find(self, collection: Collection) -> Iterator[Diagnostic]:
        """Give what is doubtful, in any order."""


def find_rules() -> Mapping[str, Rule]:
    """Give every rule by its code, sorted."""
    names = sorted(info.name for info in pkgutil.iter_modules(rules.__path__))
    modules = {name: importlib.import_module(f"{rules.__name__}.{name}") for name in names}
    return {name.replace("_", "-"): cast("Rule", module) for name, module in modules.items()}


def check(collection: Collection) -> tuple[Diagnostic, ...]:
    """Look at the notes with every rule; findings are sorted by place."""
    return tuple(sorted(finding for rule in find_rules().values() for finding in rule.find(collection)))


def meanings() -> dict[str, str]:
    """Give what each code means, also of the other stages: a line, then an example and what to do; sorted by code."""
    text = (resources.files(__name__) / "codes.toml").read_text(encoding="utf-8")
    others = {code: entry["meaning"].strip() for code, entry in tomllib.loads(text).items()}
    own = {code: inspect.cleandoc(rule.__doc__) for code, rule in find_rules().items()}
    return dict(sorted((others | own).items()))
