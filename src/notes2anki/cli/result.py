"""What a build has to say in the end, whether it was done or only remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from notes2anki.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a build."""

    base: Path
    """Folder that the paths of the findings are relative to."""
    counts: str
    """How many of each thing there are, as a line."""
    findings: tuple[Diagnostic, ...]
    files: Mapping[str, bool]
    """Names of the outputs, and whether each was written; those that stayed the same were not."""
    differences: str
    """How many notes became what since the last build, as a line."""
    changes: tuple[str, ...] = ()
    """Which notes these are, a line each, and what an import leaves to the user."""
    known: str = ""
    """How well the notes are known, as a line; empty where no collection of Anki was named."""
