"""What matching knows of a note, on either side: as the lock remembers it, or as the notes have it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from notes2anki.identify.lock import Entry
from notes2anki.identify.wording import clip, fingerprint, normalise, sketch
from notes2anki.model import Document, Form, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes2anki.identify.lock import Lock

SEPARATOR = " › "
"""Stands between the titles of a section in the lock."""

TELLING = 40
"""Characters from which a normalised answer is no coincidence: `yes`, `gradient descent` and `O(n log n)` are."""

ASKED = 30
"""Characters from which a normalised question is no phrase that may follow anything."""

_UNKNOWN = "?"
"""Stands for the guid of a parent that is not matched; no entry has it."""


@dataclass(slots=True, eq=False)
class Trace:
    """One note on one side of the match; `match` is its other side, `guid` what it was given in the end."""

    path: str
    section: str
    form: str
    given: str
    question: str
    wording: str
    """Normalised question."""
    front: str
    answer: str
    guid: str = ""
    entry: Entry | None = None
    """The line of the lock, on that side."""
    note: Note | None = None
    """The note, on that side."""
    level: int = 0
    """How many questions it hangs under; only known on the side of the notes."""
    telling: bool = False
    """Whether its answer says enough to be known by itself; only known on the side of the notes."""
    body: str = ""
    """What it says besides the question, normalised; only known on the side of the notes."""
    sketched: str | None = None
    parent: Trace | None = None
    before: Trace | None = None
    behind: Trace | None = None
    """Its neighbours in its file."""
    match: Trace | None = field(default=None, repr=False)

    @property
    def live(self) -> bool:
        """Whether the notes hold it, or held it at the last build."""
        return self.entry is None or self.entry.live

    @property
    def asked(self) -> bool:
        """Whether its question says enough to be known by itself: `Can you give an example` does not."""
        return len(self.wording) >= ASKED

    @property
    def cloze(self) -> bool:
        """Whether it needs the other note type."""
        return self.form == Form.CLOZE

    @property
    def parent_guid(self) -> str:
        """Guid of the question it follows; empty for a question of its own."""
        if self.entry:
            return self.entry.parent
        return (self.parent.guid or _UNKNOWN) if self.parent else ""

    @property
    def sketch(self) -> str:
        """Sketch of what it says besides the question: code and pictures of its front, and the answer."""
        if self.sketched is None:
            self.sketched = sketch(self.body)
        return self.sketched

    def may_be(self, entry: Trace) -> bool:
        """Whether nothing speaks against a match: neither another id of the user's nor the other note type."""
        return self.cloze == entry.cloze and (self.given == entry.given or not (self.given and entry.given))

    def take(self, entry: Trace) -> None:
        """Match this note to a line of the lock."""
        self.match, entry.match = entry, self
        self.guid = entry.guid
        if self.answer == entry.answer and self.front == entry.front:
            self.sketched = entry.sketched

    def remembered(self, modified: int, content: str = "", deck: str = "") -> Entry:
        """Write it as an entry; `content` and `deck` are empty while they are not known."""
        return Entry(
            self.guid,
            modified,
            "live",
            self.form,
            self.path,
            self.section,
            self.parent_guid,
            self.before.guid if self.before else "",
            self.given or (self.match.given if self.match else ""),
            self.question,
            self.front,
            self.answer,
            self.sketch,
            content,
            deck,
        )


def trace_notes(document: Document, path: str) -> list[Trace]:
    """Trace the notes of one file, in their order."""
    by_id: dict[str, Trace] = {}
    traces = []
    for note in document.notes:
        trace = _trace_note(note, path)
        trace.parent = by_id.get(note.parent) if note.parent is not None else None
        trace.level = trace.parent.level + 1 if trace.parent else 0
        by_id.setdefault(note.id, trace)
        traces.append(trace)
    _join(traces)
    return traces


def _trace_note(note: Note, path: str) -> Trace:
    question = clip(note.question)
    wording, front, answer = normalise(question), normalise(note.prompt), normalise(_answer(note))
    whole = front in ("", wording)
    return Trace(
        path,
        clip(SEPARATOR.join(note.section)),
        note.form,
        clip(note.given_id),
        question,
        wording,
        "" if whole else fingerprint(front),
        fingerprint(answer) if answer else "",
        note=note,
        telling=len(answer) >= TELLING,
        body=answer if whole else f"{front.removeprefix(wording)} {answer}".strip(),
    )


def _answer(note: Note) -> str:
    options = (f"{'+' if choice.correct else '-'} {choice.text}" for choice in note.choices)
    return "\n".join((note.answer, *options))


def trace_lock(lock: Lock, paths: Iterable[str]) -> list[Trace]:
    """Trace the live entries of some files in their order, file by file, then all that were removed."""
    files: dict[str, list[Entry]] = {path: [] for path in sorted(paths)}
    removed = []
    for guid in sorted(lock.entries):
        entry = lock.entries[guid]
        if not entry.live:
            removed.append(_trace_entry(entry))
        elif entry.path in files:
            files[entry.path].append(entry)
    live = []
    for entries in files.values():
        traces = [_trace_entry(entry) for entry in _in_order(entries)]
        _join(traces)
        live += traces
    return live + removed


def _trace_entry(entry: Entry) -> Trace:
    return Trace(
        entry.path,
        entry.section,
        entry.form,
        entry.given,
        entry.question,
        normalise(entry.question),
        entry.front,
        entry.answer,
        guid=entry.guid,
        entry=entry,
        sketched=entry.sketch,
    )


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Follow the entries of a file from each to the next; after a merge the chain may fork or break."""
    following: dict[str, list[Entry]] = {}
    for entry in entries:
        following.setdefault(entry.after, []).append(entry)
    known = {entry.guid for entry in entries}
    stack = [entry for entry in reversed(entries) if entry.after not in known]
    ordered: dict[str, Entry] = {}
    while stack:
        entry = stack.pop()
        ordered[entry.guid] = entry
        stack += reversed([each for each in following.get(entry.guid, ()) if each.guid not in ordered])
    # What is left runs in a circle.
    return [*ordered.values(), *(entry for entry in entries if entry.guid not in ordered)]


def _join(traces: Sequence[Trace]) -> None:
    for before, behind in pairwise(traces):
        before.behind, behind.before = behind, before
