"""What the command `identity` does: look up, restore, take over the guids of a deck."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from history import Card, build, collect, documents_of, guids

from notes2anki.errors import InputError, LockError
from notes2anki.identify import adopt, find_note, identify, look_up, remember, restore
from notes2anki.identify.deck import DeckNote, read_deck
from notes2anki.model import Form

if TYPE_CHECKING:
    from pathlib import Path

    from notes2anki.identify import Identity, Lock

NOTES = [
    Card("What is L1 regularization?", "Adds absolute weights."),
    Card("Why?", "So.", level=1),
    Card("What is B?", "The second."),
]
EDITED = [replace(NOTES[0], question="What is L2 regularization?", answer="Adds squared ones."), *NOTES[1:]]


def _edited() -> tuple[list[str], Identity]:
    first, memory = build(NOTES)
    _, memory = build(EDITED, memory.lock, 2000)
    return guids(first), identify(documents_of(EDITED), memory.lock)


def _again(lock: Lock, cards: list[Card]) -> tuple[Identity, list[int]]:
    identity = identify(documents_of(cards), lock)
    memory = remember(collect(identity), identity, 3000)
    return identity, [note.modified for note in memory.collection.notes]


def test_look_up() -> None:
    first, identity = _edited()
    assert [entry.guid for entry in look_up(identity, first[2])] == [first[2]]
    assert [entry.guid for entry in look_up(identity, "notes.md:22")] == [first[2]]
    assert [entry.question for entry in look_up(identity, "regularization")] == [EDITED[0].question, NOTES[0].question]
    assert look_up(identity, "notes.md:99") == []
    assert look_up(identity, "?") == []


def test_restore_gives_a_note_its_earlier_guid_back() -> None:
    first, identity = _edited()
    assert guids(identity)[0] != first[0]
    note = find_note(identity, "notes.md:1")
    assert note is not None
    again, times = _again(restore(identity, note, first[0]), EDITED)
    assert guids(again)[0] == first[0]
    assert guids(again)[2] == first[2]
    assert times[0] == 3000, "the edit still has to reach Anki under this guid"
    assert times[2] == 1000


def test_restore_takes_a_guid_from_the_note_that_has_it_wrongly() -> None:
    built, memory = build(NOTES)
    first = guids(built)
    identity = identify(documents_of(NOTES), memory.lock)
    note = find_note(identity, first[2])
    assert note is not None
    again, _ = _again(restore(identity, note, first[0]), NOTES)
    assert guids(again)[2] == first[0]
    assert len(set(guids(again))) == 3


def test_restore_refuses_what_cannot_be() -> None:
    _, identity = _edited()
    note = find_note(identity, "notes.md:21")
    assert note is not None
    with pytest.raises(LockError, match="no note had the id"):
        restore(identity, note, "nowhere")
    cloze, memory = build([replace(NOTES[0], form=Form.CLOZE), NOTES[2]])
    identity = identify(documents_of([NOTES[2]]), memory.lock)
    with pytest.raises(LockError, match="other note type"):
        restore(identity, identity.traces[0], guids(cloze)[0])


def test_adopt_takes_over_the_guids_of_a_deck() -> None:
    _, memory = build(NOTES)
    identity = identify(documents_of(NOTES), memory.lock)
    deck = [DeckNote(1, "Bg#k,<x", 7000, "What is B?"), DeckNote(2, "q", 9, "What is L1 regularization ?")]
    lock, found = adopt(identity, deck)
    assert [(note.question, guid) for note, guid in found] == [(NOTES[0].question, "q"), (NOTES[2].question, "Bg#k,<x")]
    again, times = _again(lock, NOTES)
    assert guids(again)[0::2] == ["q", "Bg#k,<x"]
    assert guids(again)[1] == guids(identity)[1], "what hangs on a note stays what it was"
    assert times[2] == 7001, "later than what Anki has"


def test_adopt_knows_a_note_by_the_id_of_anki_and_leaves_twins_alone() -> None:
    cards = [Card("Quite another wording", given="1566052191670"), Card("Twin?", "a"), Card("Twin?", "b")]
    identity, _ = build(cards)
    _, found = adopt(identity, [DeckNote(1566052191670, "old", 1, "Once asked so"), DeckNote(2, "twin", 1, "Twin?")])
    assert [(note.question, guid) for note, guid in found] == [(cards[0].question, "old")]


def test_adopt_knows_a_cloze_note_by_its_whole_text() -> None:
    text = "{{c1::Paris}} is the capital of {{c2::France::where}}"
    identity, _ = build([Card("[...] is the capital of [...]", prompt=text, form=Form.CLOZE)])
    assert [guid for _, guid in adopt(identity, [DeckNote(1, "old", 1, text)])[1]] == ["old"]


def _package(path: Path, name: str, rows: list[tuple[int, str, int, str]] | None) -> Path:
    database = path.with_suffix(".db")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("create table notes (id integer, guid text, mod integer, flds text)")
        connection.executemany("insert into notes values (?, ?, ?, ?)", rows or [])
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(name, database.read_bytes() if rows is not None else b"no database")
    return path


@pytest.mark.parametrize("name", ["collection.anki2", "collection.anki21"])
def test_read_deck(tmp_path: Path, name: str) -> None:
    row = (5, "guid", 1700000000, "<p>What is a &lt;<b>ten</b>sor&gt;?</p>[sound:x.mp3]\x1fAn array")
    (note,) = read_deck(_package(tmp_path / "deck.apkg", name, [row]))
    assert (note.number, note.guid, note.modified) == (5, "guid", 1700000000)
    assert note.first_field.strip() == "What is a <tensor>?"


def test_read_deck_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Support older Anki versions"):
        read_deck(_package(tmp_path / "new.apkg", "collection.anki21b", []))
    with pytest.raises(InputError, match="holds no collection that can be read"):
        read_deck(_package(tmp_path / "broken.apkg", "collection.anki2", None))
    with pytest.raises(InputError, match="holds no collection"):
        read_deck(_package(tmp_path / "other.apkg", "readme", []))
    (tmp_path / "text.apkg").write_text("text")
    with pytest.raises(InputError, match="is no Anki package"):
        read_deck(tmp_path / "text.apkg")
    with pytest.raises(InputError, match="cannot be read"):
        read_deck(tmp_path / "missing.apkg")
