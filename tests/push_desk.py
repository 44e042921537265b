"""A user with notes on the one side, and on the other a running Anki, for which the stand-in for AnkiConnect stands."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki, Log
from ankiconnect import StandIn, served
from notes2anki import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

TEA = """\
# Tea

## What is oolong?
Tea that is oxidised in part. ![](leaf.png)

🚀 Follow-up: How much of it is oxidised?
From a tenth to nine tenths.

## Why does black tea keep longer than green tea?
Its leaves are oxidised, so little is left that could change.

## What is matcha?
"""
COFFEE = """\
# Coffee

## What is crema?
Foam of oils and gas on an espresso.

## What does a burr grinder do better than blades?
It grinds evenly.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


class Desk:
    """A user with notes on the one side and a running Anki on the other."""

    def __init__(self, standin: StandIn, port: int, capsys: pytest.CaptureFixture[str]) -> None:
        self.standin = standin
        self.port = port
        self._capsys = capsys
        self.now = 1_700_000_000

    @property
    def anki(self) -> Anki:
        assert self.standin.anki is not None
        return self.standin.anki

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command an hour after the last one; what it printed."""
        self.now += 3600
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(self.now))
            given = ["--port", str(self.port)] if arguments[0] == "push" else []
            assert cli.run([*arguments, *given]) == status
        said = self._capsys.readouterr()
        return said.out + re.sub(r".*: (unanswered|no-questions) .*\n", "", said.err)

    def push(self, *options: str, status: int = 0) -> str:
        return self.run("push", "notes", *options, status=status)

    def edit(self, file: str, old: str, new: str) -> None:
        path = Path("notes", file)
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def import_built(self) -> Log:
        """Build, and import the package by hand."""
        self.run("build", "notes", "--only", "apkg")
        return self.anki.import_package(Path("build/notes.apkg").read_bytes())

    def note(self, question: str) -> Any:
        (note,) = (note for note in self.anki.notes().values() if question in note.fields[0])
        return note

    def cards(self, question: str) -> list[Any]:
        return [self.anki.col.get_card(number) for number in self.note(question).card_ids()]

    def change(self, question: str, **fields: str) -> None:
        """Edit a note in Anki, half an hour after the last command; `tags` adds tags."""
        note = self.note(question)
        note.tags += fields.pop("tags", "").split()
        for name, text in fields.items():
            note[name] = text
        self.anki.col.update_note(note)
        self.anki.col.db.execute("update notes set mod = ? where id = ?", self.now + 1800, note.id)

    def retype(self, note: Any) -> None:
        """Give a note the note type Basic in Anki, as its browser does."""
        models = self.anki.col.models
        request = models.change_notetype_info(
            old_notetype_id=note.mid, new_notetype_id=models.by_name("Basic")["id"]
        ).input
        request.note_ids.append(note.id)
        request.new_fields[:] = [0, 1]
        models.change_notetype_of_notes(request)
        models._clear_cache()

    def copy(self, question: str) -> Any:
        """Copy a note in Anki, into a deck of the user's own."""
        there = self.note(question)
        copy = self.anki.col.new_note(there.note_type())
        copy.fields, copy.tags = [*there.fields], [*there.tags]
        self.anki.col.add_note(copy, self.anki.col.decks.id("Mine"))
        self.anki.col.db.execute("update notes set mod = ? where id = ?", self.now, copy.id)
        return copy


@contextmanager
def desk_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """A desk in a folder, which becomes the current one, with the notes on tea and coffee and a fresh profile."""
    for name, content in {"tea.md": TEA.encode(), "coffee.md": COFFEE.encode(), "leaf.png": PNG}.items():
        file = folder / "notes" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (folder / "notes2anki.toml").touch()
    (folder / "profile").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("ANKICONNECT_API_KEY", raising=False)
        anki = Anki(folder / "profile")
        standin = StandIn(anki)
        with served(standin) as port:
            yield Desk(standin, port, capsys)
        if anki.col.db:
            anki.col.close()
