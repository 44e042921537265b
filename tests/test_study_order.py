"""The order of study: what explains a concept comes before what builds on it, all else stays as it stands."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx

from deck_factory import SETTINGS
from link_notes import document, linked
from notes2anki.config import Order
from notes2anki.export.anki.selection import packed
from notes2anki.link import link
from notes2anki.model import Collection, Kind, Rendered

NOTES = (
    ("What is a kettle?", "A pot for tea."),
    ("What is gradient descent?", "Steps against the gradient. Requires: gradient"),
    ("What is momentum?", "Gradient descent that remembers. Requires: gradient descent"),
    ("What is a gradient?", "The vector of all slopes. Requires: slope"),
    ("What is a slope?", "Rise over run."),
)


def _studied(collection: Collection, order: Order) -> list[str]:
    shown = replace(collection, rendered={note.id: Rendered(note.question, note.answer) for note in collection.notes})
    return [note.question for note in packed(shown, replace(SETTINGS, order=order))]


def test_an_explanation_is_pulled_before_what_builds_on_it() -> None:
    collection = linked(*NOTES)
    kettle, descent, momentum, gradient, slope = [question for question, _ in NOTES]
    assert _studied(collection, Order.NOTES) == [question for question, _ in NOTES]
    assert _studied(collection, Order.PREREQUISITES) == [kettle, slope, gradient, descent, momentum]


def test_concepts_are_numbered_after_what_they_need() -> None:
    graph = linked(*NOTES).graph
    order = nx.get_node_attributes(graph, "order")
    steps = [(first, later) for first, later, kind in graph.edges(keys=True) if kind == "prerequisite"]
    assert len(steps) >= 3
    assert all(order[first] < order[later] for first, later in steps)
    concepts = [order[node] for node, kind in graph.nodes(data="kind") if kind == "concept"]
    assert sorted(concepts) == list(range(1, len(concepts) + 1))


def test_followups_come_along_with_their_question() -> None:
    made = document(*NOTES)
    notes = list(made.notes)
    notes[4] = replace(notes[4], kind=Kind.FOLLOWUP, parent=notes[3].id)  # a slope is asked for after the gradient
    collection = link([replace(made, notes=tuple(notes))])
    kettle, descent, momentum, gradient, slope = [question for question, _ in NOTES]
    assert _studied(collection, Order.PREREQUISITES) == [kettle, gradient, slope, descent, momentum]


def test_questions_that_explain_each_other_stay_as_they_stand() -> None:
    notes = (("What is a hen?", "What an egg becomes."), ("What is an egg?", "What a hen lays."))
    assert _studied(linked(*notes), Order.PREREQUISITES) == [question for question, _ in notes]
