"""The concepts of the notes: candidates from every note, put together by name, scored, the likely ones kept."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.aliases import acronyms, other_names
from notes2anki.link.english import singular
from notes2anki.link.focus import focus_names
from notes2anki.link.given import Given, known, name_in
from notes2anki.link.groups import Merged, Merger
from notes2anki.link.inner import adds_nothing, inner_phrases
from notes2anki.link.phrases import LONGEST, Phrase, name_words, phrases
from notes2anki.link.scores import (
    MARGIN,
    Kind,
    Standing,
    kind_of,
    local_features,
    local_score,
    needed,
    score,
    standing_features,
    weights,
)
from notes2anki.link.stated import Field, fields, front_fields, source_fields
from notes2anki.link.text import Piece, Role, pieces, plain, prose
from notes2anki.link.tongue import language_of
from notes2anki.link.vocabulary import Candidates, Vocabulary, collect
from notes2anki.link.words import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from notes2anki.link.word import Word
    from notes2anki.model import Document, Note, Term


EVERYDAY = 4.75
"""Zipf frequency from which a word alone says too little to be related to anything."""

SHORT = 3
"""Words of a name that is taken for one wherever a question asks what it is."""
LAST = 1 << 16
"""Number of a piece behind all others: a field says little of how early a concept is named."""
CLEARLY = 2
"""How many times as often as what it stands for an acronym must stand to be shown in its place."""
OWN = 4.0
"""Score that the writer's own name for a file has at least."""

_PARTS = re.compile(r"[,;]")

_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9-]{2,8}")


class Mention(NamedTuple):
    """A concept in a note; `score` says how much speaks for it."""

    concept: int
    score: float
    roles: int


@dataclass(frozen=True, slots=True)
class Named:
    """A concept: its number, the name shown, and every form with how often it is written."""

    number: int
    name: str
    forms: dict[str, int]
    telling: bool
    """It is more than a word that any text may hold."""


class Stated(NamedTuple):
    """A field, with the notes that it speaks of: one, or all of the file in whose head it stands."""

    field: Field
    notes: range
    path: str
    in_file: bool
    """Its line is one of the file, not of the answer."""


@dataclass(slots=True)
class Findings:
    """The concepts of all notes: `mentions` holds one list for each note, best first, in the order of the notes."""

    language: Language
    """Of most of the notes."""
    named: dict[int, Named]
    mentions: list[list[Mention]]
    linked: list[list[int]]
    """For each note the concepts that the writer links."""
    stated: list[Stated]
    """What fields say, in the order of the notes."""
    defined: frozenset[int]
    """The concepts of the glossary."""


class Finder:
    """Reads all notes once, then says what they are about."""

    def __init__(self, glossary: Sequence[Term] = ()) -> None:
        """Names of the glossary win over what is found."""
        self.vocabulary = Vocabulary()
        self.acronyms: dict[str, Counter[str]] = defaultdict(Counter)
        self.others: list[tuple[str, str]] = []
        """Pairs of names that the notes say are the same."""
        self.given = Given(glossary)
        for short, long in self.given.acronyms():
            self.acronyms[short][long] += 1
        self.stated: list[Stated] = []
        self.languages: Counter[str] = Counter()
        self._parents: list[int] = []
        self._notes: list[array[int]] = []

    def read(self, document: Document) -> None:
        """Take in the notes of one file."""
        tongue = language_of(document)
        self.languages[tongue.code] += len(document.notes)
        title = sum(note.parent is None for note in document.notes) == 1
        for name in sorted(
            {document.title, *document.front.aliases, *(section.path[-1] for section in document.sections)}
        ):
            self._place(name, tongue)
        place: dict[str, int] = {}
        for note in document.notes:
            self._parents.append(place.get(note.parent or "", -1))
            place[note.id] = len(self._notes)
            self._read_note(note, tongue, title=title)
        self.given.read(document)
        notes = range(len(self._notes) - len(document.notes), len(self._notes))
        for field in front_fields(document) if notes else ():
            self.stated.append(Stated(field, notes, document.source.path, in_file=True))
        for number, field in source_fields(document):
            self.stated.append(Stated(field, notes[number : number + 1], document.source.path, in_file=True))

    def _place(self, name: str, tongue: Language) -> None:
        """A title is written on purpose, though no note is about all of it."""
        for phrase in phrases(Piece(plain(name), Role.HEAD, -1), tongue):
            number = self.vocabulary.add(phrase.words)
            self.vocabulary.alone[number] += 1
            self.vocabulary.placed[number] += 1

    def _read_note(self, note: Note, tongue: Language, *, title: bool) -> None:
        parts = pieces(note)
        text = "\n".join([parts[0].text, *(plain(line) for _, line in prose(note.answer))])
        for short, long in acronyms(text):
            self.acronyms[short][long] += 1
        self.others += other_names(text)
        number = len(self._notes)
        self.given.read_note(number, note)
        for field in fields(note.answer):
            self.stated.append(Stated(field, range(number, number + 1), note.place.path, in_file=False))
        found = list(_found(parts, tongue))
        title = title and note.parent is None
        for name in focus_names(parts[0].text, tongue, title=title):
            words = name_words(name, tongue)
            if words and not (len(words) == 1 and words[0].text.casefold() in tongue.labels):
                found.append((0, Phrase(words, Role.FOCUS | Role.NAMED if title else Role.FOCUS)))
                if title:
                    self.given.title(note.place.path, name)
        candidates = collect(self.vocabulary, found)
        self._notes.append(array("l", [value for number, seen in candidates.seen.items() for value in (number, *seen)]))

    def candidates(self) -> Iterator[list[tuple[Iterable[str], dict[str, float]]]]:
        """For each note its candidates, chosen or not: their written forms and their features. The weights are fitted to them."""
        return self._scorer().features()

    def findings(self) -> Findings:
        """The concepts of all that was read."""
        scorer = self._scorer()
        findings = scorer.findings()
        for note, number in self.given.linked(self.vocabulary, findings.language):
            concept = scorer.root(number)
            if concept in findings.named:
                findings.linked[note].append(concept)
        findings.stated = self.stated
        return findings

    def _scorer(self) -> _Scorer:
        tongue = language(min(self.languages, key=lambda code: (-self.languages[code], code), default="en"))
        self.vocabulary.choose_forms()
        self._resolve(tongue)
        self._add_inner(tongue)
        candidates = [note[::4] for note in self._notes]
        merger = Merger(self.vocabulary, tongue)
        merger.merge_given(self.given)
        merged = merger.merged(self.acronyms, self.others, candidates, self._parents)
        return _Scorer(tongue, self.vocabulary, merged, self._notes)

    def _resolve(self, tongue: Language) -> None:
        """Put the names of files into the fields in place of links to them, and take what is named there for a candidate."""
        for place, (field, notes, path, in_file) in enumerate(self.stated):
            text, linked = self.given.without_links(field.value, path)
            parts = _PARTS.split(plain(text))
            self.stated[place] = Stated(field._replace(value=";".join([*linked, *parts])), notes, path, in_file)
            names = [name_in(name, tongue) for name in linked]
            texts = [words for part in parts if len(words := name_in(part, tongue)) <= LONGEST]
            for words in [*names, *(words for words in texts if not any(word.stop for word in words))]:
                if words:
                    self._notes[notes[0]].extend((known(words, self.vocabulary), Role.STATED, 1, LAST))

    def _add_inner(self, tongue: Language) -> None:
        """Known phrases inside longer ones count too; found for each phrase once, before any of them is counted."""
        several = [number for number, words in enumerate(self.vocabulary.words) if len(words) > 1]
        inner = {number: inner_phrases(self.vocabulary, number) for number in several}
        empty = {number for number in several if adds_nothing(self.vocabulary, number, tongue)}
        for place, packed in enumerate(self._notes):
            candidates = Candidates()
            for number, roles, times, first in zip(packed[::4], packed[1::4], packed[2::4], packed[3::4], strict=True):
                kept = roles
                if number not in empty:
                    candidates.add(number, roles, first, times)
                    kept = (roles & Role.QUESTION) | Role.INNER
                for part in inner.get(number, ()):
                    candidates.add(part, kept, first, times)
            known = set(packed[::4])
            for number in candidates.seen:
                if number not in known:
                    self.vocabulary.notes[number] += 1
            self._notes[place] = array(
                "l", [value for number, seen in candidates.seen.items() for value in (number, *seen)]
            )


def _found(parts: Sequence[Piece], tongue: Language) -> Iterator[tuple[int, Phrase]]:
    for place, part in enumerate(parts):
        for phrase in phrases(part, tongue):
            if len(phrase.words) == 1 and phrase.words[0].text.casefold() in tongue.labels:
                continue
            yield place, phrase


class _Scorer:
    def __init__(self, tongue: Language, vocabulary: Vocabulary, merged: Merged, notes: list[array[int]]) -> None:
        self._language = tongue
        self._vocabulary = vocabulary
        self._root = array("l", [merged.groups.root(number) for number in range(len(vocabulary))])
        self._members = merged.groups.members()
        self._paired = {self._root[number] for number in merged.paired}
        self._notes = notes
        self._chosen = merged.chosen
        self._written: dict[int, str] = {}
        for number, text in merged.written.items():
            self._written.setdefault(self._root[number], text)
        self._spread = Counter(root for note in notes for root in {self._root[number] for number in note[::4]})
        self._standing: dict[int, tuple[Standing, Kind, float]] = {}

    def findings(self) -> Findings:
        """The likely concepts of each note."""
        mentions = [self._mentions(note) for note in self._notes]
        kept = {mention.concept for note in mentions for mention in note} | self._written.keys()
        forms = self._forms(kept)
        return Findings(
            self._language,
            {number: self._named(number, forms[number]) for number in sorted(kept)},
            mentions,
            [[] for _ in mentions],
            [],
            frozenset(self._written),
        )

    def root(self, number: int) -> int:
        """The phrase that stands for the concept of a phrase."""
        return self._root[number]

    def features(self) -> Iterator[list[tuple[Iterable[str], dict[str, float]]]]:
        """Forms and features of every candidate of every note."""
        forms = self._forms(set(self._root))
        for note in self._notes:
            rows = list(self._rows(note))
            parts = self._parts(rows)
            yield [
                (forms[root], self._all_features(root, roles, times, first, parts))
                for root, roles, times, first in rows
            ]

    def _all_features(self, root: int, roles: int, times: int, first: int, parts: set[str]) -> dict[str, float]:
        standing, kind, _ = self._look_up(root)
        local = local_features(kind, roles, times, first, kind.lone and standing.words[0].key in parts)
        return {**standing_features(standing, len(self._notes)), **local}

    def _forms(self, roots: AbstractSet[int]) -> dict[int, dict[str, int]]:
        """How often each form of a concept is written."""
        result: dict[int, dict[str, int]] = {root: {} for root in roots}
        for text, number in self._vocabulary.forms.items():
            if self._root[number] in result:
                result[self._root[number]][text] = self._vocabulary.uses[text]
        return result

    def _parts(self, rows: Sequence[tuple[int, int, int, int]]) -> set[str]:
        """The words of all candidates of several words."""
        several = (words for root, *_ in rows if len(words := self._vocabulary.words[root]) > 1)
        return {word.key for words in several for word in words}

    def _rows(self, note: array[int]) -> Iterator[tuple[int, int, int, int]]:
        """Root, roles, times and first piece of every candidate of a note."""
        merged = Candidates()
        for number, roles, times, first in zip(note[::4], note[1::4], note[2::4], note[3::4], strict=True):
            if not (roles == Role.UNTRIMMED and self._vocabulary.times[number] < 2):
                merged.add(self._root[number], roles, first, times)
        for number, seen in merged.seen.items():
            yield number, *seen

    def _mentions(self, note: array[int]) -> list[Mention]:
        result = []
        rows = list(self._rows(note))
        parts = self._parts(rows)
        for root, roles, times, first in rows:
            standing, kind, value = self._look_up(root)
            value += local_score(kind, roles, times, first, kind.lone and standing.words[0].key in parts)
            if roles & Role.NAMED:
                value = max(value, OWN)
            elif roles & Role.STATED:
                value = max(value, MARGIN)
            if value > 0:
                result.append(Mention(root, value, roles))
        result.sort(key=lambda mention: (-mention.score, self._key(mention.concept)))
        return [
            mention
            for place, mention in enumerate(result)
            if mention.score > needed(place, mention.roles)
            or mention.roles & Role.STATED
            or self._is_explained(mention)
        ]

    def _is_explained(self, mention: Mention) -> bool:
        """Whether a question asks what a concept is: one that many notes have scores low even in its own.

        Of long names only those that other notes use too: the others may be no names.
        """
        asked = bool(mention.roles & Role.FOCUS)
        return asked and (self._spread[mention.concept] > 1 or len(self._vocabulary.words[mention.concept]) <= SHORT)

    def _key(self, root: int) -> str:
        return " ".join(word.key for word in self._vocabulary.words[root])

    def _look_up(self, root: int) -> tuple[Standing, Kind, float]:
        """What is known of a concept, and how much that speaks for it; not kept for one that a single note has."""
        known = self._standing.get(root)
        if known is None:
            standing = self._look_at(root)
            value = score(standing_features(standing, len(self._notes))) + weights()["threshold"]
            known = standing, kind_of(standing), value
            if standing.notes > 1:
                self._standing[root] = known
        return known

    def _look_at(self, root: int) -> Standing:
        members = [root, *(number for number in self._members.get(root, ()) if number != root)]
        column = self._vocabulary
        best = min(members, key=lambda number: (-column.notes[number], column.text(number))) if members[1:] else root
        uses = sum(column.times[number] for number in members) or 1
        return Standing(
            words=column.words[best],
            commonest=max(word.zipf for word in self._telling(column.words[best])),
            notes=self._spread[root],
            placed=sum(column.placed[number] for number in members),
            asked=sum(column.asked[number] for number in members),
            alone=min(1.0, sum(column.alone[number] for number in members) / uses),
            large=sum(column.large[number] for number in members) / uses,
            paired=root in self._paired,
        )

    def _telling(self, words: tuple[Word, ...]) -> Sequence[Word]:
        """The words that say how common a name is: without prepositions where names are made with them, ``effet de serre``."""
        if self._language.compounds and len(words) > 2:
            return [word for word in words if not word.stop] or words
        return words

    def _named(self, root: int, forms: dict[str, int]) -> Named:
        standing = self._look_up(root)[0]
        words = standing.words
        lone = len(words) == 1 and not words[0].proper
        telling = not (lone and (words[0].generic or (words[0].zipf >= EVERYDAY and not standing.asked)))
        chosen = [text for text in forms if self._vocabulary.forms[text] in self._chosen]
        name = _shown({text: forms[text] for text in chosen or forms})
        return Named(root, self._written.get(root, name), forms, telling or root in self._written)


def _shown(forms: Mapping[str, int]) -> str:
    """The form that a concept is shown under: the most frequent, in the singular if that is written too.

    An acronym is shown where it stands clearly more often than what it stands for, or that is long.
    """
    spelled_out = any(1 <= text.count(" ") < SHORT for text in forms)

    def rank(text: str) -> tuple[float, int, list[int]]:
        short = spelled_out and _ACRONYM.fullmatch(text)
        return forms[text] / (CLEARLY if short else 1), -len(text), [-ord(letter) for letter in text]

    best = max(forms, key=rank)
    single = singular(best.casefold())
    return max((text for text in forms if text.casefold() == single), key=rank, default=best)
