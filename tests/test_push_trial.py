"""Random histories of notes and of Anki: after each push there is nothing to do, nothing is lost, and a dry run told the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from push_desk import Desk, desk_in

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = 14
WORDS = [
    "kettle",
    "leaf",
    "foam",
    "grinder",
    "crema",
    "oolong",
    "matcha",
    "steam",
    "roast",
    "acidity",
    "body",
    "aroma",
    "water",
    "pressure",
    "filter",
    "press",
]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with desk_in(tmp_path, capsys) as desk:
        for file in Path("notes").iterdir():
            file.unlink()
        yield desk


@dataclass
class Entry:
    question: str
    answer: str
    card: bool = True

    def __str__(self) -> str:
        mark = "" if self.card else "<!-- no-card -->\n"
        return f"## {self.question}?\n{mark}{self.answer}\n"


@dataclass
class Writer:
    """One who edits notes, at random."""

    random: random.Random
    files: dict[str, list[Entry]] = field(default_factory=lambda: {"a": [], "b": [], "c": []})
    removed: list[Entry] = field(default_factory=list)
    count: int = 0

    def words(self) -> str:
        return " ".join(self.random.sample(WORDS, 4)) + f" {self.random.randrange(10**6)}"

    def edit(self) -> None:
        file = self.files[self.random.choice(sorted(self.files))]
        what = self.random.choice(
            [
                "add",
                "add",
                "add",
                "answer",
                "answer",
                "open",
                "question",
                "move",
                "remove",
                "remove",
                "back",
                "card",
                "tag",
            ]
        )
        if what == "add" or not file:
            self.count += 1
            file.insert(0, Entry(f"What does item{self.count} {self.words()} mean", f"It means {self.words()}."))
            return
        entry = self.random.choice(file)
        if what == "answer":
            entry.answer = f"It means {self.words()}."
        elif what == "open":
            entry.answer = ""
        elif what == "question":
            entry.question = entry.question.replace("mean", "mean here")
        elif what == "move":
            file.remove(entry)
            self.files[self.random.choice(sorted(self.files))].append(entry)
        elif what == "remove":
            file.remove(entry)
            self.removed.append(entry)
        elif what == "back" and self.removed:
            file.append(self.removed.pop())
        elif what == "card":
            entry.card = not entry.card

    def save(self) -> None:
        for name, entries in self.files.items():
            Path("notes", f"{name}.md").write_text(f"# {name.upper()} file\n\n" + "\n".join(map(str, entries)))


def use(desk: Desk, chance: random.Random) -> None:
    """Do something in Anki, at random."""
    notes = sorted(desk.anki.notes().items())
    if notes:
        _, note = chance.choice(notes)
        if chance.random() < 0.5:
            write(desk, note, [guid for guid, _ in notes], chance)
        else:
            study(desk, note, chance)


def write(desk: Desk, note: Any, guids: list[str], chance: random.Random) -> None:
    what = chance.choice(["change", "change", "id", "tag", "untag"])
    if what == "change":
        note.fields[chance.randrange(2)] += " mine"
    elif what == "id":
        note["Id"] = chance.choice(["", "mine", chance.choice(guids)])
    else:
        note.tags = [*note.tags, "mine"] if what == "tag" else []
    desk.anki.col.update_note(note)
    desk.anki.col.db.execute("update notes set mod = ? where id = ?", desk.now + 1800, note.id)


def study(desk: Desk, note: Any, chance: random.Random) -> None:
    col = desk.anki.col
    cards = list(note.card_ids())
    what = chance.choice(["suspend", "unsuspend", "flag", "review", "move", "delete"])
    if what == "suspend":
        col.sched.suspend_cards(cards)
    elif what == "unsuspend":
        col.sched.unsuspend_cards(cards)
    elif what == "flag":
        col.set_user_flag_for_cards(1, cards)
    elif what == "review":
        desk.anki.review()
    elif what == "move":
        col.set_deck(cards, col.decks.id("Exam"))
    else:
        col.remove_notes([note.id])


def learnt(desk: Desk) -> set[Any]:
    """Each card with its reviews and flag, suspended or not, and with the user's own tags of its note."""
    own = {guid: "mine" in note.tags for guid, note in desk.anki.notes().items()}
    # the place of a new card follows the notes
    return {(*row[:3], row[4] if row[2] else 0, *row[5:], own[row[0]]) for row in desk.anki.history()}


def to_do(said: str) -> list[str]:
    return [line for line in said.splitlines() if not line.startswith("done:") and "dry run" not in line]


@pytest.mark.parametrize("seed", range(6))
def test_a_push_leaves_nothing_to_do_and_loses_nothing(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    writer = Writer(chance)
    Path("notes2anki.toml").write_text('unanswered = "suspend"\n' if seed % 2 else "")
    for _ in range(STEPS):
        for _ in range(chance.randrange(4)):
            writer.edit()
        writer.save()
        for _ in range(chance.randrange(3)):
            use(desk, chance)
        desk.now += 3600
        if chance.random() < 0.2:
            desk.import_built()
            continue
        options = [option for option in ("--overwrite", "--move") if chance.random() < 0.15]
        before = learnt(desk)
        dry = desk.push(*options)
        assert learnt(desk) == before
        said = desk.push("--yes", *options)
        assert to_do(said) == to_do(dry)
        again = desk.push(*options)
        assert "nothing to do" in again, (said, again)
        assert before <= learnt(desk)
        assert not desk.anki.col.db.all("select 1 from notes group by guid having count() > 1")
