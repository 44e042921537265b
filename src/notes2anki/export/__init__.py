"""What leaves the program: each module of this folder that has a `FORMAT` writes one format.

An exporter is found by walking the folder, or through an entry point of the group ``notes2anki.exporters`` that names
such a module; nothing is registered anywhere. It has

- ``FORMAT``, a `Format`, and
- ``export(collection, settings) -> {file name: content}``: deterministic, and without a file or a network touched but
  for package data.

A format of the graph and one of the notes may share a name, as both `csv` do: `graph` knows the first, `build` the second.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, cast

from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from notes2anki.config import Settings
    from notes2anki.model import Collection

GROUP = "notes2anki.exporters"
"""Entry point group of exporters that other distributions bring."""


@dataclass(frozen=True, slots=True)
class Format:
    """What an exporter says of itself."""

    name: str
    """As it stands after ``--only`` and ``--format``."""
    description: str
    """One line for the help."""
    default: bool = False
    """Whether a plain `build` writes it."""
    graph: bool = False
    """Whether ``graph --format`` offers it."""


class Exporter(Protocol):
    """What a module must offer to be an exporter."""

    FORMAT: Format

    def export(self, collection: Collection, settings: Settings) -> dict[str, bytes]:
        """The files of this format and what is in them; a name has slashes where the file lies in a folder of its own."""


def find() -> tuple[tuple[Exporter, ...], tuple[Diagnostic, ...]]:
    """All exporters, ours first, and what was wrong with those of other distributions."""
    found: list[Exporter] = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "FORMAT"):
            found.append(cast("Exporter", module))
    broken = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            found.append(_load(entry, {exporter.FORMAT.name for exporter in found}))
        except Exception as error:  # noqa: BLE001 (it is not our code, and must not stop a build)
            broken.append(_broken(entry, error))
    return tuple(found), tuple(broken)


def _load(entry: EntryPoint, taken: AbstractSet[str]) -> Exporter:
    """The exporter that an entry point names; an exception of any kind if there is none or its format is taken."""
    module = entry.load()
    if not isinstance(module.FORMAT, Format) or not callable(module.export):
        raise TypeError("FORMAT must be a Format, and export a function")
    if module.FORMAT.name in taken:
        raise ValueError(f"there is a format {module.FORMAT.name!r} already")
    return cast("Exporter", module)


def _broken(entry: EntryPoint, error: Exception) -> Diagnostic:
    """What a user is told of an exporter that cannot be used."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return Diagnostic(
        path=entry.value,
        line=0,
        column=0,
        code="exporter-broken",
        severity=Severity.WARNING,
        message=f"exporter {entry.name!r} is left out: {reason}; mend or uninstall what brings it",
    )
