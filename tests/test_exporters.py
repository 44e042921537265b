"""Formats are found, not registered; those of strangers cannot stop a build."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from typing import Any

import pytest

from notes2anki import export
from notes2anki.export import Format


def entry(name: str, module: Any) -> EntryPoint:
    """An entry point that loads the module, or raises it."""

    class Given(EntryPoint):
        def load(self) -> Any:
            if isinstance(module, Exception):
                raise module
            return module

    return Given(name, f"their.{name}", export.GROUP)


def module(name: str) -> SimpleNamespace:
    return SimpleNamespace(FORMAT=Format(name, "theirs"), export=lambda _collection, _settings: {})


def test_formats_of_our_own_are_found() -> None:
    exporters, broken = export.find()
    assert {"apkg", "notes"} <= exporters.keys()
    assert not broken
    assert all(exporter.FORMAT.name == name and exporter.FORMAT.description for name, exporter in exporters.items())


def test_format_of_a_stranger_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "entry_points", lambda group: [entry("opml", module("opml"))])  # noqa: ARG005
    exporters, broken = export.find()
    assert exporters["opml"].FORMAT.description == "theirs"
    assert not broken


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (ImportError("No module\nnamed 'x'"), "No module named 'x'"),
        (RuntimeError(), "RuntimeError"),
        (SimpleNamespace(), "has no attribute 'FORMAT'"),
        (SimpleNamespace(FORMAT="x", export=print), "FORMAT must be a Format"),
        (module("apkg"), "there is a format 'apkg' already"),
    ],
)
def test_broken_exporter_is_reported_and_left_out(monkeypatch: pytest.MonkeyPatch, what: Any, reason: str) -> None:
    monkeypatch.setattr(export, "entry_points", lambda group: [entry("bad", what)])  # noqa: ARG005
    exporters, (broken,) = export.find()
    assert "apkg" in exporters
    assert "bad" not in exporters
    assert broken.code == "exporter-broken"
    assert broken.path == "their.bad"
    assert reason in broken.message
    assert "\n" not in broken.message


def test_finding_formats_loads_no_heavy_package() -> None:
    code = "import sys; from notes2anki import export; export.find(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"genanki", "pyvis", "networkx", "IPython"} & set(loaded)
