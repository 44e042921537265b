"""The path of the data, whole: read, repair, parse, identify, link, render, progress, check, export."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from notes2anki import progress
from notes2anki.check import check
from notes2anki.export.anki.decks import deck_names
from notes2anki.export.anki.selection import LeftOut, left_out
from notes2anki.identify import NAME, Lock, identify, read_lock, remember
from notes2anki.link import link
from notes2anki.model import Diagnostic, Severity
from notes2anki.parse import parse
from notes2anki.parse import trace as read_line_by_line
from notes2anki.parse.names import names
from notes2anki.read import STDIN, Reading, read
from notes2anki.render import render
from notes2anki.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from notes2anki.config import Settings, Unanswered
    from notes2anki.export import Exporter
    from notes2anki.identify import Changes, Entry, Identity
    from notes2anki.model import Collection, Document, Source, Term
    from notes2anki.parse.lines import Line
    from notes2anki.parse.marks import Mark

    Tell = Callable[[str, int, int], None]
    """Hears which stage runs, and how many of its files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the notes."""

    base: Path
    """Folder that the paths of the sources are relative to."""
    collection: Collection
    changes: Changes
    """What is different from the last build."""
    lock: dict[Path, bytes]
    """The lock file as it has to be from now on; empty for standard input, which has none."""
    entries: Mapping[str, Entry]
    """What that lock file says, by guid."""


@contextmanager
def _all_kept() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again, through the notes that all stay to the end.

    A stage leaves hardly any garbage that needs it: cycles come from the parser of Markdown alone, a few for each text.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@_all_kept()
def collect(paths: Sequence[str], settings: Settings, tell: Tell, *, cards: bool = True, jobs: int = 1) -> Run:
    """Take notes all the way to what an exporter needs; content that is new or changed is dated `settings.now`.

    Rendering takes longest: without `cards` it is left out, and pictures count for nothing in the changes.
    """
    tell("reading", 0, 1)
    reading = _read(paths, settings)
    documents, doubts = _documents(reading.sources, settings, tell, jobs)

    tell("identifying", 0, 1)
    file = None if STDIN in paths else settings.root / NAME
    identity = identify(documents, read_lock(file) if file else Lock())

    tell("linking", 0, 1)
    terms, found_terms = _glossary(settings, reading.base)
    title = settings.title or (_title(reading.base) if reading.several else "")
    collection = link(identity.documents, title, terms)

    if cards:
        tell("rendering", 0, 1)
        collection = render(collection, None if STDIN in paths else reading.base)

    memory = remember(collection, identity, settings.now, deck_names(collection, settings.decks))
    found = {
        *reading.diagnostics,
        *doubts,
        *found_terms,
        *identity.diagnostics,
        *memory.collection.diagnostics,
        *check(collection),
    }
    found.update(_without_card(collection, settings.unanswered) if cards else ())
    return Run(
        base=reading.base,
        collection=replace(memory.collection, diagnostics=tuple(sorted(found))),
        changes=memory.changes,
        entries=memory.lock.entries,
        lock={file: memory.lock.dumps()} if file and memory.lock.entries else {},
    )


def _read(paths: Sequence[str], settings: Settings) -> Reading:
    notes = settings.root / settings.notes
    home = Path(os.path.abspath(notes)) if settings.file else None  # noqa: PTH100 (as the paths of the sources are)
    return read(paths, home=home, leave_out=[settings.root / settings.output])


def _glossary(settings: Settings, base: Path) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Read the names that the settings give concepts, if they do; what is found in them is told relative to the notes."""
    if not settings.names:
        return (), ()
    file = settings.root / settings.names
    reading = read([str(file)])
    path = PurePath(os.path.relpath(file, base)).as_posix()
    terms, doubts = names(replace(reading.sources[0], path=path))
    return terms, (*(replace(doubt, path=path) for doubt in reading.diagnostics), *doubts)


def _without_card(collection: Collection, unanswered: Unanswered) -> Iterator[Diagnostic]:
    """Report the notes that cannot be asked, so that every question is on a card or has a finding."""
    for note, reason in left_out(collection, unanswered):
        if reason in (LeftOut.BLANK, LeftOut.NO_CLOZE):
            message = f"this note makes no card, for it has {reason}; show the words that are asked"
            yield Diagnostic(note.place.path, note.place.line, 1, "nothing-to-ask", Severity.WARNING, message)


def _title(folder: Path) -> str:
    """Return the name of a folder in words: ``source_notes`` is ``Source notes``."""
    words = folder.name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def identities(paths: Sequence[str], settings: Settings, tell: Tell) -> Identity:
    """Take notes as far as their ids."""
    sources = _read(paths, settings).sources
    documents, _ = _documents(sources, settings, tell, jobs=1)
    return identify(documents, read_lock(settings.root / NAME))


def trace(paths: Sequence[str], settings: Settings) -> Iterator[tuple[str, Line, Mark | None]]:
    """Give of each line its file, what Markdown says it is, and what it was taken for."""
    for source in _read(paths, settings).sources:
        repaired, _ = repair(source)
        for line, mark in read_line_by_line(repaired):
            yield source.path, line, mark


def with_progress(collection: Collection, file: Path, tell: Tell) -> Collection:
    """Add how well the notes are known, as a collection of Anki says; raises InputError if it cannot be read."""
    tell("reading the collection", 0, 1)
    return replace(collection, progress=progress.read(file, {note.id for note in collection.notes}))


@_all_kept()
def export(collection: Collection, settings: Settings, exporters: Iterable[Exporter], tell: Tell) -> dict[str, bytes]:
    """Write the collection in each format: file name to content."""
    files: dict[str, bytes] = {}
    for exporter in exporters:
        tell(f"writing {exporter.FORMAT.name}", 0, 1)
        files |= exporter.export(collection, settings)
    return files


def _documents(
    sources: Sequence[Source], settings: Settings, tell: Tell, jobs: int
) -> tuple[list[Document], list[Diagnostic]]:
    """Repair and parse each file, in their order."""
    documents: list[Document] = []
    doubts: list[Diagnostic] = []
    for document, found in _each(sources, settings, jobs):
        tell("parsing", len(documents), len(sources))
        documents.append(document)
        doubts += found
    return documents, doubts


def _each(sources: Sequence[Source], settings: Settings, jobs: int) -> Iterator[tuple[Document, list[Diagnostic]]]:
    """Give what `_document` makes of each source, in as many processes as asked for."""
    document = partial(_document, rows=settings.rows, glossary=settings.glossary)
    if jobs == 1 or len(sources) == 1:
        yield from map(document, sources)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 (its import costs a small build a tenth)
    from multiprocessing import get_context  # noqa: PLC0415 (as above)

    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        yield from pool.map(document, sources, chunksize=max(1, len(sources) // (4 * jobs)))


def _document(source: Source, *, rows: bool, glossary: bool) -> tuple[Document, list[Diagnostic]]:
    repaired, damage = repair(source)
    document, doubts = parse(repaired, rows=rows, glossary=glossary)
    return document, [*damage, *doubts]
