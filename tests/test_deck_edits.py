"""The table of edits: what each does to twenty notes that are learnt in Anki already.

The notes of `decks/edits` are built and imported, and the user works with the cards; then the notes are edited, built and
imported again.
"""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki, Log
from deck_builds import build, fields, lines
from notes2anki import cli
from notes2anki.export.anki import cloze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent / "decks" / "edits"
WORDS = tomllib.loads((HERE / "edits.toml").read_text("utf-8"))["note"]
BUILT = 1_700_000_000

TIDES = "source_notes/coast/tides.md"
BREAD = "source_notes/Brot.md"
ISLANDS = "source_notes/islands.txt"
PICTURE = "source_notes/coast/img/spring tide.png"

Files = dict[str, bytes]


@dataclass(frozen=True)
class Edit:
    """An edit, and what it is to do in Anki. What is not said to be updated, new or gone is to stay as it is."""

    change: Callable[[Files], Files]
    updated: int = 0
    new: int = 0
    gone: int = 0
    asked: dict[str, str] = field(default_factory=dict)
    """Questions that are asked otherwise afterwards, by what they were before."""
    said: str = ""
    """The finding about it."""
    left: str = ""
    """What Anki keeps until the user cleans up: an ``unused`` picture, an ``empty`` card."""
    locked: bool = True
    """Whether the lock file is still there."""


def text(*pairs: tuple[str, str]) -> Callable[[Files], Files]:
    """Replace each first text, which is there once, by the second."""

    def change(files: Files) -> Files:
        for old, new in pairs:
            found = [name for name, data in files.items() if old.encode() in data]
            assert len(found) == 1, old
            assert files[found[0]].count(old.encode()) == 1, old
            files[found[0]] = files[found[0]].replace(old.encode(), new.encode())
        return files

    return change


def every(key: str) -> Edit:
    pairs = [(note["question"], note[key]) for note in WORDS]
    asked = {cloze.hide(old): cloze.hide(new) for old, new in pairs}
    return Edit(text(*pairs), updated=20, asked=asked)


def one(old: str, new: str, updated: int = 1) -> Edit:
    return Edit(text((old, new)), updated=updated, asked={old: new})


def swap(first: str, second: str) -> Callable[[Files], Files]:
    return text((first, "(held)"), (second, first), ("(held)", second))


def encoded(encoding: str, *names: str) -> Callable[[Files], Files]:
    return lambda files: files | {name: files[name].decode().encode(encoding) for name in names}


def each_text(change: Callable[[str], str]) -> Callable[[Files], Files]:
    return lambda files: {
        name: data if name == PICTURE else change(data.decode()).encode() for name, data in files.items()
    }


def renamed(*pairs: tuple[str, str]) -> Callable[[Files], Files]:
    return lambda files: {dict(pairs).get(name, name): data for name, data in files.items()}


def blocks(data: bytes, start: str) -> tuple[str, list[str]]:
    """What stands above the questions of a file, and each of them with its answer; titles of sections are left out."""
    head, *rest = re.split(rf"^(?={start})", data.decode(), flags=re.MULTILINE)
    return head, [re.sub(r"^## .*\n", "", block, flags=re.MULTILINE).rstrip() + "\n\n" for block in rest]


STARTS = {TIDES: "### ", BREAD: r"\*\*\d", ISLANDS: "Q: |Greenland|Strait"}


def turned_round(files: Files) -> Files:
    turned = {}
    for name, start in STARTS.items():
        head, rest = blocks(files[name], start)
        turned[name] = (head + "".join(reversed(rest))).encode()
    return files | turned


def moved_to_another_file(files: Files) -> Files:
    """The last section of one file goes into another one, in which other questions stand above."""
    head, tail = files[TIDES].split(b"## Waves")
    return files | {TIDES: head, ISLANDS: files[ISLANDS] + b"\n## Waves" + tail}


def places_changed(files: Files) -> Files:
    """The second question becomes the follow-up of the first, and what was its follow-up the second question."""
    head, followup, second, rest = re.split(r"^(?=\*\*[N23])", files[BREAD].decode(), flags=re.MULTILINE)
    asked = followup.replace(
        "**Nachfrage:** Woran merkt man, dass es reicht?", "**2. Woran merkt man, dass es reicht?**"
    )
    following = second.replace("**2. Was ist ein Vorteig?**", "**Nachfrage:** Was ist ein Vorteig?")
    return files | {BREAD: (head + following + asked + rest).encode()}


def with_numbers(files: Files) -> Files:
    numbers = iter(range(1, 99))
    asked = re.sub("^### ", lambda _: f"Q{next(numbers)}. ", files[TIDES].decode(), flags=re.MULTILINE)
    return files | {TIDES: asked.encode()}


def reformatted(content: str) -> str:
    """As an editor does it that wraps prose at its own width and has its own bullets."""
    return "\n\n".join(
        textwrap.fill(block, 64)
        if block[0].isalpha() and ":" not in block[:9] and "#" not in block
        else re.sub("^- ", "* ", block, flags=re.MULTILINE)
        for block in content.split("\n\n")
    )


EDITS = {
    "nothing": Edit(lambda files: files),
    "answer edited": Edit(text(("By custom it is", "No, it is")), updated=1),
    "answer edited, lines moved": Edit(
        lambda files: turned_round(text(("By custom it is", "No, it is"), ("# Brot backen\n", "# Brot backen\n\nNeu:\n"))(files)),
        updated=1,
    ),
    "answer above follow-ups edited": Edit(text(("on both sides", "here and there")), updated=1),
    "every answer edited": Edit(text(*(note["answer"] for note in WORDS)), updated=20),
    "question reworded": one("When does a wave break?", "What makes a wave break?"),
    "question above follow-ups reworded": one("What makes the tides?", "Where do the tides come from?", updated=3),
    "every question reworded": every("reworded"),
    "typo fixed": one("How does an atol come about?", "How does an atoll come about?"),
    "a typo in every question": every("typo"),
    "one inserted on top": Edit(
        text(("## Tides 🌊\n", "## Tides 🌊\n\n### What is a tidal bore?\n\nA wave that runs up a river.\n")), new=1
    ),
    "first deleted": Edit(
        text(("Q: How does an atol come about?\nA: A volcano sinks slowly, and the corals around it go on growing upwards.\n", "")),
        gone=1,
    ),
    "first deleted, with its follow-ups": Edit(
        lambda files: files | {TIDES: re.sub(b"### What makes.*?(?=### )", b"", files[TIDES], flags=re.DOTALL)}, gone=3
    ),
    "order reversed": Edit(turned_round),
    "files renamed": Edit(renamed((TIDES, "source_notes/coast/sea.md"), (BREAD, "source_notes/backen/Notizen.txt"))),
    "folder renamed": Edit(lambda files: {name.replace("/coast/", "/sea/"): data for name, data in files.items()}),
    "moved to another file": Edit(moved_to_another_file, updated=2),  # they lose the tags of the old file's head
    "moved to another section": Edit(text(("## Waves\n", ""), ("## Ofen\n", "## Backen und Essen\n"))),
    "title of the deck changed": Edit(
        text(("# Tides and waves", "# The sea"), ("# Brot backen", "---\ntitle: Backstube\ndeck: Küche::Brot\n---\n"))
    ),
    "headings to Q3.": Edit(with_numbers),
    "utf-16": Edit(encoded("utf-16", TIDES, BREAD, ISLANDS)),
    "cp1252": Edit(encoded("cp1252", BREAD, ISLANDS)),
    "utf-8 with BOM": Edit(encoded("utf-8-sig", TIDES, BREAD, ISLANDS)),
    "CRLF": Edit(each_text(lambda content: content.replace("\n", "\r\n"))),
    "reformatted": Edit(each_text(reformatted), updated=11),
    "picture changed": Edit(lambda files: files | {PICTURE: files[PICTURE] + b"\0"}, updated=1, left="unused"),
    "a gap more": Edit(
        text(("Greenland belongs", "{{c3::Greenland}} belongs")), updated=1,
        asked={"Greenland belongs to […] and lies in […].": "[…] belongs to […] and lies in […]."},
    ),
    "a gap less": Edit(
        text(("{{c2::North America}}", "North America")), updated=1, left="empty",
        asked={"Greenland belongs to […] and lies in […].": "Greenland belongs to […] and lies in North America."},
    ),
    "no longer asked both ways": Edit(text((" #card-reverse", " #card")), updated=1, left="empty"),
    "two questions swapped": Edit(swap("What is a spring tide?", "What is a neap tide?"), updated=2),
    "a follow-up and a question change places": Edit(places_changed, updated=2),
    "one replaced by a similar one": Edit(
        text(("Is a sandbank dry land?", "Is an atoll dry land?"), ("Not at high water", "Its rim is")),
        new=1, gone=1,
    ),
    "one replaced by a similar one with the same answer": Edit(
        text(("Is a sandbank dry land?", "Is a reef dry land?")), new=1, gone=1, said="identity-doubtful"
    ),
    "one replaced by a sibling": Edit(
        text(
            ("What is a neap tide?", "What is a king tide?"),
            ("Sun and moon pull at right angles, at half moon: the water rises less and falls less.",
             "Sun and moon pull along one line and are both near: the water rises highest of the year."),
        ),
        new=1, gone=1, said="identity-doubtful",
    ),
    "asked for something else with the same short answer": Edit(
        text(("Bei welcher Hitze bäckt man Brot an?", "Wie heiß ist der Ofen zu Beginn?")), new=1, gone=1, said="identity-doubtful"
    ),
    # guids are made of fronts, of which the gaps are a part; only when each note last changed is lost
    "lock lost, answers edited": Edit(
        text(*(note["answer"] for note in WORDS if "{{" not in note["question"])), updated=20, locked=False
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built project, and the profile of a user who has worked with its cards for a while."""
    base = tmp_path_factory.mktemp("learnt")
    shutil.copytree(HERE / "source_notes", base / "project" / "source_notes", copy_function=shutil.copyfile)
    (base / "anki").mkdir()
    anki = Anki(base / "anki")
    assert anki.import_package(build(base / "project", BUILT).package) == Log(new=20)
    _work(anki)
    anki.col.close()
    return base


def _work(anki: Anki) -> None:
    """Review, flag, suspend, bury, tag and edit."""
    for _ in range(3):
        anki.review()
    cards = anki.col.find_cards("")
    anki.col.set_user_flag_for_cards(3, cards[2:20:5])
    anki.col.sched.suspend_cards(cards[3:20:6])
    anki.col.sched.set_due_date([cards[-1]], "5-9")
    anki.col.tags.bulk_add(anki.col.find_notes("Vorteig"), "mine::hard")
    (number,) = anki.col.find_notes("Bonifacio")
    note = anki.col.get_note(number)
    note["Answer"] = "<b>Bocche di Bonifacio</b>"
    anki.col.update_note(note)
    assert sum(reviews for *_, reviews in anki.history()) > 10


@pytest.fixture
def project(learnt: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(learnt / "project", tmp_path / "project"))


@pytest.fixture
def anki(learnt: Path, tmp_path: Path) -> Iterator[Anki]:
    user = Anki(Path(shutil.copytree(learnt / "anki", tmp_path / "anki")))
    yield user
    user.col.close()


def _edit(project: Path, change: Callable[[Files], Files]) -> None:
    notes = [file for file in sorted((project / "source_notes").rglob("*")) if file.is_file()]
    files = change({file.relative_to(project).as_posix(): file.read_bytes() for file in notes})
    shutil.rmtree(project / "source_notes")
    for name, data in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)


def _state(anki: Anki) -> dict[str, Any]:
    """What a user sees of each note, by guid."""
    return {guid: (note.fields, note.tags, note.mod) for guid, note in anki.notes().items()}


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_arrives_and_nothing_else_changes(kind: str, project: Path, anki: Anki) -> None:
    edit = EDITS[kind]
    before, history, state = lines(project), anki.history(), _state(anki)
    first = fields((project / "build" / "notes.apkg").read_bytes())

    _edit(project, edit.change)
    if not edit.locked:
        (project / "notes2anki.lock").unlink()
    now = int(time.time()) + 60  # later than what the user did
    built = build(project, now)
    second, after = fields(built.package), lines(project)

    assert len(first.keys() & second.keys()) == 20 - edit.gone
    assert len(second.keys() - first.keys()) == edit.new
    kept = before.keys() & after.keys()
    wanted = {before[guid].question: after[guid].question for guid in kept}
    assert wanted == {question: edit.asked.get(question, question) for question in wanted}, "history went elsewhere"
    assert re.findall(r"\bidentity-\w+", built.said) == [edit.said] * bool(edit.said)

    duplicate = 20 - edit.gone - edit.updated
    assert anki.import_package(built.package) == Log(new=edit.new, updated=edit.updated, duplicate=duplicate)
    changed = {guid for guid in kept & first.keys() if after[guid].modified != before[guid].modified}
    assert len(changed) == edit.updated

    then = _state(anki)
    assert len(then) == 20 + edit.new
    assert {guid: then[guid] for guid in state if guid not in changed} == {
        guid: state[guid] for guid in state if guid not in changed
    }
    assert {guid: then[guid][0] for guid in changed} == {guid: second[guid] for guid in changed}
    cards = {tuple(row[:2]) for row in history}
    assert [row for row in anki.history() if tuple(row[:2]) in cards] == history
    assert len([kind for kind in anki.col.models.all() if kind["name"].startswith("notes2anki")]) == 2
    assert [fault.split()[0] for fault in anki.faults()] == [edit.left] * bool(edit.left)

    assert build(project, now + 60).package == built.package, "the build that follows changes nothing more"


def test_a_doubtful_edit_gets_its_history_back_with_the_command_that_is_named(project: Path, anki: Anki) -> None:
    history = anki.history()
    (old,) = (guid for guid, entry in lines(project).items() if entry.question.startswith("Bei welcher Hitze"))
    _edit(project, text(("Bei welcher Hitze bäckt man Brot an?", "Wie heiß ist der Ofen zu Beginn?")))
    now = int(time.time()) + 60
    said = build(project, now).said
    (command,) = re.findall(r"run: notes2anki (identity .*)", said)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.run(shlex.split(command)) == 0
    assert anki.import_package(build(project, now + 60).package) == Log(updated=1, duplicate=19)
    assert anki.fields(old)["Question"] == "Wie heiß ist der Ofen zu Beginn?"
    assert anki.history() == history
