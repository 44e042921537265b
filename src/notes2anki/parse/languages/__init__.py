"""The words that label notes in each language: one TOML file for each, described in ``en.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _languages() -> tuple[dict[str, list[str]], ...]:
    folder = files(__package__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(tomllib.loads((folder / name).read_text("utf-8")) for name in names)


@cache
def words(key: str) -> frozenset[str]:
    """Return what all languages list under a key, casefolded: ``words("answer")`` holds ``answer`` and ``réponse``."""
    return frozenset(word.casefold() for language in _languages() for word in language.get(key, ()))
