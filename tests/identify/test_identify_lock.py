"""The lock file: what it holds, what it refuses, and how two branches of it merge."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from history import Card, build, guids
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.errors import LockError
from notes2anki.identify import Entry, Lock, read_lock

if TYPE_CHECKING:
    from pathlib import Path

NOTES = [
    Card("What is A?", "A long answer about A, which is the first of all."),
    Card("Why?", "Because it is.", level=1),
    Card("What is B?", "B comes next."),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes2anki.lock"
    path.write_bytes(build(NOTES)[1].lock.dumps())
    return path


def test_a_missing_file_is_an_empty_lock(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "notes2anki.lock") == Lock(tmp_path)


def test_what_is_read_is_written_again(file: Path) -> None:
    assert read_lock(file).dumps() == file.read_bytes()


def test_line_ends_and_mark_of_windows(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert read_lock(file).dumps() == data


def test_lines_from_before_there_were_decks_are_read(file: Path) -> None:
    lock = read_lock(file)
    file.write_text(file.read_text().replace("\t\n", "\n"))
    assert all(line.count("\t") == 13 for line in file.read_text().splitlines()[1:-1])
    assert read_lock(file) == lock


DAMAGE = {
    "empty": (lambda _: "", 1, "lock-damaged"),
    "another file": (lambda _: "[lock]\nversion = 1\n", 1, "lock-damaged"),
    "cut within a line": (lambda text: text[: len(text) // 2], None, "lock-damaged"),
    "cut between lines": (lambda text: "".join(text.splitlines(keepends=True)[:3]), 4, "lock-damaged is cut off"),
    "a field lost": (lambda text: re.sub(r"\tlive", "", text, count=1), 2, "lock-damaged"),
    "no time": (lambda text: text.replace("\t1000\t", "\tsoon\t", 1), 2, "lock-damaged"),
    "time nought": (lambda text: text.replace("\t1000\t", "\t0\t", 1), 2, "lock-damaged"),
    "newer": (lambda text: text.replace("lock 1 ", "lock 2 "), 1, "lock-newer"),
    "no version": (lambda text: text.replace("lock 1 ", "lock x "), 1, "lock-damaged"),
    "conflict": (lambda text: text.replace("\nn", "\n<<<<<<< ours\nn", 1), 2, "lock-conflict"),
    "conflict on top": (lambda text: f"<<<<<<< ours\n{text}", 1, "lock-conflict"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_lock_that_cannot_be_trusted_stops_the_run(name: str, file: Path) -> None:
    damage, line, message = DAMAGE[name]
    file.write_text(damage(file.read_text("utf-8")), "utf-8")
    before = file.read_bytes()
    with pytest.raises(LockError) as caught:
        read_lock(file)
    assert str(caught.value).startswith(f"{file}:{line}: " if line else f"{file}:")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == before


def test_bytes_that_are_no_text(file: Path) -> None:
    file.write_bytes(b"# notes2anki.lock 1\n\xff\n")
    with pytest.raises(LockError, match="lock-damaged"):
        read_lock(file)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(LockError, match="lock-unreadable"):
        read_lock(tmp_path)


def test_one_guid_for_two_notes_is_refused(file: Path) -> None:
    head, first, second, *rest = file.read_text("utf-8").splitlines(keepends=True)
    forged = first.split("\t")[0] + "\t" + second.split("\t", 1)[1]
    file.write_text("".join((head, first, second, forged, *rest)), "utf-8")
    with pytest.raises(LockError, match=r":4: lock-duplicate .* line 2"):
        read_lock(file)


def test_identical_lines_are_one(file: Path) -> None:
    data = file.read_bytes()
    head, *lines = data.splitlines(keepends=True)
    file.write_bytes(b"".join((head, *lines, head, *lines)))
    assert read_lock(file).dumps() == data


def test_of_two_states_of_a_note_the_later_wins(tmp_path: Path) -> None:
    _, memory = build(NOTES)
    _, later = build([replace(NOTES[0], answer=NOTES[0].answer + " And more."), *NOTES[1:]], memory.lock, 2000)
    assert _united(tmp_path, later.lock, memory.lock) == later.lock.entries
    assert _united(tmp_path, memory.lock, later.lock) == later.lock.entries


def test_two_states_of_one_second_are_dated_anew(tmp_path: Path) -> None:
    _, memory = build(NOTES)
    ours, theirs = (
        build([replace(NOTES[0], answer=f"{NOTES[0].answer} {more}"), *NOTES[1:]], memory.lock, 2000)[1]
        for more in ("x", "y")
    )
    lock = replace(memory.lock, entries=_united(tmp_path, ours.lock, theirs.lock))
    for more in ("x", "y"):
        identity, merged = build([replace(NOTES[0], answer=f"{NOTES[0].answer} {more}"), *NOTES[1:]], lock, 2000)
        assert merged.lock.entries[guids(identity)[0]].modified == 2001


def test_a_note_that_one_branch_removed_may_still_be_there(tmp_path: Path) -> None:
    _, memory = build(NOTES)
    _, fewer = build(NOTES[:2], memory.lock, 2000)
    assert all(entry.live for entry in _united(tmp_path, memory.lock, fewer.lock).values())


def _united(folder: Path, *locks: Lock) -> dict[str, Entry]:
    path = folder / "united.lock"
    path.write_bytes(b"".join(lock.dumps() for lock in locks))
    return dict(read_lock(path).entries)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git (apt-get install git)")
@pytest.mark.parametrize("seed", range(4))
def test_git_merges_two_branches(tmp_path: Path, seed: int) -> None:
    """Both branches edit, add, move and remove notes, and `merge=union` loses no guid."""

    def git(*arguments: str) -> None:
        setup = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *setup, *arguments], cwd=tmp_path, check=True, capture_output=True)

    dice = random.Random(seed)
    notes = [Card(f"What is thing{number}?", f"It is number{number} of the things we know.") for number in range(12)]
    file = tmp_path / "notes2anki.lock"

    def commit(lock: Lock) -> None:
        file.write_bytes(lock.dumps())
        git("add", "-A")
        git("commit", "-m", "build")

    def changed(cards: list[Card], word: str) -> list[Card]:
        cards = [replace(card, answer=f"{card.answer} {word}") if dice.random() < 0.3 else card for card in cards]
        cards.pop(dice.randrange(len(cards)))
        cards.insert(dice.randrange(len(cards)), Card(f"What is {word}?", f"Something {word} that is new here."))
        dice.shuffle(cards)
        return cards

    git("init")
    (tmp_path / ".gitattributes").write_text("notes2anki.lock merge=union\n")
    first, memory = build(notes)
    commit(memory.lock)
    git("checkout", "-b", "other")
    theirs = changed(notes, "zebra")
    _, other = build(theirs, memory.lock, 2000)
    commit(other.lock)
    git("checkout", "main")
    ours = changed(notes, "quokka")
    _, main = build(ours, memory.lock, 2500)
    commit(main.lock)
    git("merge", "other")

    merged = read_lock(file)
    assert merged.entries.keys() == main.lock.entries.keys() | other.lock.entries.keys()
    both = {card.question: card for card in (*notes, *theirs, *ours)}
    identity, after = build([*both.values()], merged, 3000)
    assert after.changes.new == ()
    known = dict(zip((card.question for card in notes), guids(first), strict=True))
    assert all(
        known.get(card.question, guid) == guid for card, guid in zip(both.values(), guids(identity), strict=True)
    )


TEXT = st.text(max_size=20)
CARDS = st.lists(
    st.builds(
        Card,
        question=TEXT | st.sampled_from(["Why?", "What is A?", "What is B?"]),
        answer=TEXT,
        path=st.sampled_from(["a.md", "b/c.md", "d\te\\n.md", "f\ng.md"]),
        section=st.tuples(TEXT),
        level=st.integers(0, 2),
        given=st.sampled_from(["", "", "x", "y\tz"]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(CARDS, CARDS)
def test_laws(first: list[Card], second: list[Card]) -> None:
    """No two notes share a guid; the same input gives the same output; a lock comes back as it was written."""
    _, memory = build(first)
    identity, later = build(second, memory.lock, 2000)
    assert len(set(guids(identity))) == len(second)
    assert guids(build(second, memory.lock, 3000)[0]) == guids(identity)
    assert later.lock.entries.keys() >= memory.lock.entries.keys()
    again, same = build(second, later.lock, 4000)
    assert guids(again) == guids(identity)
    assert same.lock.dumps() == later.lock.dumps()
    assert same.changes.unchanged == len(second)


@settings(deadline=None, max_examples=40)
@given(cards=CARDS)
def test_a_lock_comes_back_as_it_was_written(cards: list[Card], tmp_path_factory: pytest.TempPathFactory) -> None:
    lock = build(cards)[1].lock
    path = tmp_path_factory.mktemp("lock") / "notes2anki.lock"
    path.write_bytes(lock.dumps())
    assert read_lock(path).entries == lock.entries


@settings(deadline=None, max_examples=40)
@given(first=CARDS, ours=CARDS, theirs=CARDS)
def test_a_union_of_two_branches_is_read_or_refused(
    first: list[Card], ours: list[Card], theirs: list[Card], tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = build(first)[1].lock
    branches = [build(cards, base, now)[1].lock for cards, now in ((ours, 2000), (theirs, 3000))]
    with suppress(LockError):  # where one guid came to stand for two notes
        entries = _united(tmp_path_factory.mktemp("lock"), *branches)
        assert entries.keys() == branches[0].entries.keys() | branches[1].entries.keys()
