"""The lock file: what a project remembers of its notes between builds.

It is text, made to be committed and merged: a head, one line for each note sorted by guid, and an end mark that shows
when the file was cut off. Fields are separated by tabs, in the order of `Entry`; backslash, tab and line ends in them are
escaped. No line depends on the number of another, so `merge=union` in `.gitattributes` merges two branches of it;
where both changed one note there are then two lines of one guid, which `read_lock` makes one again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki.errors import LockError
from notes2anki.identify.wording import normalise, resemblance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = 1
NAME = "notes2anki.lock"

_HEAD = "# notes2anki.lock"
_END = "# end"
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MEANT = {escape: character for character, escape in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = re.compile(r"\\.")
_RESTORE = "restore the file from version control; only if there is none, delete it, and notes whose wording changed start anew"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lock remembers of one note."""

    guid: str
    modified: int
    """When its content last changed: whole seconds since 1970 UTC, at least 1."""
    state: str
    """``live``, or ``removed`` when the notes no longer hold it."""
    form: str
    """`Form` of the note."""
    path: str
    """Its file, POSIX, relative to the folder of the lock."""
    section: str
    """Titles around it, outermost first, on one line."""
    parent: str
    """Guid of the question it follows, or empty."""
    after: str
    """Guid of the note before it in its file; empty for the first."""
    given: str
    """Id written into the notes, or empty."""
    question: str
    """Its question on one line, cut at 300 characters."""
    front: str
    """Fingerprint of the whole front; empty if the question is all of it."""
    answer: str
    """Fingerprint of the answer; empty while there is none."""
    sketch: str
    """Sketch of what it says besides the question, which tells how much of that an edit left."""
    content: str
    """Fingerprint of all that a card shows of it; empty when that is not known."""
    deck: str = ""
    """Deck that its cards go to; empty when that is not known, as in lock files from before there was this field."""

    @property
    def live(self) -> bool:
        """Whether the notes held it at the last build."""
        return self.state == "live"


_FIELDS = len(fields(Entry))
_values = attrgetter(*(each.name for each in fields(Entry)))


@dataclass(frozen=True, slots=True)
class Lock:
    """All entries by guid. `project` salts the guids and is empty before the first build with a note."""

    root: Path = field(default_factory=Path)
    """Folder of the lock file, to which the paths in it are relative."""
    project: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def dumps(self) -> bytes:
        """Write it as the bytes of a lock file: the same entries give the same bytes."""
        lines = (_write(self.entries[guid]) for guid in sorted(self.entries))
        return "".join((f"{_HEAD} {VERSION} {self.project}".rstrip() + "\n", *lines, _END + "\n")).encode()


def read_lock(path: Path) -> Lock:
    """Read a lock file; one that does not exist is an empty lock.

    Raises `LockError` with ``path:line`` where the file is damaged, holds marks of a merge conflict, comes from a newer
    version, or gives one guid to two notes: no guid is handed out on a guess, and nothing is written.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Lock(path.parent)
    except UnicodeDecodeError:
        raise LockError(f"{path}: lock-damaged is not UTF-8 text; {_RESTORE}") from None
    except OSError as error:
        raise LockError(f"{path}: lock-unreadable cannot be read: {error.strerror}") from None
    project = ""
    entries: dict[str, tuple[int, Entry]] = {}
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if not lines[0].startswith((_HEAD, *_CONFLICT)):
        raise LockError(f"{path}:1: lock-damaged does not begin as a lock file; {_RESTORE}")
    for number, line in _numbered(lines):
        place = f"{path}:{number}:"
        if line.startswith(_CONFLICT):
            raise LockError(
                f"{place} lock-conflict holds marks of a merge conflict; keep the lines of both sides and delete the marks "
                f"(with `{NAME} merge=union` in .gitattributes, git does it)"
            )
        if line.startswith(_HEAD):
            # After a union of two first builds there are two heads; either salt will do, as long as it is always the same.
            project = min(filter(None, (project, _project(line, place))), default="")
            continue
        entry = _read(line, place)
        at, known = entries.get(entry.guid, (number, entry))
        entries[entry.guid] = (number, entry if known == entry else _merge(known, entry, f"{place} lock-duplicate", at))
    if _END not in lines:
        raise LockError(f"{path}:{len(lines)}: lock-damaged is cut off; {_RESTORE}")
    return Lock(path.parent, project, {guid: entry for guid, (_, entry) in entries.items()})


def _numbered(lines: list[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line and line != _END)


def _project(head: str, place: str) -> str:
    version, _, project = head.removeprefix(_HEAD).strip().partition(" ")
    if not version.isdecimal():
        raise LockError(f"{place} lock-damaged names no version; {_RESTORE}")
    if int(version) > VERSION:
        raise LockError(
            f"{place} lock-newer was written by a newer notes2anki (lock version {version}, this one knows {VERSION}); "
            "update notes2anki"
        )
    return project


def _write(entry: Entry) -> str:
    return "\t".join(_SPECIAL.sub(lambda match: _ESCAPES[match[0]], str(value)) for value in _values(entry)) + "\n"


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[0], match[0]), text)


def _read(line: str, place: str) -> Entry:
    values = [_unescape(value) for value in line.split("\t")] if "\\" in line else line.split("\t")
    if (
        len(values) not in (_FIELDS - 1, _FIELDS)
        or not values[0]
        or values[2] not in {"live", "removed"}
        or not _whole(values[1])
    ):
        raise LockError(f"{place} lock-damaged is not a whole line of a lock file; {_RESTORE}")
    guid, modified, *rest = values
    return Entry(guid, int(modified), *rest)


def _whole(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) < 16 and int(digits) > 0


def _merge(first: Entry, second: Entry, place: str, at: int) -> Entry:
    """Make one entry of two states of a note that two branches changed; the one that changed last wins."""
    if not _akin(first, second):
        raise LockError(
            f"{place} gives the id {first.guid} to another note than line {at} does; "
            "delete the line that is wrong (the note it speaks of gets a new id)"
        )
    older, newer = sorted((first, second), key=lambda entry: (entry.modified, entry.live, _values(entry)))
    if older.modified == newer.modified and older.content != newer.content:
        # Either may have reached Anki under this time, so the next build has to give it a later one.
        return replace(newer, content="")
    return newer


def _akin(first: Entry, second: Entry) -> bool:
    """Whether one note can have been both: what no edit could have made of the other is another note."""
    if first.given == second.given != "" or first.answer == second.answer != "":
        return True
    ours, theirs = (set(normalise(entry.question).split()) for entry in (first, second))
    return 2 * len(ours & theirs) >= max(len(ours), len(theirs)) or resemblance(first.sketch, second.sketch) >= 0.25
