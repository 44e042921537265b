#!/usr/bin/env python3
"""Sets up everything and runs one thing, from a fresh clone, with nothing but Python 3.11 or newer.

    python3 dev.py build     make a deck and a map of the example notes, in build/
    python3 dev.py test      check style and types, and run every test
    python3 dev.py setup     only make the environment, with all that the tests need
    python3 dev.py lock      write requirements/*.txt anew from pyproject.toml

The environment is .venv beside this file. It is made at the first call, from files with hashes, and again only when
those files change. What follows the word goes to the command: `python3 dev.py test -k parse`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS: dict[str, list[str]] = {"build": [], "test": ["--group", "dev"]}


def run(*command: str | Path) -> None:
    """Run a command at the root; end with its exit status if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def install(lock: str) -> None:
    """Make the environment hold what `requirements/{lock}.txt` lists, and this project."""
    file = ROOT / "requirements" / f"{lock}.txt"
    project = (ROOT / "pyproject.toml").read_bytes()
    wanted = hashlib.sha256(file.read_bytes() + project + sys.version.encode() + str(ROOT).encode()).hexdigest()
    stamp = ENVIRONMENT / f"{lock}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists() or not any(ENVIRONMENT.glob("*.stamp")):
        print(f"Making the environment {ENVIRONMENT.name} ...", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    print(f"Installing what {lock} needs (the first time takes a minute or two) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run(*pip, "--require-hashes", "-r", file)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(wanted)


def build(*arguments: str) -> None:
    """Build the example notes, or what the arguments name."""
    install("build")
    run(PYTHON, "-m", "notes2anki", "build", *arguments)
    if not arguments:
        print("\nThe deck is build/notes.apkg: in Anki choose File, Import.")
        print("The map is build/concept-map.html: open it in a browser.")


def test(*arguments: str) -> None:
    """Check style, types and layers, then run the tests; with arguments, only the tests that they choose."""
    install("test")
    if not arguments:
        run(PYTHON, "-m", "ruff", "check")
        run(PYTHON, "-m", "ruff", "format", "--check")
        run(PYTHON, "-m", "mypy")
        run(PYTHON, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")
    run(PYTHON, "-m", "pytest", *(arguments or ("-n", "auto")))


def setup() -> None:
    """Make the environment for work on the project."""
    install("test")


def lock() -> None:
    """Write the files with hashes anew; uv comes from PyPI into the environment for it."""
    install("test")
    run(PYTHON, "-m", "pip", "--quiet", "install", "uv")
    for name, groups in LOCKS.items():
        constraint = [] if name == "build" else ["-c", "requirements/build.txt"]
        flags = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
        target = ["pyproject.toml", "--group", "install", *groups, *constraint, "-o", f"requirements/{name}.txt"]
        run(PYTHON, "-m", "uv", "pip", "compile", "--quiet", *flags, *target)


COMMANDS = {"build": build, "test": test, "setup": setup, "lock": lock}


def main() -> None:
    """Run the command that the first argument names."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever has an older one is told so here)
        sys.exit("notes2anki needs Python 3.11 or newer; call this file with one, as in: python3.11 dev.py build")
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        sys.exit(str(__doc__))
    COMMANDS[name](*arguments)


if __name__ == "__main__":
    main()
