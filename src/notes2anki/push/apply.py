"""Doing in Anki what a plan says.

Notes go there in packages, as an import by hand brings them: AnkiConnect itself would give a new note a guid of Anki's own,
and the next import of `notes.apkg` would double it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from notes2anki.export.anki.style import changed, stylesheet
from notes2anki.export.anki.tags import REMOVED, REMOVED_SUSPENDED
from notes2anki.export.anki.writer import Look, package, shown
from notes2anki.push.connect import RefusedError
from notes2anki.push.held import BATCH, batches, find, note_types, suspended
from notes2anki.push.parcel import hand_over, sweep
from notes2anki.push.plan import DERIVED

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from notes2anki.config import Settings
    from notes2anki.export.anki.note_types import NoteType
    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.model import Collection, Media
    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Held, Tell
    from notes2anki.push.plan import Plan

_SEED = "notes2anki-seed"


def rearrange(anki: AnkiConnect, plan: Plan, tell: Tell) -> None:
    """Move cards. This comes before the lock is written, for the lock alone tells which decks were ours until now."""
    moves: dict[str, list[int]] = {}
    for move in plan.move:
        moves.setdefault(move.after, []).extend(move.cards)
    for done, (deck, cards) in enumerate(moves.items()):
        tell("moving cards", done, len(moves))
        for batch in batches(cards):
            anki.call("changeDeck", cards=batch, deck=deck)


def carry_out(  # noqa: PLR0913 (all that a package is made of)
    anki: AnkiConnect, plan: Plan, collection: Collection, settings: Settings, tell: Tell, *, delete: bool
) -> None:
    """Do everything else, in an order in which breaking off loses nothing. Raises AnkiError when Anki refuses."""
    media = collection.media
    look = Look(stylesheet(settings), changed(collection, settings))
    sweep(anki)
    _adopt(anki, plan, media, look, tell)
    # as long as their tags are the old ones, it is known that these have to be done
    for action, parts in (("unsuspend", plan.wake), ("suspend", plan.rest)):
        for batch in batches([card for cards in parts.values() for card in cards]):
            anki.call(action, cards=batch)
    notes = plan.packed
    for start in range(0, len(notes), BATCH):
        tell("pushing notes", start, len(notes))
        hand_over(anki, package(notes[start : start + BATCH], media, look))
    # after the packages, for this makes a note newer than what a package may bring for it
    _change_all(anki, "updateNote", [_change(there, note, DERIVED) for there, note in plan.tend], tell)
    if delete:
        for batch in batches([note.number for note in plan.remove]):
            anki.call("deleteNotes", notes=batch)
    else:
        _put_aside(anki, plan.remove)


def _put_aside(anki: AnkiConnect, notes: Sequence[Held]) -> None:
    """Suspend the cards of notes and tag the notes, with one request for both, so that neither is done without the other."""
    for start in range(0, len(notes), BATCH):
        batch = notes[start : start + BATCH]
        cards = [card for note in batch for card in note.cards]
        before = suspended(anki, cards)
        asleep = [note.number for note in batch if not before.isdisjoint(note.cards)]
        awake = [note.number for note in batch if before.isdisjoint(note.cards)]
        tagging = ((REMOVED, awake), (REMOVED_SUSPENDED, asleep))
        tag = [("addTags", {"notes": numbers, "tags": tag}) for tag, numbers in tagging if numbers]
        try:
            anki.call_all([*tag, ("suspend", {"cards": cards})])
        except RefusedError:
            # a tag says that its cards were put aside, which nobody would do then
            anki.call("removeTags", notes=[note.number for note in batch], tags=f"{REMOVED} {REMOVED_SUSPENDED}")
            raise


def _adopt(anki: AnkiConnect, plan: Plan, media: Mapping[str, Media], look: Look, tell: Tell) -> None:
    """Give notes of other tools our note types; their cards keep their reviews."""
    if not plan.adopt:
        return
    names = _bring_note_types(anki, [note for _, note in plan.adopt], look)
    for name in sorted({name for _, note in plan.adopt for name in shown(note) if name in media}):
        anki.call("storeMediaFile", filename=name, data=b64encode(media[name].data).decode())
    changes = [
        _change(there, note, note.note_type.fields) | {"modelName": names[note.note_type]} for there, note in plan.adopt
    ]
    _change_all(anki, "updateNoteModel", changes, tell)


def _change(there: Held, note: AnkiNote, names: Container[str]) -> dict[str, Any]:
    """What AnkiConnect is told to make of the tags of a note, and of the fields that are named."""
    pairs = zip(note.note_type.fields, note.fields, strict=True)
    return {"id": there.number, "fields": {name: value for name, value in pairs if name in names}, "tags": note.tags}


def _change_all(anki: AnkiConnect, action: str, changes: Sequence[Mapping[str, Any]], tell: Tell) -> None:
    for start in range(0, len(changes), BATCH):
        tell("changing notes", start, len(changes))
        anki.call_all([(action, {"note": change}) for change in changes[start : start + BATCH]])


def _bring_note_types(anki: AnkiConnect, notes: Iterable[AnkiNote], look: Look) -> dict[NoteType, str]:
    """Make sure that Anki has the note types: only a note in a package brings one, so it brings one that is deleted."""
    there = note_types(anki).values()
    first = {note.note_type: note for note in notes if note.note_type not in there}
    for note in first.values():
        values = zip(note.note_type.fields, note.fields, strict=True)
        fields = tuple(_SEED if name == "Id" else value for name, value in values)
        hand_over(anki, package([replace(note, guid=_SEED, fields=fields)], {}, look))
    anki.call("deleteNotes", notes=find(anki, "findNotes", f"Id:{_SEED}"))
    return {note_type: name for name, note_type in note_types(anki).items()}
