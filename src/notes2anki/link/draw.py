"""Relations and steps of learning from the notes into the graph, with the lines that say so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING

from notes2anki.link.graph import connect
from notes2anki.link.own import title_names
from notes2anki.link.patterns import KINDS, patterns
from notes2anki.link.places import line_of
from notes2anki.link.prerequisites import prerequisites
from notes2anki.link.relations import LIST, SYMMETRIC, Relations, by_name
from notes2anki.link.text import Role, plain, prose
from notes2anki.link.wording import Wording
from notes2anki.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from notes2anki.link.concepts import Findings
    from notes2anki.link.mentions import Names
    from notes2anki.link.relations import Key, Statement
    from notes2anki.model import Document, Note

PLACES = 5
"""Lines of evidence that are kept of one relation."""
SUBJECTS = 40
"""Concepts of one file that the head of the file speaks of, where its title names none."""
UNDIRECTED = SYMMETRIC | {"relates"}
STATED_WEIGHT = 10
"""Weight of a relation that a field says."""

_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_PARTS = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the graph is drawn from: `nodes` holds the node of each concept, `findings` speaks of `notes` in their order."""

    graph: nx.MultiDiGraph[str]
    notes: Sequence[tuple[Document, Note]]
    findings: Findings
    names: Names
    nodes: Mapping[int, str]

    def stated(self) -> dict[Key, list[dict[str, str | int]]]:
        """What the writer says in fields, with the lines that say so; steps of learning are among it."""
        result: dict[Key, list[dict[str, str | int]]] = {}
        subjects: dict[range, list[int]] = {}
        for stated in self.findings.stated:
            if stated.notes not in subjects:
                subjects[stated.notes] = self._subjects(stated.notes)
            kind, onward, value, line = stated.field
            named = dict.fromkeys(found for part in _PARTS.split(value) for found in self.names.concepts(part))
            evidence: dict[str, str | int] = (
                {"path": stated.path, "line": line + 1} if stated.in_file else self._evidence(stated.notes[0], line)
            )
            for subject, other in product(subjects[stated.notes], named):
                if subject != other:
                    ends = (subject, other) if onward else (other, subject)
                    if kind in UNDIRECTED and self.nodes[ends[0]] > self.nodes[ends[1]]:
                        ends = (ends[1], ends[0])
                    said = result.setdefault((kind, *ends), [])
                    if evidence not in said[-PLACES:]:
                        said.append(evidence)
        return dict(sorted(result.items()))

    def _subjects(self, notes: range) -> list[int]:
        """The concepts that a field of these notes speaks of: what the note explains, or the title of the file names."""
        if len(notes) > 1:
            titled = self.names.concepts(self.notes[notes[0]][0].title)
            if len(titled) == 1:
                return titled
        asked = dict.fromkeys(concept for number in notes for concept in self._asked(number)[:1])
        first = self.findings.mentions[notes[0]]
        return list(asked)[:SUBJECTS] or [mention.concept for mention in first if mention.roles & Role.QUESTION][:1]

    def relations(self, stated: Mapping[Key, Sequence[dict[str, str | int]]]) -> None:
        """Draw the typed relations between concepts: what fields say, and of other pairs what the notes say."""
        for (kind, source, target), evidence in stated.items():
            if kind != "prerequisite":
                weight = 1 if kind == "relates" else STATED_WEIGHT
                self._connect(kind, source, target, weight=weight, evidence=evidence[:PLACES], stated=True)
        said = {frozenset(ends) for kind, *ends in stated if kind in KINDS}
        read = {key: statement for key, statement in self._read().items() if set(key[1:]) not in said}
        places = {key: list(dict.fromkeys(statement.places))[:PLACES] for key, statement in read.items()}
        lines = self._evidence_of(chain.from_iterable(places.values()))
        for key, statement in read.items():
            self._connect(*key, weight=statement.weight, evidence=[lines[place] for place in places[key]])

    def _connect(self, kind: str, source: int, target: int, **attributes: object) -> None:
        connect(self.graph, self.nodes[source], self.nodes[target], kind, **attributes)

    def _read(self) -> dict[Key, Statement]:
        """The typed relations that the notes say in their questions, lists and sentences."""
        table = patterns(self.findings.language.code)
        if table is None:
            return {}
        keep = frozenset(number for number, named in self.findings.named.items() if named.telling)
        relations = Relations(self.names, table, keep)
        for number, (_, note) in enumerate(self.notes):
            asked = next(iter(self._asked(number)), None)
            relations.read(number, note, asked if asked in keep else None)
        self._say_names(relations, keep)
        return relations.best()

    def prerequisites(self, stated: Mapping[Key, Sequence[dict[str, str | int]]]) -> Iterator[Diagnostic]:
        """Draw what is to be learnt before what, among the concepts that the notes explain or ask for in fields.

        Reports the fields that ask for a circle.
        """
        where = self._explained()
        names = title_names(self.findings, where)
        used: dict[int, list[int]] = {}
        texts: dict[int, set[str]] = {}
        places: dict[tuple[int, int], tuple[int, int]] = {}
        explicit = {
            (first, later): evidence for (kind, first, later), evidence in stated.items() if kind == "prerequisite"
        }
        for concept, numbers in where.items():
            count: Counter[int] = Counter()
            keys = texts[concept] = set().union(*self._name_words(concept))
            for number in numbers:
                for line, text in prose(self.notes[number][1].answer):
                    parts = [names.words(part) for part in self._needed(plain(text))]
                    keys.update(word.key for words in parts for word in words if not word.stop)
                    found = [mention.concept for words in parts for mention in names.find(words)]
                    count.update(found)
                    for other in found:
                        places.setdefault((other, concept), (number, line))
            used[concept] = sorted(count, key=lambda other: (-count[other], self.nodes[other]))
        wording = Wording(texts, {concept: self._name_words(concept) for concept in where})
        steps = prerequisites(used, wording, self._inside(where), explicit)
        said = {step: places.get(step, (where.get(step[1], [0])[0], -1)) for step in steps if step not in explicit}
        lines = self._evidence_of(said.values())
        for (first, later), weight in steps.items():
            asked = explicit.get((first, later))
            evidence = asked[:PLACES] if asked else [lines[said[first, later]]]
            more = {"stated": True} if asked else {}
            self._connect("prerequisite", first, later, weight=weight, evidence=evidence, **more)
        for first, later in sorted(explicit.keys() - steps.keys()):
            yield self._circle(first, later, explicit[first, later][0])

    def _circle(self, first: int, later: int, place: Mapping[str, str | int]) -> Diagnostic:
        names = (f"“{self.findings.named[number].name}”" for number in (later, first))
        message = "{} requires {}, which requires it in turn, by other fields; this one is left out".format(*names)
        return Diagnostic(str(place["path"]), int(place["line"]), 1, "prerequisite-circle", Severity.WARNING, message)

    def _name_words(self, concept: int) -> set[frozenset[str]]:
        """The words of every form of a concept's name."""
        forms = (self.names.words(form) for form in self.findings.named[concept].forms)
        return {frozenset(word.key for word in words if not word.stop) for words in forms}

    def _needed(self, text: str) -> Iterator[str]:
        """Of each sentence what comes before it turns to other things."""
        table = patterns(self.findings.language.code)
        turn = table.subject.get("forward") if table else None
        for sentence in _SENTENCE.split(text):
            yield turn.split(sentence, maxsplit=1)[0] if turn else sentence

    def _explained(self) -> dict[int, list[int]]:
        """The notes that ask what a concept is."""
        where: dict[int, list[int]] = {}
        for number in range(len(self.notes)):
            for asked in self._asked(number):
                where.setdefault(asked, []).append(number)
        return where

    def _inside(self, where: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Explained concepts whose name is part of the name of another."""
        known = {
            words: concept for concept in sorted(where, reverse=True) for words in sorted(self.names.keys_of(concept))
        }
        for concept in sorted(where):
            for words in sorted(self.names.keys_of(concept)):
                spans = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
                for start, end in spans:
                    part = known.get(words[start:end])
                    if part is not None and part != concept and self.findings.named[part].telling:
                        yield part, concept

    def _asked(self, number: int) -> list[int]:
        """The concepts that a note explains, best first."""
        return [mention.concept for mention in self.findings.mentions[number] if mention.roles & Role.FOCUS]

    def _say_names(self, relations: Relations, keep: frozenset[int]) -> None:
        """A name that ends with another says a relation too."""
        first: dict[int, int] = {}
        for number, mentions in enumerate(self.findings.mentions):
            for mention in mentions:
                first.setdefault(mention.concept, number)
        for concept, wider in by_name({number: self.names.keys_of(number) for number in keep}):
            relations.say("type_of", concept, wider, LIST, (first[concept], -1))

    def _evidence_of(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[str, str | int]]:
        """Where each line of a note stands; asked for in the order of the files, each of which is then cut into lines once."""
        return {place: self._evidence(*place) for place in sorted(set(places))}

    def _evidence(self, number: int, line: int) -> dict[str, str | int]:
        document, note = self.notes[number]
        return {"path": note.place.path, "line": line_of(document.source, note, line)}
