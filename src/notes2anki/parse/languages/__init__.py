"""The words that label notes in each language: one TOML file for each, described in ``en.toml``."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from string import punctuation

_SAMPLE = 3_000
"""Characters that are enough to tell a language."""
_CJK = {"ja": re.compile("[\u3040-\u30ff]"), "zh": re.compile("[\u3400-\u9fff]")}


@cache
def _languages() -> dict[str, dict[str, list[str]]]:
    """Return every language file by its ISO 639-1 code."""
    entries = sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
    return {
        entry.name[:2]: tomllib.loads(entry.read_text("utf-8")) for entry in entries if entry.name.endswith(".toml")
    }


@cache
def words(key: str, codes: tuple[str, ...] = ()) -> frozenset[str]:
    """Return what languages (all, unless some are named) list under a key, casefolded."""
    chosen = [table for code, table in _languages().items() if not codes or code in codes]
    return frozenset(word.casefold() for table in chosen for word in table.get(key, ()))


@cache
def _commonest() -> dict[str, list[str]]:
    """Return the commonest words of all languages, each with the codes of those it belongs to."""
    found: dict[str, list[str]] = {}
    for code in _languages():
        for word in words("stop", (code,)):
            found.setdefault(word, []).append(code)
    return found


def detect(text: str) -> tuple[str, ...]:
    """Tell the languages of a text by their commonest words; English is always among them, for notes are mixed."""
    sample = text[:_SAMPLE]
    counts = dict.fromkeys(_languages(), 0)
    for word, count in Counter(sample.casefold().replace("’", " ").replace("'", " ").split()).items():
        for code in _commonest().get(word.strip(punctuation), ()):
            counts[code] += count
    counts |= {code: len(pattern.findall(sample)) for code, pattern in _CJK.items()}
    most = max(counts.values(), default=0)
    return tuple(code for code, count in counts.items() if code == "en" or (count >= 3 and count * 3 >= most))
