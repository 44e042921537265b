"""How long the deck takes to write, in CPU time, against the least that any program must do: SQLite and zip.

    python benchmarks/package.py           10,000 notes in 400 decks
    python benchmarks/package.py --large   100,000 notes in 2,000 decks

The floor takes the rows of the finished package, puts them into an empty database in one go, and compresses it.
"""

from __future__ import annotations

import io
import random
import sqlite3
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import genanki
import networkx as nx
from genanki.apkg_schema import APKG_SCHEMA

from notes2anki.config import Settings
from notes2anki.export import apkg
from notes2anki.export.anki import archive, notes, writer
from notes2anki.export.anki.note_types import QA
from notes2anki.model import Collection, Concept, Document, Form, FrontMatter, Kind, Note, Place, Rendered, Source

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = 4.0
SIZE_TARGET = 0.3
SETTINGS = Settings(root=Path())
WORDS = (
    "the of a model layer training data loss is to and in which each that with for when because weights network "
    "learns small large faster more less stable error output input feature batch step update rate value function "
    "gradient prediction distribution during after before usually often reduces increases improves prevents helps "
    "keeps makes"
)


def collection(count: int, decks: int) -> Collection:
    """Notes of some 60 words, a quarter of them follow-ups, spread over files."""
    chance = random.Random(count)
    words = WORDS.split()
    concepts = [" ".join(chance.sample(words, 2)) for _ in range(300)]
    files: list[list[Note]] = [[] for _ in range(decks)]
    rendered = {}
    for n in range(count):
        file = files[n % decks]
        parent = file[-1].id if file and n % 4 == 0 else None
        question = " ".join(chance.choices(words, k=9))
        answer = [" ".join(chance.choices(words, k=12)) for _ in range(5)]
        note = Note(
            id=f"{chance.getrandbits(60):x}",
            kind=Kind.FOLLOWUP if parent else Kind.QUESTION,
            form=Form.BASIC,
            question=question,
            prompt=question,
            answer=answer[0],
            place=Place(f"folder/{n % decks}.md", n // decks + 1, n // decks + 1),
            section=(f"Subject {n % decks}", chance.choice(concepts)),
            dialect="",
            parent=parent,
            concepts=tuple(chance.choices(concepts, k=3)),
            modified=1_763_000_000 + n % 1000,
        )
        file.append(note)
        items = "".join(f"<li><strong>{line[:9]}</strong> {line}</li>" for line in answer)
        rendered[note.id] = Rendered(prompt=f"<p>{question}</p>", answer=f"<p>{answer[0]}</p><ul>{items}</ul>")
    documents = [
        Document(Source(f"folder/{n}.md", ""), f"Subject {n}", FrontMatter(), (), tuple(file))
        for n, file in enumerate(files)
    ]
    known = tuple(Concept(name.replace(" ", "-"), name, (), 0.5, None) for name in dict.fromkeys(concepts))
    every = list(rendered)
    related = {note: tuple(chance.sample(every, 3)) for note in every}
    return Collection("Notes", tuple(documents), known, nx.MultiDiGraph(), rendered, related=related)


def rows(package: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a finished package by table."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2"))
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("col", "notes", "cards")}


def floor(tables: dict[str, list[tuple[Any, ...]]]) -> bytes:
    """The least that must be done."""
    create, *indexes = APKG_SCHEMA.split("CREATE INDEX")
    connection = sqlite3.connect(":memory:")
    connection.executescript(create)
    for table, values in tables.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)
    connection.commit()
    connection.executescript("".join("CREATE INDEX" + index for index in indexes))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=archive.LEVEL) as package:
        package.writestr("collection.anki2", connection.serialize())
    return stream.getvalue()


def plain_genanki(built: Collection) -> int:
    """The size of what genanki alone makes of the same notes, in one deck to be quick."""
    deck = genanki.Deck(1, "Notes")
    model = writer.model(QA, "")
    for note in notes.anki_notes(built, SETTINGS):
        deck.add_note(genanki.Note(model, list(note.fields), tags=note.tags, guid=note.guid))
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        path = Path(folder, "plain.apkg")
        genanki.Package(deck).write_to_file(path)
        tempfile.tempdir = None
        return path.stat().st_size


def best(action: Callable[[], bytes], repeats: int) -> float:
    """CPU seconds of the quickest run."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    large = "--large" in sys.argv
    count, decks, repeats = (100_000, 2_000, 1) if large else (10_000, 400, 3)
    built = collection(count, decks)
    package = apkg.export(built, SETTINGS)["notes.apkg"]
    tables = rows(package)
    ours = best(lambda: apkg.export(built, SETTINGS)["notes.apkg"], repeats)
    least = best(lambda: floor(tables), repeats)
    share = len(package) / plain_genanki(built)
    print(
        f"{count} notes, {decks} decks: {ours:.2f} s, floor {least:.2f} s, ratio {ours / least:.2f} (at most {TARGET})"
    )
    print(f"{len(package)} bytes, {share:.2f} of genanki's (under {SIZE_TARGET})")
    sys.exit(ours > TARGET * least or share >= SIZE_TARGET)


if __name__ == "__main__":
    main()
