"""What a build hands to the next one: when each note last changed, and the lock that says so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from notes2anki.identify.wording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notes2anki.identify.identity import Identity
    from notes2anki.identify.lock import Entry, Lock
    from notes2anki.identify.trace import Trace
    from notes2anki.model import Collection, Document, Note, Rendered

_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]{1,999})\]:", re.MULTILINE)
_LABEL = re.compile(r"\[([^\[\]]{1,999})\]")
_BEGINNING = 4
"""Letters of the name of a file that are looked for in a note before the note is taken apart."""
_FILE_NAME = re.compile(r"[^\s\"'<>()\[\]:=;&]+")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one note since the last build."""

    guid: str
    question: str
    path: str
    """Where it stands, relative to the root; for a removed note, where it stood."""
    line: int
    """0 for a removed note."""
    before: str = ""
    """For a moved note, the file and section it came from."""


@dataclass(frozen=True, slots=True)
class DeckChange:
    """Notes whose cards belong into another deck than at the last build; an import leaves them where they are."""

    before: str
    after: str
    notes: int
    """How many."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the next import into Anki will do. A note can be both changed and moved."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    moved: tuple[Change, ...]
    """To another file, section or parent."""
    removed: tuple[Change, ...]
    unchanged: int
    """How many are neither new nor changed."""
    decks: tuple[DeckChange, ...] = ()
    """Sorted."""

    @property
    def removed_search(self) -> str:
        """Search for Anki's browser that selects the removed notes; empty when there are none."""
        return " OR ".join(f'"Id:{_SEARCH_SIGN.sub(_escape_sign, change.guid)}"' for change in self.removed)


_SEARCH_SIGN = re.compile(r'["*_\\:]')


def _escape_sign(match: re.Match[str]) -> str:
    return "\\" + match[0]


@dataclass(frozen=True, slots=True)
class Memory:
    """A collection whose notes know when they last changed, the lock to write, and what is different."""

    collection: Collection
    lock: Lock
    changes: Changes


def remember(
    collection: Collection, identity: Identity, now: int, decks: Mapping[str, str] = MappingProxyType({})
) -> Memory:
    """Date every note, after `render`: pictures are content. `decks`: by guid, the deck that the cards of a note go to.

    A note keeps the time in the lock while its content is the same; else it gets `now`, in whole seconds since 1970 UTC,
    or one second more than before when the clock stands still or runs back. Content is what its writer gave it: front,
    answer, form, hint, choices, sources, tags, the front of its parent, the link definitions and files it uses.
    """
    contents = _contents(collection)
    entries = dict(identity.lock.entries)
    for gone in identity.gone:
        entries[gone.guid] = replace(entries[gone.guid], state="removed")
    entries |= {
        trace.guid: _entry(trace, contents[trace.guid], max(now, 1), decks.get(trace.guid, ""))
        for trace in identity.traces
    }
    documents = tuple(
        replace(document, notes=tuple(replace(note, modified=entries[note.id].modified) for note in document.notes))
        for document in collection.documents
    )
    return Memory(
        replace(collection, documents=documents),
        replace(identity.lock, entries=entries),
        _compare(identity, entries),
    )


def _entry(trace: Trace, content: str, now: int, deck: str) -> Entry:
    old = trace.match.entry if trace.match else None
    return trace.remembered(_date(old, content, now) if old else now, content, deck)


def _date(old: Entry, content: str, now: int) -> int:
    return old.modified if old.content == content else max(now, old.modified + 1)


def _compare(identity: Identity, entries: Mapping[str, Entry]) -> Changes:
    new, changed, moved = [], [], []
    for trace in identity.traces:
        old = identity.lock.entries.get(trace.guid)
        here = Change(trace.guid, trace.question, trace.path, trace.note.place.line if trace.note else 0)
        if old is None:
            new.append(here)
            continue
        if old.modified != entries[trace.guid].modified:
            changed.append(here)
        if (old.path, old.section, old.parent) != (trace.path, trace.section, trace.parent_guid):
            moved.append(replace(here, before=": ".join(filter(None, (old.path, old.section)))))
    removed = [Change(gone.guid, gone.question, gone.path, 0) for gone in identity.gone]
    unchanged = len(identity.traces) - len(new) - len(changed)
    decks = _compare_decks(identity, entries)
    return Changes(tuple(new), tuple(changed), tuple(moved), tuple(removed), unchanged, decks)


def _compare_decks(identity: Identity, entries: Mapping[str, Entry]) -> tuple[DeckChange, ...]:
    before = identity.lock.entries
    pairs = Counter(
        (before[trace.guid].deck, entries[trace.guid].deck) for trace in identity.traces if trace.guid in before
    )
    return tuple(DeckChange(*pair, notes) for pair, notes in sorted(pairs.items()) if all(pair) and pair[0] != pair[1])


def _contents(collection: Collection) -> dict[str, str]:
    """Fingerprint the content of every note, by guid."""
    fronts = {note.id: note.prompt or note.question for note in collection.notes}
    beginnings = sorted({name[:_BEGINNING] for name in collection.media})
    contents = {}
    for document in collection.documents:
        definitions = _definitions(document)
        for note in document.notes:
            parts = [*_written(note, document), fronts.get(note.parent or "", "")]
            text = unicodedata.normalize("NFC", "\0".join(parts))
            used = _used(text, definitions)
            files = _files(collection.rendered.get(note.id), collection.media, beginnings)
            contents[note.id] = fingerprint(text, *used, "", *files)
    return contents


def _written(note: Note, document: Document) -> Iterator[str]:
    yield note.form
    yield note.question
    yield note.prompt
    yield note.answer
    yield note.hint
    for choice in note.choices:
        yield f"{'+' if choice.correct else '-'}{choice.text}"
    yield from ("", *note.sources, "", *document.front.tags, *note.tags)


def _definitions(document: Document) -> dict[str, str]:
    """Split the link definitions and footnotes of a file by their labels."""
    found = list(_DEFINITION.finditer(document.references))
    ends = [*(match.start() for match in found[1:]), len(document.references)]
    definitions: dict[str, str] = {}
    for match, end in zip(found, ends, strict=False):
        definitions.setdefault(_label(match[1]), document.references[match.start() : end].strip())
    return definitions


def _used(text: str, definitions: Mapping[str, str]) -> list[str]:
    if not definitions:
        return []
    labels = sorted({_label(match[1]) for match in _LABEL.finditer(text)})
    return [definitions[label] for label in labels if label in definitions]


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _files(rendered: Rendered | None, media: Mapping[str, object], beginnings: Iterable[str]) -> list[str]:
    """List the media that the rendered note names; the names tell the content, and all have one of the `beginnings`."""
    if rendered is None:
        return []
    html = f"{rendered.prompt}\n{rendered.answer}\n{rendered.hint}\n{rendered.choices}\n{rendered.sources}"
    if not any(beginning in html for beginning in beginnings):
        return []
    return sorted({name for name in _FILE_NAME.findall(html) if name in media})
