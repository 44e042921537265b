"""What the command `identity` does: look a note up, give it an earlier guid back, take over the guids of a deck."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from notes2anki.errors import LockError
from notes2anki.identify.wording import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notes2anki.identify.deck import DeckNote
    from notes2anki.identify.identity import Identity
    from notes2anki.identify.lock import Entry, Lock
    from notes2anki.identify.trace import Trace


def look_up(identity: Identity, what: str) -> list[Entry]:
    """Find what the lock knows of a note by its guid, its ``path:line``, the id given to it, or a part of its question."""
    entries = identity.lock.entries
    if what in entries:
        return [entries[what]]
    at = find_note(identity, what)
    if at:
        return [entries[at.guid]] if at.guid in entries else []
    given = [entry for entry in entries.values() if entry.given == what]
    part = normalise(what)
    found = given or [entry for entry in entries.values() if part and part in normalise(entry.question)]
    return sorted(found, key=lambda entry: (not entry.live, entry.path, entry.question, entry.guid))


def find_note(identity: Identity, what: str) -> Trace | None:
    """Find a note by its guid or by a ``path:line`` within it; the path is that of the source or of the lock."""
    path, _, line = what.rpartition(":")
    for trace in identity.traces:
        if trace.guid == what:
            return trace
        if line.isdecimal() and trace.note and path in (trace.path, trace.note.place.path):
            place = trace.note.place
            if place.line <= int(line) <= max(place.line, place.end_line):
                return trace
    return None


def restore(identity: Identity, note: Trace, guid: str) -> Lock:
    """Give a note an earlier guid back: the lock in which that guid stands for this note from now on.

    The guid it had until now is remembered as removed. A note that held the wanted guid by mistake gets a new one at the
    next build, which also brings the change to Anki. Raises LockError if the lock does not know the guid, or if it is
    that of the other note type.
    """
    old = identity.lock.entries.get(guid)
    if old is None:
        raise LockError(f"no note had the id {guid!r}; `notes2anki identity TEXT` finds ids by a part of the question")
    if (old.form == "cloze") != note.cloze:
        raise LockError(
            f"{guid} is of the other note type, which Anki cannot change; the note keeps its id {note.guid}"
        )
    return replace(identity.lock, entries=_taken_over(identity, {note: (guid, old.modified)}))


def adopt(identity: Identity, deck: Iterable[DeckNote]) -> tuple[Lock, list[tuple[Trace, str]]]:
    """Take over the guids of a deck: the lock with them, and the notes found in it with the guids they get.

    A note of the deck is known by the Anki id that the notes hold, else by its first field; what occurs twice, on either
    side, is left alone.
    """
    by_field: dict[str, list[DeckNote]] = {}
    by_number: dict[str, list[DeckNote]] = {}
    for each in deck:
        by_number.setdefault(str(each.number), []).append(each)
        by_field.setdefault(normalise(each.first_field), []).append(each)
    fronts = {
        note: normalise(note.note.prompt) if note.cloze and note.note else note.wording for note in identity.traces
    }
    twins = Counter(fronts.values())
    found: dict[Trace, tuple[str, int]] = {}
    used = {trace.guid for trace in identity.traces}
    for note in identity.traces:
        same = by_number.get(note.given) or (by_field.get(fronts[note], []) if twins[fronts[note]] == 1 else [])
        if len(same) == 1 and same[0].guid not in used:
            used.add(same[0].guid)
            found[note] = same[0].guid, same[0].modified
    entries = _taken_over(identity, found)
    return replace(identity.lock, entries=entries), [(note, guid) for note, (guid, _) in found.items()]


def _taken_over(identity: Identity, wanted: dict[Trace, tuple[str, int]]) -> dict[str, Entry]:
    """Write the entries anew so that each note has the guid, and was changed at the time, that is wanted."""
    entries = dict(identity.lock.entries)
    now = {trace: wanted.get(trace, (trace.guid, 1))[0] for trace in identity.traces}
    for trace, (guid, modified) in wanted.items():
        if trace.guid in entries and trace.guid != guid:
            entries[trace.guid] = replace(entries[trace.guid], state="removed")
        parent, before = (now.get(each, "") if each else "" for each in (trace.parent, trace.before))
        entries[guid] = replace(trace.remembered(modified), guid=guid, parent=parent, after=before)
    for trace in identity.traces:
        # Those that hang on it, or stand behind it, have to find it under its new guid.
        entry = entries.get(now[trace])
        if entry and trace not in wanted and {trace.parent, trace.before} & wanted.keys():
            parent, before = (now.get(each, "") if each else "" for each in (trace.parent, trace.before))
            entries[now[trace]] = replace(entry, parent=parent, after=before)
    return entries
