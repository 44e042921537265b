"""What has to be done in Anki so that it holds the notes as they are; nothing is done here.

Anki is looked at as it is, so a push that was broken off is simply done again. What a user changed in Anki stays: text that
was edited there after the notes were, tags of the user's own, cards that were moved to decks which are none of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from notes2anki.export.anki.markup import typed
from notes2anki.export.anki.tags import REMOVED, UNANSWERED, is_ours
from notes2anki.identify.guids import is_made
from notes2anki.push.held import NOTE_TYPES, decks, held, ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Held, Tell
    from notes2anki.push.wish import Wish

DERIVED = frozenset(("ParentAnswer", "FollowUps", "Section", "Concepts", "Related"))
"""Fields that follow from other notes: a difference in them alone is brought along, but is no edit of this note."""
PASSING = frozenset(("Source", "Hue", "Extra1", "Extra2", "Extra3", "Extra4"))
"""Fields that are no reason to touch a note: lines and colours shift with every edit elsewhere."""


@dataclass(frozen=True, slots=True)
class Move:
    """Cards of one note that are in another deck than they belong to."""

    guid: str
    cards: tuple[int, ...]
    before: str
    after: str


@dataclass(slots=True)
class Plan:
    """Each kind of thing to do, or left undone."""

    create: list[AnkiNote] = field(default_factory=list)
    update: list[AnkiNote] = field(default_factory=list)
    """Changed in the notes."""
    undecided: list[AnkiNote] = field(default_factory=list)
    """Different in Anki, but nobody says since when: Anki takes the later of the two."""
    refresh: list[AnkiNote] = field(default_factory=list)
    """Only what follows from other notes, or tags, are different."""
    adopt: list[tuple[Held, AnkiNote]] = field(default_factory=list)
    """Made by another tool, to get our note type."""
    move: list[Move] = field(default_factory=list)
    wake: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By guid, cards to unsuspend: of notes that came back, or have their answer now."""
    rest: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By guid, cards to suspend: of notes that lost their answer."""
    remove: list[Held] = field(default_factory=list)
    """To be suspended and tagged, or deleted."""
    kept: list[str] = field(default_factory=list)
    """Guids of notes that were edited in Anki, and stay as they are there."""
    elsewhere: list[Move] = field(default_factory=list)
    """Moved by the user, and left there."""
    unsure: list[str] = field(default_factory=list)
    """Guids of notes that are in Anki under another note type."""

    @property
    def packed(self) -> list[AnkiNote]:
        """The notes that go to Anki in a package."""
        return self.create + self.update + self.undecided + self.refresh

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.packed or self.adopt or self.move or self.wake or self.rest or self.remove)


def make_plan(anki: AnkiConnect, wish: Wish, tell: Tell) -> Plan:
    """Compare what Anki holds with what it is to hold. Raises AnkiError if it cannot be asked."""
    known = ours(anki, tell)
    result = Plan()
    missing = [note for note in wish.notes if note.guid not in known]
    _plan_missing(result, anki, wish, missing, tell)
    for note in wish.notes:
        if note.guid in known:
            _plan_known(result, note, known[note.guid], wish)
    _plan_decks(result, anki, wish, known)
    gone = [known[guid] for guid in sorted(wish.gone & known.keys())]
    result.remove = [note for note in gone if wish.delete or not _is_removed(note.tags)]
    return result


def _plan_missing(result: Plan, anki: AnkiConnect, wish: Wish, missing: Sequence[AnkiNote], tell: Tell) -> None:
    """Sort the notes that are not in Anki under our note types.

    A package must not bring a note that Anki has under another type: AnkiConnect imports with note types merged, which
    changes both of them for all their notes. Such a note is known by the id that its tool left in the notes, by a guid
    that we did not make, or, if its type was changed in Anki, by the tags that it kept.
    """
    numbers = {note.guid: wish.numbers[note.guid] for note in missing if note.guid in wish.numbers}
    others: dict[int, Held] = {}
    if numbers:
        query = "nid:" + ",".join(map(str, sorted(numbers.values())))
        others = {note.number: note for note in held(anki, query, tell)}
    retyped = _retyped(anki, tell) if missing else frozenset()
    for note in missing:
        other = others.get(numbers.get(note.guid, 0))
        if other and not is_made(note.guid):
            result.adopt.append((other, replace(note, tags=_merged(note.tags, other.tags))))
        elif other or not is_made(note.guid) or _asked(note.fields[0]) in retyped:
            result.unsure.append(note.guid)
        else:
            result.create.append(note)


def _retyped(anki: AnkiConnect, tell: Tell) -> frozenset[str]:
    """What the notes ask that have our tags, but not our note types."""
    tagged = " OR ".join(f"tag:{tag}" for tag in ("concept::*", "section::*", "followup", UNANSWERED, REMOVED))
    types = " ".join(f'-"note:{name}"' for name in NOTE_TYPES)
    return frozenset(
        _asked(text) for note in held(anki, f"({tagged}) {types}", tell) for text in note.fields.values() if text
    )


def _asked(markup: str) -> str:
    return typed(markup).casefold()


def _plan_known(result: Plan, note: AnkiNote, there: Held, wish: Wish) -> None:
    """Decide what a note needs that Anki has already."""
    if there.note_type != note.note_type.name:
        result.unsure.append(note.guid)  # its type was changed in Anki
        return
    different = {
        name
        for name, value in zip(note.note_type.fields, note.fields, strict=True)
        if name not in PASSING and value != there.fields.get(name)
    }
    same = replace(note, tags=_merged(note.tags, there.tags))
    # what Anki has is replaced only by what is newer
    newer = replace(same, modified=max(note.modified, wish.now if there.modified is None else there.modified + 1))
    edited = not different <= DERIVED
    if edited and there.modified is None and not wish.overwrite:
        result.undecided.append(same)
    elif edited and (wish.overwrite or note.modified > (there.modified or 0)):
        result.update.append(newer)
    elif edited:
        result.kept.append(note.guid)
    elif different or _folded(same.tags) != _folded(there.tags):
        result.refresh.append(newer)
    had = _folded(there.tags)
    if REMOVED in had or (UNANSWERED in had and not note.suspended):
        result.wake[note.guid] = there.cards
    elif note.suspended and UNANSWERED not in had:
        result.rest[note.guid] = there.cards


def _plan_decks(result: Plan, anki: AnkiConnect, wish: Wish, known: Mapping[str, Held]) -> None:
    """Find the cards that are in another deck than they belong to."""
    wanted = {note.guid: note.deck for note in wish.notes if note.guid in known}
    where = decks(anki, [card for guid in wanted for card in known[guid].cards])
    mine = {deck.casefold() for deck in (*wish.decks, *wanted.values())}
    filtered: dict[str, bool] = {}
    for guid, deck in wanted.items():
        lost: dict[str, list[int]] = {}
        for card in known[guid].cards:
            if card in where and where[card].casefold() != deck.casefold():
                lost.setdefault(where[card], []).append(card)
        for before, cards in lost.items():
            if before not in filtered:
                filtered[before] = _is_filtered(anki, before)
            move = Move(guid, tuple(cards), before, deck)
            if not filtered[before] and (wish.move or before.casefold() in mine):
                result.move.append(move)
            else:
                result.elsewhere.append(move)


def _is_filtered(anki: AnkiConnect, deck: str) -> bool:
    """Whether a deck only borrows its cards."""
    settings = anki.call("getDeckConfig", deck=deck)
    return isinstance(settings, dict) and bool(settings.get("dyn"))


def _merged(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Our tags, and those of the user's own."""
    tags = {tag.casefold(): tag for tag in theirs if not is_ours(tag)} | {tag.casefold(): tag for tag in mine}
    return tuple(tags[key] for key in sorted(tags))


def _folded(tags: Iterable[str]) -> set[str]:
    return {tag.casefold() for tag in tags}


def _is_removed(tags: Iterable[str]) -> bool:
    return any(tag.casefold().startswith(REMOVED) for tag in tags)
