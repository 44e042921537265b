"""What has to be done in Anki so that it holds the notes as they are; nothing is done here.

Anki is looked at as it is, so a push that was broken off is simply done again. What a user changed in Anki stays: text that
was edited there after the notes were, tags of the user's own, cards that were moved to decks which are none of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING

from notes2anki.export.anki.markup import typed
from notes2anki.export.anki.tags import REMOVED, UNANSWERED, is_ours
from notes2anki.identify.guids import is_made
from notes2anki.identify.wording import words
from notes2anki.push.held import decks, find, held, literal, note_types, ours
from notes2anki.push.present import present

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from notes2anki.export.anki.notes import AnkiNote
    from notes2anki.push.connect import AnkiConnect
    from notes2anki.push.held import Held, Tell
    from notes2anki.push.wish import Wish

DERIVED = frozenset(("ParentAnswer", "FollowUps", "Section", "Concepts", "Related"))
"""Fields that follow from other notes: a difference in them alone is brought along, but is no edit of this note."""
PASSING = frozenset(("Source", "Hue", "Extra1", "Extra2", "Extra3", "Extra4"))
"""Fields that are no reason to touch a note: lines and colours shift with every edit elsewhere."""
_FROM_OTHER_FILES = ("Concepts", "Related")
_CONCEPT = "concept::"
_AWAKE = f"tag:{UNANSWERED} is:new -is:suspended"


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
    tend: list[tuple[Held, AnkiNote]] = field(default_factory=list)
    """The same of notes that were, or may have been, edited in Anki; the rest of them stays."""
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
    """Guids of notes that Anki has, but not as ours."""
    left: list[str] = field(default_factory=list)
    """Guids of notes that Anki did not take, known afterwards."""

    @property
    def packed(self) -> list[AnkiNote]:
        """The notes that go to Anki in a package."""
        return self.create + self.update + self.undecided + self.refresh

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.packed or self.tend or self.adopt or self.move or self.wake or self.rest or self.remove)


def make_plan(anki: AnkiConnect, wish: Wish, tell: Tell) -> Plan:
    """Compare what Anki holds with what it is to hold. Raises AnkiError if it cannot be asked."""
    copies = ours(anki, tell)
    known = {guid: notes[0] for guid, notes in copies.items()}
    for note in wish.notes:
        if len(copies.get(note.guid, ())) > 1:
            known[note.guid] = min(copies[note.guid], key=lambda copy: len(_different(note, copy)))
    result = Plan()
    _plan_missing(result, anki, wish, [note for note in wish.notes if note.guid not in known], tell)
    for note in wish.notes:
        if note.guid in known:
            _plan_known(result, note, known[note.guid], wish)
    _spare_retyped(result, anki, known, tell)
    _plan_sleep(result, anki, wish, known)
    _plan_decks(result, anki, wish, known)
    for guid in sorted(wish.gone & known.keys()):
        if wish.delete and len(copies[guid]) > 1:
            result.unsure.append(guid)  # nobody knows which of them the user made
        elif wish.delete or not _is_removed(known[guid].tags):
            result.remove.append(known[guid])
    return result


def _plan_missing(result: Plan, anki: AnkiConnect, wish: Wish, missing: Sequence[AnkiNote], tell: Tell) -> None:
    """Sort the notes that are not in Anki under our note types, or at least not under their id."""
    numbers = {note.guid: wish.numbers[note.guid] for note in missing if note.guid in wish.numbers}
    others = {note.number: note for note in held(anki, sorted(numbers.values()), note_types(anki), tell)}
    there = present(anki, [note.guid for note in missing], tell)
    for note in missing:
        other = others.get(numbers.get(note.guid, 0))
        if other and note.guid in there and not is_made(note.guid) and _may_be(note, other):
            result.adopt.append((other, replace(note, tags=_merged(note.tags, other.tags))))
        elif other or note.guid in there:
            result.unsure.append(note.guid)
        else:
            result.create.append(note)


def _may_be(note: AnkiNote, other: Held) -> bool:
    """Whether a note of another tool can be this one: the id in the notes may have been set to that of any note."""
    asked, there = _words(note.fields[0]), _words(" ".join(other.fields.values()))
    return other.note_type is None and 2 * len(asked & there) >= len(asked)


def _words(markup: str) -> set[str]:
    return set(words(unescape(typed(markup))))


def _plan_known(result: Plan, note: AnkiNote, there: Held, wish: Wish) -> None:
    """Decide what a note needs that Anki has already."""
    if there.note_type is not note.note_type:
        result.unsure.append(note.guid)
        return
    if wish.part:
        note = _with_fields(note, there, _FROM_OTHER_FILES)
    note = replace(note, tags=_merged(note.tags, there.tags, part=wish.part))
    different = _different(note, there)
    edited = not different <= DERIVED
    loose = bool(different & DERIVED) or _folded(note.tags) != _folded(there.tags)
    # what Anki has is replaced only by what is newer
    newer = replace(note, modified=max(note.modified, wish.now if there.modified is None else there.modified + 1))
    if not edited:
        if loose:
            result.refresh.append(newer)
    elif wish.overwrite or (there.modified is not None and note.modified > there.modified):
        result.update.append(newer)
    else:
        if there.modified is None:
            result.undecided.append(note)
        else:
            result.kept.append(note.guid)
        if loose:
            result.tend.append((there, note))


def _spare_retyped(result: Plan, anki: AnkiConnect, known: Mapping[str, Held], tell: Tell) -> None:
    """Leave out a note of which Anki has but a copy with our type, for a package would bring the original with another type.

    A copy has the id of its original in its fields, but not the guid. The original is known by our tags and its words.
    """
    packed = result.update + result.undecided + result.refresh
    retyped = _retyped(anki, tell) if packed else frozenset()
    others = {
        note.guid
        for note in packed
        if not retyped.isdisjoint((_asked(note.fields[0]), _asked(next(iter(known[note.guid].fields.values())))))
    }
    for notes in (result.update, result.undecided, result.refresh):
        notes[:] = [note for note in notes if note.guid not in others]
    result.unsure += sorted(others)


def _retyped(anki: AnkiConnect, tell: Tell) -> frozenset[str]:
    """What stands in notes that have our tags, but not our note types."""
    types = note_types(anki)
    ours_not = " ".join(f'-"note:{literal(name)}"' for name in types)
    tagged = " OR ".join(f"tag:{tag}" for tag in ("concept::*", "section::*", "followup", UNANSWERED, f"{REMOVED}*"))
    numbers = sorted(find(anki, "findNotes", f"({tagged}) {ours_not}"))
    return frozenset(_asked(text) for note in held(anki, numbers, types, tell) for text in note.fields.values() if text)


def _asked(markup: str) -> str:
    return typed(markup).casefold()


def _different(note: AnkiNote, there: Held) -> set[str]:
    """The fields that Anki has otherwise."""
    pairs = zip(note.note_type.fields, note.fields, strict=True)
    return {name for name, value in pairs if name not in PASSING and value != there.fields.get(name)}


def _with_fields(note: AnkiNote, there: Held, names: Collection[str]) -> AnkiNote:
    """The note with these fields as Anki has them."""
    pairs = zip(note.note_type.fields, note.fields, strict=True)
    return replace(
        note, fields=tuple(there.fields.get(name, value) if name in names else value for name, value in pairs)
    )


def _plan_sleep(result: Plan, anki: AnkiConnect, wish: Wish, known: Mapping[str, Held]) -> None:
    """Find the cards that have to be suspended, or not any more."""
    notes = [note for note in wish.notes if note.guid in known and known[note.guid].note_type is note.note_type]
    # an import by hand forgets that they are suspended
    awake = set(find(anki, "findCards", _AWAKE)) if any(note.suspended for note in notes) else set()
    for note in notes:
        there = known[note.guid]
        had = _folded(there.tags)
        if note.suspended and (UNANSWERED not in had or not awake.isdisjoint(there.cards)):
            result.rest[note.guid] = there.cards
        elif not note.suspended and not had.isdisjoint((REMOVED, UNANSWERED)):
            result.wake[note.guid] = there.cards


def _plan_decks(result: Plan, anki: AnkiConnect, wish: Wish, known: Mapping[str, Held]) -> None:
    """Find the cards that are in another deck than they belong to."""
    wanted = {note.guid: note.deck for note in wish.notes if note.guid in known}
    where = decks(anki, [card for guid in wanted for card in known[guid].cards])
    mine = {deck.casefold() for deck in wish.decks} | {note.deck.casefold() for note in wish.notes}
    moves: list[Move] = []
    for guid, deck in wanted.items():
        lost: dict[str, list[int]] = {}
        for card in known[guid].cards:
            if card in where and where[card].casefold() != deck.casefold():
                lost.setdefault(where[card], []).append(card)
        moves += [Move(guid, tuple(cards), before, deck) for before, cards in lost.items()]
    concerned = {deck for move in moves for deck in (move.before, move.after)}
    filtered = {deck for deck in concerned if _is_filtered(anki, deck)}
    for move in moves:
        free = filtered.isdisjoint((move.before, move.after))
        (result.move if free and (wish.move or move.before.casefold() in mine) else result.elsewhere).append(move)


def _is_filtered(anki: AnkiConnect, deck: str) -> bool:
    """Whether a deck only borrows its cards."""
    settings = anki.call("getDeckConfig", deck=deck)
    return isinstance(settings, dict) and bool(settings.get("dyn"))


def _merged(mine: Iterable[str], theirs: Iterable[str], *, part: bool = False) -> tuple[str, ...]:
    """Our tags, and those of the user's own; where only a part was read, those of concepts stay as they are."""
    stays = [tag for tag in theirs if not is_ours(tag) or (part and _is_concept(tag))]
    comes = [tag for tag in mine if not (part and _is_concept(tag))]
    tags = {tag.casefold(): tag for tag in (*stays, *comes)}
    return tuple(tags[key] for key in sorted(tags))


def _is_concept(tag: str) -> bool:
    return tag.casefold().startswith(_CONCEPT)


def _folded(tags: Iterable[str]) -> set[str]:
    return {tag.casefold() for tag in tags}


def _is_removed(tags: Iterable[str]) -> bool:
    return any(tag.casefold().startswith(REMOVED) for tag in tags)
