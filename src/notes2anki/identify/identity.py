"""Which note of the last build each note is: guids that stay through every edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import fsencode
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki.identify.exact import ASKED, LOOSE, STRICT, Pool
from notes2anki.identify.guids import Mint, project_of
from notes2anki.identify.report import report
from notes2anki.identify.similar import Similar
from notes2anki.identify.trace import Trace, trace_lock, trace_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.identify.lock import Lock
    from notes2anki.model import Diagnostic, Document


@dataclass(frozen=True, slots=True)
class Identity:
    """The notes under their guids, and what the lock knew of them."""

    documents: tuple[Document, ...]
    """As they came, but `Note.id` and `Note.parent` are guids."""
    lock: Lock
    """The lock as it was, with a project name if it had none."""
    traces: tuple[Trace, ...]
    """What was matched, one for each note in their order."""
    gone: tuple[Trace, ...]
    """Live entries of files that were read, which no note matches any more."""
    diagnostics: tuple[Diagnostic, ...]


def identify(documents: Sequence[Document], lock: Lock) -> Identity:
    """Give every note its guid: that of the entry it is an edit of, or a new one.

    Entries of files that still exist but are not among the documents are left alone, so that building a part of a project
    forgets nothing. Diagnostics: `duplicate-id`, `identity-doubtful`, `identity-type`, `identity-split`, `identity-merged`.
    """
    files = [trace_notes(document, place_of(document, lock.root)) for document in documents]
    notes = [note for traces in files for note in traces]
    entries = trace_lock(lock, _paths_in_reach(lock, documents))
    duplicates = _match_given(notes, entries)
    similar = _match(notes, entries)
    lock = replace(lock, project=lock.project or project_of(notes))
    mint = Mint(lock.project, lock.entries)
    for note in notes:
        note.guid = note.guid or mint.make(note)
    return Identity(
        tuple(_name(document, traces) for document, traces in zip(documents, files, strict=True)),
        lock,
        tuple(notes),
        tuple(entry for entry in entries if not entry.match and entry.live),
        report(notes, entries, duplicates, similar.doubtful),
    )


def place_of(document: Document, root: Path) -> str:
    """Path of a document as the lock holds it: relative to the root, POSIX; what is no UTF-8 in it is escaped."""
    file = document.source.file
    if file is None:
        return document.source.path
    return fsencode(Path(relpath(file, root)).as_posix()).decode("utf-8", "backslashreplace")


def _paths_in_reach(lock: Lock, documents: Sequence[Document]) -> list[str]:
    """List the files whose notes may have moved: those that were read, and those that are no longer there."""
    read = {place_of(document, lock.root) for document in documents}
    paths = sorted({entry.path for entry in lock.entries.values()})
    return [path for path in paths if path in read or not (lock.root / path).exists()]


def _match_given(notes: Sequence[Trace], entries: Sequence[Trace]) -> list[tuple[Trace, Trace]]:
    """Match by the ids that the notes hold; return the notes whose id another has, with that other.

    An id that stands twice belongs to the note that had it before, else to the first.
    """
    known = {
        entry.given: entry for entry in reversed(entries) if entry.given
    }  # what is live wins over what was removed
    claims: dict[str, list[Trace]] = {}
    for note in notes:
        if note.given:
            claims.setdefault(note.given, []).append(note)
    duplicates = []
    for given, claimants in claims.items():
        entry = known.get(given)
        owner = max(claimants, key=lambda note: _claim(note, entry)) if entry else claimants[0]
        if entry and owner.cloze == entry.cloze:
            owner.take(entry)
        for note in claimants:
            if note is not owner:
                note.given = ""
                duplicates.append((note, owner))
    return duplicates


def _claim(note: Trace, entry: Trace) -> tuple[bool, bool, bool]:
    return note.wording == entry.wording, note.path == entry.path, note.answer == entry.answer


def _match(notes: Sequence[Trace], entries: Sequence[Trace]) -> Similar:
    """Match by what notes say, questions before the follow-ups that hang on them."""
    live, removed = (Pool([entry for entry in entries if entry.live is alive]) for alive in (True, False))
    similar = Similar(notes, [entry for entry in entries if entry.live])
    live.match(notes, ASKED)
    levels: dict[int, list[Trace]] = {}
    for note in notes:
        levels.setdefault(note.level, []).append(note)
    for _, level in sorted(levels.items()):
        live.match(level, STRICT)
        removed.match(level, STRICT)
        similar.match(level)
    live.match(notes, LOOSE)
    removed.match(notes, LOOSE)
    return similar


def _name(document: Document, traces: Sequence[Trace]) -> Document:
    return replace(
        document,
        notes=tuple(
            replace(note, id=trace.guid, parent=trace.parent.guid if trace.parent else None)
            for note, trace in zip(document.notes, traces, strict=True)
        ),
    )
