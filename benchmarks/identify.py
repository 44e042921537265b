"""How long the lock takes: read, matched and written, for notes that did not change and for notes that all did.

Run it as `python benchmarks/identify.py [NOTES...]`. It prints CPU seconds; they should grow as the notes do.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx

from notes2anki.identify import Identity, Lock, Memory, identify, read_lock, remember
from notes2anki.model import Collection, Document, Form, FrontMatter, Kind, Note, Place, Source

WORDS = [
    first + last for first in ("con", "net", "grad", "opt", "lay") for last in ("volve", "work", "ient", "er", "ty")
]


def documents_of(count: int, *, files: int, ask: str, say: str) -> list[Document]:
    """Make notes of 60 words in as many files; the same call makes the same ones."""
    dice = random.Random(count)
    notes = [
        Note(
            str(number),
            Kind.QUESTION,
            Form.BASIC,
            question := f"{ask} {' '.join(dice.choices(WORDS, k=4))} {number}?",
            question,
            f"{' '.join(dice.choices(WORDS, k=60))} {say}",
            Place("", number, number),
            ("Section",),
            "heading",
        )
        for number in range(count)
    ]
    size = -(-count // files)
    return [
        Document(Source(f"{at:06}.md", ""), "", FrontMatter(), (), tuple(notes[at : at + size]))
        for at in range(0, count, size)
    ]


def build(documents: list[Document], lock: Lock) -> tuple[Identity, Memory]:
    identity = identify(documents, lock)
    collection = Collection("", identity.documents, (), nx.MultiDiGraph())
    return identity, remember(collection, identity, 1)


def main() -> None:
    for count in map(int, sys.argv[1:] or ["1000", "10000", "100000"]):
        files = max(1, count // 50)
        documents = documents_of(count, files=files, ask="What is", say="")
        with TemporaryDirectory() as folder:
            file = Path(folder, "notes2anki.lock")
            file.write_bytes(build(documents, Lock())[1].lock.dumps())
            started = time.process_time()
            lock = replace(read_lock(file), root=Path())
            build(documents, lock)[1].lock.dumps()
            same = time.process_time() - started
        edited = documents_of(count, files=files, ask="Explain what is", say="and some more")
        started = time.process_time()
        identity, memory = build(edited, lock)
        kept = len(identity.traces) - len(memory.changes.new)
        print(
            f"{count:>7} notes: unchanged {same:.2f} s; all edited {time.process_time() - started:.2f} s, {kept} kept"
        )


if __name__ == "__main__":
    main()
