"""Doing in Anki what a plan says.

Notes go there in packages, as an import by hand brings them: AnkiConnect itself would give a new note a guid of Anki's own,
and the next import of `notes.apkg` would double it.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from notes2anki.export.anki.style import changed, stylesheet
from notes2anki.export.anki.tags import REMOVED, REMOVED_SUSPENDED
from notes2anki.export.anki.writer import Look, package, shown
from notes2anki.push.connect import RefusedError
from notes2anki.push.held import BATCH, batches, suspended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.config import Settings
    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.model import Collection, Media
    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Held, Tell
    from notes2anki.push.plan import Plan

_FILE = "notes2anki-push.apkg"
_SEED = "notes2anki-seed"


def carry_out(  # noqa: PLR0913 (all that a package is made of)
    anki: AnkiConnect, plan: Plan, collection: Collection, settings: Settings, tell: Tell, *, delete: bool
) -> None:
    """Do it all, in an order in which breaking off loses nothing. Raises AnkiError when Anki refuses."""
    media = collection.media
    look = Look(stylesheet(settings), changed(collection, settings))
    _adopt(anki, plan, media, look)
    notes = plan.packed
    for start in range(0, len(notes), BATCH):
        tell("pushing notes", start, len(notes))
        _hand_over(anki, package(notes[start : start + BATCH], media, look))
    tell("arranging cards", 0, 1)
    for deck, cards in _by_deck(plan).items():
        for batch in batches(cards):
            anki.call("changeDeck", cards=batch, deck=deck)
    for action, parts in (("unsuspend", plan.wake), ("suspend", plan.rest)):
        for batch in batches([card for cards in parts.values() for card in cards]):
            anki.call(action, cards=batch)
    if delete:
        for batch in batches([note.number for note in plan.remove]):
            anki.call("deleteNotes", notes=batch)
    else:
        _put_aside(anki, plan.remove)


def _by_deck(plan: Plan) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for move in plan.move:
        found.setdefault(move.after, []).extend(move.cards)
    return found


def _put_aside(anki: AnkiConnect, notes: Sequence[Held]) -> None:
    """Suspend the cards of notes, and tag the notes."""
    cards = [card for note in notes for card in note.cards]
    before = suspended(anki, cards)
    for tag, chosen in (
        (REMOVED, [note for note in notes if before.isdisjoint(note.cards)]),
        (REMOVED_SUSPENDED, [note for note in notes if not before.isdisjoint(note.cards)]),
    ):
        for batch in batches([note.number for note in chosen]):
            anki.call("addTags", notes=batch, tags=tag)
    for batch in batches(cards):
        anki.call("suspend", cards=batch)


def _adopt(anki: AnkiConnect, plan: Plan, media: Mapping[str, Media], look: Look) -> None:
    """Give notes of other tools our note types; their cards keep their reviews."""
    if not plan.adopt:
        return
    _bring_note_types(anki, [note for _, note in plan.adopt], look)
    for name in sorted({name for _, note in plan.adopt for name in shown(note) if name in media}):
        anki.call("storeMediaFile", filename=name, data=b64encode(media[name].data).decode())
    for there, note in plan.adopt:
        fields = dict(zip(note.note_type.fields, note.fields, strict=True))
        change = {"id": there.number, "modelName": note.note_type.name, "fields": fields, "tags": list(note.tags)}
        anki.call("updateNoteModel", note=change)


def _bring_note_types(anki: AnkiConnect, notes: Iterable[AnkiNote], look: Look) -> None:
    """Make sure that Anki has the note types: only a note in a package brings one, so it brings one that is deleted."""
    there = set(anki.call("modelNames"))
    first = {note.note_type.name: note for note in notes if note.note_type.name not in there}
    for note in first.values():
        fields = [
            _SEED if name == "Id" else value for name, value in zip(note.note_type.fields, note.fields, strict=True)
        ]
        _hand_over(anki, package([replace(note, guid=_SEED, fields=tuple(fields))], {}, look))
    if first:
        anki.call("deleteNotes", notes=anki.call("findNotes", query=f"Id:{_SEED}"))


def _hand_over(anki: AnkiConnect, content: bytes) -> None:
    """Let Anki import a package, from a file or, where it cannot see our files, as one of Flatpak does, from its own folder.

    AnkiConnect takes in some 40 kB a second, so that nothing large is sent to it without need.
    """
    with TemporaryDirectory(prefix="notes2anki-") as folder:
        file = Path(folder, _FILE)
        file.write_bytes(content)
        with suppress(RefusedError):
            anki.call("importPackage", path=str(file))
            return
    anki.call("storeMediaFile", filename=_FILE, data=b64encode(content).decode())
    try:
        anki.call("importPackage", path=str(Path(anki.call("getMediaDirPath"), _FILE)))
    finally:
        anki.call("deleteMediaFile", filename=_FILE)
