"""How fast notes are parsed, beyond what markdown-it-py takes to parse the same text.

    python benchmarks/parse.py FOLDER

Prints megabytes of notes a CPU second: of markdown-it-py alone with all its rules, of it without its rules for the inside
of lines (which `parse` does not need), and of `parse` less each of these. The best of five runs counts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from notes2anki.model import Source
from notes2anki.parse import parse

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    files = sorted(given.parse_args().folder.rglob("*.md"))
    texts = [file.read_text("utf-8") for file in files]
    size = sum(len(text.encode()) for text in texts) / 1e6
    whole = MarkdownIt("commonmark").enable("table")
    blocks = MarkdownIt("commonmark").enable("table").disable("inline")
    works: dict[str, Callable[[], object]] = {
        "markdown-it-py": lambda: [whole.parse(text) for text in texts],
        "markdown-it-py without inline": lambda: [blocks.parse(text) for text in texts],
        "parse": lambda: [parse(Source("notes.md", text)) for text in texts],
    }
    best = {name: min(seconds(work) for _ in range(RUNS)) for name, work in works.items()}
    print(f"{len(texts)} files, {size:.2f} MB")
    for name, took in best.items():
        print(f"{size / took:7.2f} MB/s  {name}")
    for name in list(works)[:2]:
        print(f"{size / max(best['parse'] - best[name], 1e-9):7.2f} MB/s  parse beyond {name}")


if __name__ == "__main__":
    main()
