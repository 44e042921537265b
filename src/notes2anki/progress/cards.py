"""How well each note is known, from the cards of a database.

The columns used have been the same in all versions of Anki's schema since 11 (``rslib/src/storage/schema11.sql``):
``notes(id, guid)`` and ``cards(nid, type, queue, ivl, lapses)``. Types and queues are those of ``rslib/src/card/mod.rs``,
and a card is mature as ``rslib/src/stats/graphs/card_counts.rs`` has it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from notes2anki.errors import InputError
from notes2anki.model import Known, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_MATURE = 21
"""Days to the next review from which Anki calls a card mature."""
_TYPES = (Known.NEW, Known.LEARNING, Known.YOUNG, Known.LEARNING)
"""By the type of a card: new, learning, review, and learning again after it was forgotten."""
_SUSPENDED = -1  # of the column `queue`
_ORDER = (Known.NEW, Known.LEARNING, Known.YOUNG, Known.MATURE, Known.SUSPENDED)
"""From what is known least; what is suspended counts only where there is nothing else."""
_STEPS = 2_000_000_000
"""Instructions of SQLite's machine after which a query is given up: a million cards take some tens of millions."""
_TICK = 1_000_000
_LONGEST = 1 << 20
"""Bytes of a value that is read; guids have some ten."""


def progress_of(database: Path, guids: AbstractSet[str], file: Path) -> Mapping[str, Progress]:
    """Give the progress of the notes with these guids that have cards; `file` is what the user knows it as.

    A note is known as its weakest card is. Raises InputError if the database is not one of Anki.
    """
    cards: dict[str, list[tuple[Known, int]]] = {}
    try:
        # the copy is ours and nobody writes it: `immutable` keeps SQLite from looking for logs and locks
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            _guard(connection)
            notes = {number: guid for number, guid in _notes(connection) if guid in guids}
            for note, known, lapses in _cards(connection):
                if note in notes:
                    cards.setdefault(notes[note], []).append((known, lapses))
    except (sqlite3.Error, OverflowError) as error:
        raise InputError(f"{file}: no collection that can be read; export it from Anki anew (File, Export)") from error
    return {guid: _progress(cards[guid]) for guid in sorted(cards)}


def _guard(connection: sqlite3.Connection) -> None:
    """Let nothing in the database act, or take for ever."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    steps = 0

    def give_up() -> int:
        nonlocal steps
        steps += _TICK
        return steps > _STEPS

    connection.set_progress_handler(give_up, _TICK)
    kinds = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('notes', 'cards') AND rootpage > 0"
    ).fetchone()
    if kinds != (2,):  # a view or a virtual table has no page of its own
        raise sqlite3.DatabaseError("no tables of Anki")


def _notes(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, guid in connection.execute("SELECT id, guid FROM notes"):
        if isinstance(number, int) and isinstance(guid, str):
            yield number, guid


def _cards(connection: sqlite3.Connection) -> Iterator[tuple[int, Known, int]]:
    """Give note, state and lapses of each card; a card that Anki could not have written counts as new."""
    for note, kind, queue, interval, lapses in connection.execute("SELECT nid, type, queue, ivl, lapses FROM cards"):
        if isinstance(note, int):
            yield note, _known(kind, queue, interval), max(0, lapses) if isinstance(lapses, int) else 0


def _known(kind: object, queue: object, interval: object) -> Known:
    if queue == _SUSPENDED:
        return Known.SUSPENDED
    known = _TYPES[kind] if isinstance(kind, int) and 0 <= kind < len(_TYPES) else Known.NEW
    if known is Known.YOUNG and isinstance(interval, int) and interval >= _MATURE:
        return Known.MATURE
    return known


def _progress(cards: list[tuple[Known, int]]) -> Progress:
    return Progress(min((known for known, _ in cards), key=_ORDER.index), sum(lapses for _, lapses in cards))
