"""What a user should know of how notes were matched."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from notes2anki.identify.wording import bands, resemblance
from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notes2anki.identify.trace import Trace

_PART = 0.25
"""Resemblance from which an answer holds a good part of another; unrelated ones stay below 0.1."""

_CROWD = 6
"""Notes that may share a part of a sketch for it to lead from one to the other."""


def report(
    notes: Sequence[Trace],
    entries: Sequence[Trace],
    duplicates: Sequence[tuple[Trace, Trace]],
    doubtful: Sequence[tuple[float, Trace, Trace]],
) -> tuple[Diagnostic, ...]:
    """Report ids that stand twice, doubtful matches, changes of the note type, and questions that were split or merged."""
    new = [note for note in notes if not note.match]
    gone = [entry for entry in entries if not entry.match and entry.live]
    found = [*_duplicates(duplicates), *_doubtful(doubtful), *_retyped(new, gone)]
    if any(entry.live for entry in entries):
        edited = [note for note in notes if note.match and note.match.answer != note.answer]
        found += [*_split(new, edited), *_merged(edited, gone)]
    return tuple(sorted(found))


def _duplicates(pairs: Sequence[tuple[Trace, Trace]]) -> Iterator[Diagnostic]:
    for trace, owner in pairs:
        given = trace.note.given_id if trace.note else ""
        yield _finding(
            trace,
            "duplicate-id",
            Severity.WARNING,
            f"id {given!r} belongs to {owner.path}:{_line(owner)} already, so this note got an id of its own; "
            "give one of them another id",
        )


def _doubtful(pairs: Sequence[tuple[float, Trace, Trace]]) -> Iterator[Diagnostic]:
    best: dict[int, tuple[float, Trace, Trace]] = {}
    for degree, note, entry in pairs:
        if not note.match and not entry.match and degree > best.get(id(note), (0.0,))[0]:
            best[id(note)] = degree, note, entry
    for _, note, entry in best.values():
        yield _finding(
            note,
            "identity-doubtful",
            Severity.WARNING,
            f"may be an edit of {entry.question!r} ({entry.guid}), or another question, so it got a new id; if it is the same, "
            f"run: notes2anki identity {quote(f'{note.path}:{_line(note)}')} --restore {quote(entry.guid)}",
        )


def _retyped(new: Sequence[Trace], gone: Sequence[Trace]) -> Iterator[Diagnostic]:
    known: dict[Hashable, Trace] = {}
    for entry in gone:
        for key in _type_keys(entry):
            known.setdefault(key, entry)
    for note in new:
        was = next((known[key] for key in _type_keys(note) if key in known), note)
        if was.cloze != note.cloze:
            kinds = ("a question with an answer", "a cloze text")
            yield _finding(
                note,
                "identity-type",
                Severity.WARNING,
                f"was {kinds[was.cloze]} ({was.guid}) and is {kinds[note.cloze]} now, which Anki takes for another note: "
                "it got a new id, and its reviews start anew",
            )


def _type_keys(trace: Trace) -> Iterator[Hashable]:
    if trace.given:
        yield "given", trace.given
    yield "wording", trace.wording


def _split(new: Sequence[Trace], edited: Sequence[Trace]) -> Iterator[Diagnostic]:
    index = _Sketches([note.match for note in edited if note.match])
    for note in new:
        entry = index.most_like(note)
        if entry and entry.match:
            yield _finding(
                note,
                "identity-split",
                Severity.INFO,
                f"holds a part of what {entry.guid} answered; that id and its reviews stay with {entry.match.path}:{_line(entry.match)}",
            )


def _merged(edited: Sequence[Trace], gone: Sequence[Trace]) -> Iterator[Diagnostic]:
    index = _Sketches(edited)
    for entry in gone:
        note = index.most_like(entry)
        if note:
            yield _finding(
                note,
                "identity-merged",
                Severity.INFO,
                f"took up the answer of {entry.question!r} ({entry.guid}), which is no longer a note of its own; this one keeps {note.guid}",
            )


class _Sketches:
    """Finds the trace whose answer shares most with that of another."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        self._bands: dict[Hashable, list[Trace]] = {}
        for trace in traces:
            for band in bands(trace.sketch):
                self._bands.setdefault(band, []).append(trace)

    def most_like(self, trace: Trace) -> Trace | None:
        near = {id(each): each for band in bands(trace.sketch) for each in self._bands.get(band, ())[:_CROWD]}
        degree, at = max(
            ((resemblance(each.sketch, trace.sketch), -at) for at, each in enumerate(near.values())), default=(0.0, 0)
        )
        return [*near.values()][-at] if degree >= _PART else None


def _line(trace: Trace) -> int:
    return trace.note.place.line if trace.note else 0


def _finding(trace: Trace, code: str, severity: Severity, message: str) -> Diagnostic:
    path = trace.note.place.path if trace.note else trace.path
    return Diagnostic(path, _line(trace), 0, code, severity, message)
