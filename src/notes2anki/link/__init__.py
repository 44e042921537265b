"""Link: what the notes are about, and how it hangs together."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from notes2anki.link.centrality import add_centrality
from notes2anki.link.concepts import Finder, Findings, Mention
from notes2anki.link.draw import Drawing
from notes2anki.link.graph import concept_id, connect, new_graph, node_of, tie_together
from notes2anki.link.mentions import Names
from notes2anki.link.order import add_study_order
from notes2anki.link.own import add_own_names
from notes2anki.link.related import related
from notes2anki.link.text import Role
from notes2anki.model import Collection, Concept, Document, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notes2anki.model import Term


def link(documents: Sequence[Document], title: str = "", glossary: Sequence[Term] = ()) -> Collection:
    """Find the concepts of all notes, and draw the graph of them; names of the `glossary` win over all others.

    Without a title, the collection has that of its only file, or none. The documents of the result are those that were given,
    in the order of their paths, with the names of the concepts in every note, best first. In which order they are given
    matters for nothing: where one note must come before another, as in the order to study in, the paths decide.
    """
    documents = sorted(documents, key=lambda document: document.source.path)
    finder = Finder(glossary)
    for document in documents:
        finder.read(document)
    findings = finder.findings()
    notes = [note for document in documents for note in document.notes]
    add_own_names(findings, notes)
    names = Names({number: named.forms for number, named in findings.named.items()}, findings.language)
    concepts = _concepts(findings, notes)
    graph = new_graph(documents, concepts.values())
    nodes = {number: node_of(concept) for number, concept in concepts.items()}
    shares = [[(nodes[mention.concept], _weight(mention)) for mention in mentions] for mentions in findings.mentions]
    for note, share in zip(notes, shares, strict=True):
        for node, weight in share:
            connect(graph, note.id, node, "mentions", weight=weight)
    drawing = Drawing(
        graph,
        [(document, note) for document in documents for note in document.notes],
        findings,
        names,
        nodes,
    )
    stated = drawing.stated()
    drawing.relations(stated)
    doubts = tuple(drawing.prerequisites(stated))
    tie_together(graph, ([node for node, _ in share] for share in shares))
    add_centrality(graph)
    add_study_order(graph, notes, {note.id: share[0][0] for note, share in zip(notes, shares, strict=True) if share})
    return Collection(
        title=title or _title(documents),
        documents=_with_concepts(documents, findings, concepts),
        concepts=tuple(sorted(concepts.values(), key=lambda concept: (-concept.rank, concept.id))),
        graph=graph,
        diagnostics=doubts,
        related=related(graph, notes, shares),
    )


def _title(documents: Sequence[Document]) -> str:
    if len(documents) != 1:
        return ""
    return documents[0].title or PurePath(documents[0].source.path).stem


def _weight(mention: Mention) -> float:
    """How sure it is that the note is about the concept, between 0 and 1."""
    return round(1 / (1 + math.exp(-mention.score)), 4)


def _concepts(findings: Findings, notes: Sequence[Note]) -> Mapping[int, Concept]:
    """The concepts by number; ids are handed out in the order of the names."""
    total: dict[int, float] = defaultdict(float)
    definition: dict[int, str] = {}
    for note, mentions in zip(notes, findings.mentions, strict=True):
        for mention in mentions:
            total[mention.concept] += _weight(mention)
            if mention.roles & Role.FOCUS and note.answered:
                definition.setdefault(mention.concept, note.id)
    highest = max(total.values(), default=1.0)
    result: dict[int, Concept] = {}
    taken: set[str] = set()
    for number, named in sorted(findings.named.items(), key=lambda item: (item[1].name, item[0])):
        stem = concept_id(named.name)
        identity = stem
        count = 1
        while identity in taken:
            count += 1
            identity = f"{stem}-{count}"
        taken.add(identity)
        result[number] = Concept(
            id=identity,
            name=named.name,
            aliases=tuple(sorted(form for form in named.forms if form != named.name)),
            rank=round(total[number] / highest, 4),
            definition=definition.get(number),
        )
    return result


def _with_concepts(
    documents: Sequence[Document], findings: Findings, concepts: Mapping[int, Concept]
) -> tuple[Document, ...]:
    mentions = iter(findings.mentions)
    return tuple(
        replace(
            document,
            notes=tuple(
                replace(note, concepts=tuple(concepts[mention.concept].name for mention in next(mentions)))
                for note in document.notes
            ),
        )
        for document in documents
    )
