"""What is named on the command line: formats and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from notes2anki.check import meanings
from notes2anki.console import Console
from notes2anki.export import Exporter, find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def exporters(only: str | None, more: str | None) -> list[Exporter]:
    """Give the exporters of the formats in `only`, else the usual ones, and those of the formats in `more`.

    Raises click.UsageError for a name that no format has.
    """
    found = _found()
    # what a format of the graph is called, one of the notes may be called too; here it is the one that is meant
    known = {name: exporter for graph in (True, False) for name, exporter in _named(found, graph=graph).items()}
    usual = [exporter.FORMAT.name for exporter in found if exporter.FORMAT.default]
    names = [*(_names(only, known, "--only") or usual), *_names(more, known, "--format")]
    return [known[name] for name in dict.fromkeys(names)]


def graph_exporter(name: str) -> Exporter:
    """Give the exporter of a format that holds the graph; raises click.UsageError where there is none."""
    known = _named(_found(), graph=True)
    return known[_names(name, known, "--format")[0]]


def _found() -> Sequence[Exporter]:
    """Give every exporter, and say which extensions cannot be used."""
    found, broken = find()
    for finding in broken:
        Console().message(f"{finding.path}: {finding.code} {finding.message}")
    return found


def _named(found: Sequence[Exporter], *, graph: bool) -> Mapping[str, Exporter]:
    """Give the exporters of the graph, or all others, by the names of their formats."""
    return {exporter.FORMAT.name: exporter for exporter in found if exporter.FORMAT.graph is graph}


def codes(given: str | None, option: str) -> tuple[str, ...] | None:
    """Give the codes of findings in a list; None where there is none. Raises click.UsageError for one that is not known."""
    if given is None:
        return None
    names = tuple(name.strip() for name in given.split(","))
    known = meanings()
    for name in names:
        if name not in known:
            raise click.UsageError(f"{option}: there is no code {name!r}; notes2anki rule lists them.")
    return names


def _names(given: str | None, known: Mapping[str, Exporter], option: str) -> list[str]:
    """Split the names of formats at commas; each must be known."""
    if given is None:
        return []
    names = [name.strip() for name in given.split(",")]
    for name in names:
        if name not in known:
            raise click.UsageError(f"{option}: there is no format {name!r}; there are {', '.join(sorted(known))}.")
    return names
