"""Doubts about the notes, printed."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from notes2anki import __version__
from notes2anki.check import meanings
from notes2anki.check.report import Located, as_github, as_json, as_sarif, locate
from notes2anki.console import escape
from notes2anki.model import Collection, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from notes2anki.config import Settings
    from notes2anki.console import Console

STYLES = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}


def wanted(findings: Iterable[Diagnostic], settings: Settings) -> list[Diagnostic]:
    """Those that the settings do not leave out."""
    return [
        finding
        for finding in findings
        if finding.code not in settings.ignore and (not settings.select or finding.code in settings.select)
    ]


def problems(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that `check` and `--strict` fail for."""
    return [finding for finding in findings if finding.severity >= Severity.WARNING]


def show(findings: Iterable[Diagnostic], base: Path, console: Console) -> None:
    """Print each as a line beside the result; only errors if the user wants it quiet."""
    for item in locate(
        [finding for finding in findings if finding.severity is Severity.ERROR or not console.quiet], base
    ):
        console.message(str(item), STYLES[item.finding.severity])


def report(findings: Sequence[Diagnostic], collection: Collection, base: Path, form: str, console: Console) -> None:
    """Print them as the result: as ``text``, ``json``, ``sarif`` or commands for ``github``."""
    located = locate(findings, base)
    match form:
        case "text":
            _lines(located, collection, console)
        case "json":
            console.json(as_json(located))
        case "sarif":
            console.json(
                as_sarif(located, __version__, {code: text.split("\n", 1)[0] for code, text in meanings().items()})
            )
        case "github":
            console.data(as_github([_harmless(item) for item in located]).encode())


def _harmless(item: Located) -> Located:
    """Escape all that comes from the notes, before commands are made of it that GitHub obeys."""
    return Located(replace(item.finding, message=escape(item.finding.message)), escape(item.path))


def _lines(located: Sequence[Located], collection: Collection, console: Console) -> None:
    """Print a line for each; on a terminal also the line of the notes, with a mark below the column."""
    pointing = sys.stdout is not None and sys.stdout.isatty()
    texts = (
        {document.source.path: document.source.text.split("\n") for document in collection.documents}
        if pointing
        else {}
    )
    for item in located:
        console.result(str(item), STYLES[item.finding.severity])
        lines = texts.get(item.finding.path, [])
        if 0 < item.finding.line <= len(lines):
            console.result("    " + lines[item.finding.line - 1])
            console.result("    " + " " * max(item.finding.column - 1, 0) + "^")
