"""Relations and steps of learning from the notes into the graph, with the lines that say so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.link.graph import connect
from notes2anki.link.own import title_names
from notes2anki.link.patterns import patterns
from notes2anki.link.places import line_of
from notes2anki.link.prerequisites import prerequisites
from notes2anki.link.relations import LIST, Relations, by_name
from notes2anki.link.text import Role, plain, prose
from notes2anki.link.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx

    from notes2anki.link.concepts import Findings
    from notes2anki.link.mentions import Names
    from notes2anki.model import Document, Note

PLACES = 5
"""Lines of evidence that are kept of one relation."""

_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_REQUIRES = re.compile(
    r"\W{0,6}(?:requires?|prerequisites?|builds on|depends on|voraussetzung(?:en)?|prérequis|prerequisit[oi]|pré-requisitos?|requisitos previos)"
    r"\W{0,3}:\W{0,3}(.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the graph is drawn from: `nodes` holds the node of each concept, `findings` speaks of `notes` in their order."""

    graph: nx.MultiDiGraph[str]
    notes: Sequence[tuple[Document, Note]]
    findings: Findings
    names: Names
    nodes: Mapping[int, str]

    def relations(self) -> None:
        """Draw the typed relations between concepts."""
        table = patterns(self.findings.language.code)
        if table is None:
            return
        keep = frozenset(number for number, named in self.findings.named.items() if named.telling)
        relations = Relations(self.names, table, keep)
        for number, (_, note) in enumerate(self.notes):
            asked = next(iter(self._asked(number)), None)
            relations.read(number, note, asked if asked in keep else None)
        self._say_names(relations, keep)
        for (kind, source, target), statement in relations.best().items():
            places = list(dict.fromkeys(statement.places))[:PLACES]
            evidence = [self._evidence(number, line) for number, line in places]
            connect(
                self.graph, self.nodes[source], self.nodes[target], kind, weight=statement.weight, evidence=evidence
            )

    def prerequisites(self) -> None:
        """Draw what is to be learnt before what, among the concepts that the notes explain."""
        where = self._explained()
        names = title_names(self.findings, where)
        used: dict[int, list[int]] = {}
        texts: dict[int, set[str]] = {}
        places: dict[tuple[int, int], tuple[int, int]] = {}
        explicit: set[tuple[int, int]] = set()
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
                    required = _REQUIRES.match(text)
                    explicit |= {(other, concept) for other in names.concepts(required[1])} if required else set()
            used[concept] = sorted(count, key=lambda other: (-count[other], self.nodes[other]))
        wording = Wording(texts, {concept: self._name_words(concept) for concept in where})
        for (first, later), weight in prerequisites(used, wording, self._inside(where), explicit).items():
            number, line = places.get((first, later), (where.get(later, [0])[0], -1))
            connect(
                self.graph,
                self.nodes[first],
                self.nodes[later],
                "prerequisite",
                weight=weight,
                evidence=[self._evidence(number, line)],
            )

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

    def _evidence(self, number: int, line: int) -> dict[str, str | int]:
        document, note = self.notes[number]
        return {"path": note.place.path, "line": line_of(document.source, note, line)}
