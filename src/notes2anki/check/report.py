"""Findings in the forms that people, editors and code hosts read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_GITHUB_LEVELS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and the path under which the user can open its file."""

    finding: Diagnostic
    path: str

    def __str__(self) -> str:
        """Write it as ``path:line:column: code message``."""
        finding = self.finding
        place = ":".join([self.path, *(str(number) for number in (finding.line, finding.column) if number)])
        return f"{place}: {finding.code} {finding.message}"


def locate(findings: Sequence[Diagnostic], base: Path) -> list[Located]:
    """Give the findings the path from the current folder to their file; standard input has no file."""
    return [Located(finding, _openable(finding.path, base)) for finding in findings]


def _openable(path: str, base: Path) -> str:
    file = base / path
    if not os.path.lexists(file):
        return path
    try:
        relative = os.path.relpath(file)
    except ValueError:  # another drive
        return str(file)
    return str(file) if Path(relative).parts[:3] == ("..",) * 3 else relative


def as_json(located: Sequence[Located]) -> str:
    """A list of objects with the keys of `notes.json`; `path` is relative to the folder that was read."""
    findings = [
        {
            "path": item.finding.path,
            "line": item.finding.line,
            "column": item.finding.column,
            "code": item.finding.code,
            "severity": item.finding.severity.name.lower(),
            "message": item.finding.message,
        }
        for item in located
    ]
    return json.dumps({"version": 1, "diagnostics": findings}, ensure_ascii=False, indent=2) + "\n"


def as_github(located: Sequence[Located]) -> str:
    """Workflow commands of GitHub Actions, which show each finding beside its line."""
    return "".join(_github(item) + "\n" for item in located)


def _github(item: Located) -> str:
    finding = item.finding
    fields = {"file": item.path, "line": finding.line, "col": finding.column, "title": finding.code}
    listed = ",".join(f"{key}={_percent(str(value), ':,')}" for key, value in fields.items() if value)
    return f"::{_GITHUB_LEVELS[finding.severity]} {listed}::{_percent(finding.message)}"


def _percent(text: str, more: str = "") -> str:
    """Escape as the runner of GitHub Actions unescapes; ``%`` comes first."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_sarif(located: Sequence[Located], version: str, meanings: dict[str, str]) -> str:
    """A log in SARIF 2.1.0 with the meaning of each code that occurs."""
    codes = sorted({item.finding.code for item in located})
    rules = [{"id": code, "shortDescription": {"text": meanings.get(code, code)}} for code in codes]
    driver = {"name": "notes2anki", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_sarif(item) for item in located]}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _sarif(item: Located) -> dict[str, Any]:
    finding = item.finding
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(Path(item.path).as_posix(), errors="surrogateescape")}}
    if finding.line:
        place["region"] = {"startLine": finding.line, **({"startColumn": finding.column} if finding.column else {})}
    return {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
