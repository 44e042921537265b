"""Benchmarks run by hand, and are to start when somebody does."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"
OPTIONAL = frozenset(("wordfreq", "yake"))
"""Packages of the dependency group `benchmark`."""


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.py")))
def test_a_benchmark_finds_all_that_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    try:
        runpy.run_path(str(FOLDER / name), run_name="imported")
    except ModuleNotFoundError as missing:
        if missing.name not in OPTIONAL:
            raise
