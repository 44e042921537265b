"""Formats are found, not registered; those of strangers cannot stop a build."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import click
import pytest

from notes2anki import export
from notes2anki.cli import choose
from notes2anki.export import Format

if TYPE_CHECKING:
    from collections.abc import Iterable


def entry(name: str, module: Any) -> EntryPoint:
    """An entry point that loads the module, or raises it."""

    class Given(EntryPoint):
        def load(self) -> Any:
            if isinstance(module, Exception):
                raise module
            return module

    return Given(name, f"their.{name}", export.GROUP)


def names(exporters: Iterable[export.Exporter]) -> set[str]:
    return {exporter.FORMAT.name for exporter in exporters}


def module(name: str) -> SimpleNamespace:
    return SimpleNamespace(FORMAT=Format(name, "theirs"), export=lambda _collection, _settings: {})


def test_formats_of_our_own_are_found() -> None:
    exporters, broken = export.find()
    assert {"apkg", "notes"} <= names(exporters)
    assert not broken
    assert all(exporter.FORMAT.description for exporter in exporters)
    formats = [(exporter.FORMAT.name, exporter.FORMAT.graph) for exporter in exporters]
    assert len(set(formats)) == len(formats)


def test_a_name_that_two_have_is_that_of_the_notes_but_for_the_graph() -> None:
    (of_notes,) = choose.exporters("csv", None)
    assert not of_notes.FORMAT.graph
    assert choose.graph_exporter("csv").FORMAT.graph
    assert [exporter.FORMAT.name for exporter in choose.exporters("dot", "csv,json")] == ["dot", "csv", "json"]


def test_the_graph_knows_no_format_of_the_notes() -> None:
    with pytest.raises(click.UsageError, match="no format 'apkg'"):
        choose.graph_exporter("apkg")


def test_format_of_a_stranger_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "entry_points", lambda group: [entry("opml", module("opml"))])  # noqa: ARG005
    exporters, broken = export.find()
    assert (exporters[-1].FORMAT.name, exporters[-1].FORMAT.description) == ("opml", "theirs")
    assert not broken


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (ImportError("No module\nnamed 'x'"), "No module named 'x'"),
        (RuntimeError(), "RuntimeError"),
        (SimpleNamespace(), "has no attribute 'FORMAT'"),
        (SimpleNamespace(FORMAT="x", export=print), "FORMAT must be a Format"),
        (module("apkg"), "there is a format 'apkg' already"),
        (module("csv"), "there is a format 'csv' already"),
        (module("dot"), "there is a format 'dot' already"),
    ],
)
def test_broken_exporter_is_reported_and_left_out(monkeypatch: pytest.MonkeyPatch, what: Any, reason: str) -> None:
    monkeypatch.setattr(export, "entry_points", lambda group: [entry("bad", what)])  # noqa: ARG005
    exporters, (broken,) = export.find()
    assert all(exporter.FORMAT.description != "theirs" for exporter in exporters)
    assert broken.code == "exporter-broken"
    assert broken.path == "their.bad"
    assert reason in broken.message
    assert "\n" not in broken.message


def test_finding_formats_loads_no_heavy_package() -> None:
    code = "import sys; from notes2anki import export; export.find(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"genanki", "pyvis", "networkx", "IPython"} & set(loaded)
