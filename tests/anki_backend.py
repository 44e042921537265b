"""Anki's own backend as a user has it: a fresh profile that imports packages with the options the dialog starts with."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("anki", reason="the package `anki` is not installed: python3 dev.py setup")

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER
from anki.import_export_pb2 import ImportCsvRequest
from anki.scheduler.v3 import CardAnswer

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Log:
    """What Anki says after an import, in numbers of notes."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0
    missing_notetype: int = 0


class Anki:
    """A profile in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.col = Collection(str(folder / "collection.anki2"))

    def import_package(self, package: bytes, *, progress: bool = False) -> Log:
        """Import as the dialog does; with `progress`, as if "Import any learning progress" were ticked."""
        path = self.folder / "in.apkg"
        path.write_bytes(package)
        options = ImportAnkiPackageOptions(update_notes=IF_NEWER, update_notetypes=IF_NEWER, with_scheduling=progress)
        log = self.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
        self.col.models._clear_cache()
        assert [*log.missing_notetype, *log.missing_deck, *log.empty_first_field] == []
        return Log(*(len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")))

    def import_text(self, text: str) -> Log:
        path = self.folder / "in.csv"
        path.write_bytes(text.encode())
        metadata = self.col.get_csv_metadata(path=str(path), delimiter=None)
        log = self.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
        assert [*log.missing_deck, *log.empty_first_field] == []
        return Log(**{field.name: len(getattr(log, field.name)) for field in fields(Log)})

    def notes(self) -> dict[str, Any]:
        """All notes by guid."""
        found = map(self.col.get_note, self.col.find_notes(""))
        return {note.guid: note for note in found}

    def fields(self, guid: str) -> dict[str, str]:
        return dict(self.notes()[guid].items())

    def decks(self) -> dict[str, set[str]]:
        """Names of the decks and the guids of the notes in them."""
        rows = self.col.db.all("select c.did, n.guid from cards c join notes n on n.id = c.nid")
        decks: dict[str, set[str]] = {}
        for did, guid in rows:
            decks.setdefault(self.col.decks.name(did), set()).add(guid)
        return decks

    def sides(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Front and back of each card, by guid and number of the card."""
        sides = {}
        for card in map(self.col.get_card, self.col.find_cards("")):
            shown = card.render_output()
            sides[card.note().guid, card.ord] = (shown.question_text, shown.answer_text)
        return sides

    def css(self) -> str:
        """The stylesheet of the note types in use."""
        (css,) = {model["css"] for model in self.col.models.all() if model["name"].startswith("notes2anki")}
        return str(css)

    def review(self) -> list[Any]:
        """Answer one new card of each deck, as a user does; the history of all cards."""
        for deck in self.col.decks.all_names_and_ids():
            self.col.decks.select(deck.id)
            queue = self.col.sched.get_queued_cards(fetch_limit=1)
            for queued in queue.cards:
                card = self.col.get_card(queued.card.id)
                card.start_timer()
                time.sleep(0.002)
                self.col.sched.answer_card(
                    self.col.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.EASY)
                )
        return self.history()

    def history(self) -> list[Any]:
        return list(
            self.col.db.all(
                """select n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.reps, c.flags, count(r.id) from cards c
                   join notes n on n.id = c.nid left join revlog r on r.cid = c.id group by c.id order by c.id"""
            )
        )

    def faults(self) -> list[str]:
        """What Anki finds to complain of."""
        report, whole = self.col.fix_integrity()
        media = self.col.media.check()
        empty = self.col.get_empty_cards()
        found = [] if whole else [report]
        found += [f"missing {name}" for name in media.missing] + [f"unused {name}" for name in media.unused]
        return found + [f"empty cards of note {note.note_id}" for note in empty.notes]
