"""The word lists that come with the program; `data/README.md` says where each is from."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

DATA: Traversable = files("notes2anki.link") / "data"
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "tr")
"""Languages with word lists of their own; any other is read without."""


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list of one word a line; none if there is no such list."""
    file = DATA / name
    return frozenset(file.read_text("utf-8").split()) if file.is_file() else frozenset()


def language_table(code: str) -> Mapping[str, frozenset[str]]:
    """The lists of `languages/CODE.toml`."""
    return table(f"languages/{code}")


@cache
def table(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of `NAME.toml` by name, none if there is no such file; phrases where ``|`` stands between them, else words."""
    file = DATA / f"{name}.toml"
    texts: dict[str, str] = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    return {name: frozenset(_entries(text)) for name, text in texts.items()}


def one_of(texts: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text))) or "x^"


def _entries(text: str) -> list[str]:
    if "|" not in text:
        return text.split()
    return [" ".join(part.split()) for line in text.strip().split("\n") for part in line.split("|")]


def frequencies(code: str) -> dict[str, float]:
    """Zipf frequency of every common word of a language, in bands of a quarter; empty for a language without a list."""
    file = DATA / "frequency" / f"{code}.txt"
    result: dict[str, float] = {}
    band = 0.0
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if line.startswith("# "):
            band = float(line[2:])
        else:
            result[line] = band
    return result
