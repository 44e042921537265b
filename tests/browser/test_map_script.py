"""The script of the page, without running it."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from notes2anki.export.map.script import script

FOLDER = Path(str(files("notes2anki.export.map"))) / "script"
MODULES = sorted(FOLDER.glob("*.js"))


def test_every_module_is_taken_in_once() -> None:
    whole = script()
    for module in MODULES:
        assert whole.count(f"const {module.stem}_js = ") == 1
    assert not re.search(r"^(?:import|export) ", whole, re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_nothing_parses_text_as_markup_or_code(module: Path) -> None:
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function"
    assert not re.search(banned, module.read_text(encoding="utf-8"))


def test_types_are_right() -> None:
    compiler = shutil.which("tsc")
    if compiler is None:
        pytest.skip("needs the TypeScript compiler; `npm install --global typescript` brings it")
    checked = subprocess.run([compiler, "-p", FOLDER / "jsconfig.json"], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
