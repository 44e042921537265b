"""Collections made by hand: the page is tried on them, whatever the stages before it do."""

from __future__ import annotations

import random
from dataclasses import replace
from html import escape

import networkx as nx

from notes2anki.model import (
    Collection,
    Concept,
    Document,
    Form,
    FrontMatter,
    Kind,
    Known,
    Media,
    Note,
    Place,
    Progress,
    Rendered,
    Source,
)

BREAD = {
    "Flour and water": [
        (
            "What is gluten?",
            "A net of proteins that forms when **flour** meets water.",
            ["Gluten", "Flour", "Hydration"],
        ),
        ("> Why does kneading strengthen gluten?", "It lines the strands up.", ["Gluten", "Kneading"]),
        ("> > Can a dough be kneaded too long?", "", ["Kneading", "Dough"]),
        ("What does hydration mean?", "Water in percent of the flour: $h = w / f$.", ["Hydration", "Flour", "Dough"]),
        ("What is autolyse?", "Flour and water rest before salt and leaven come in.", ["Autolyse", "Gluten", "Enzyme"]),
        ("How do strong and weak flour differ?", "By their protein.", ["Flour", "Protein", "Gluten"]),
        ("Why is salt added?", "It slows the yeast and firms the net.", ["Salt", "Gluten", "Yeast"]),
    ],
    "Fermentation": [
        (
            "What does yeast live on?",
            "On sugar that enzymes free from starch.",
            ["Yeast", "Enzyme", "Starch", "Fermentation"],
        ),
        ("> What becomes of the sugar?", "Gas and alcohol.", ["Fermentation", "Carbon dioxide"]),
        (
            "What is a sourdough starter?",
            "A culture of wild yeast and lactic acid bacteria.",
            ["Starter", "Wild yeast", "Lactic acid bacteria"],
        ),
        ("How does sourdough compare with commercial yeast?", "", ["Starter", "Yeast", "Acidity"]),
        (
            "Why is a dough retarded in the cold?",
            "Acids form while the yeast sleeps.",
            ["Retarding", "Acidity", "Yeast"],
        ),
        (
            "When is bulk fermentation over?",
            "When it has grown by half.",
            ["Bulk fermentation", "Dough", "Fermentation"],
        ),
        ("What is a poolish?", "A wet pre-ferment.", ["Poolish", "Pre-ferment", "Yeast"]),
        ("What is a biga?", "A stiff pre-ferment.", ["Biga", "Pre-ferment"]),
    ],
    "Shaping and proofing": [
        (
            "Why is a loaf shaped under tension?",
            "The skin holds the gas.",
            ["Shaping", "Surface tension", "Carbon dioxide"],
        ),
        ("> What if the skin tears?", "", ["Surface tension", "Shaping"]),
        ("How is the poke test done?", "Press, and see whether it comes back slowly.", ["Poke test", "Proofing"]),
        (
            "What does an overproofed loaf look like?",
            "Flat, for the net has given way.",
            ["Overproofing", "Proofing", "Gluten"],
        ),
        ("What is a banneton for?", "It holds the shape while the loaf proofs.", ["Banneton", "Proofing", "Shaping"]),
    ],
    "Baking": [
        (
            "Why does bread need steam?",
            "It keeps the skin soft, so that the loaf can rise.",
            ["Steam", "Oven spring", "Crust"],
        ),
        ("What is oven spring?", "The last rise, in the heat.", ["Oven spring", "Carbon dioxide"]),
        ("> How does scoring guide it?", "The loaf opens where it was cut.", ["Scoring", "Oven spring"]),
        (
            "What makes a crust brown?",
            "The Maillard reaction of sugars and proteins.",
            ["Maillard reaction", "Crust", "Protein"],
        ),
        ("At what heat does starch set?", "At about 65 °C.", ["Starch", "Gelatinization", "Crumb"]),
        ("Why must bread cool before it is cut?", "", ["Crumb", "Starch", "Cooling"]),
    ],
    "Faults": [
        ("Why is the crumb dense?", "Too little fermentation or too weak a net.", ["Crumb", "Fermentation", "Gluten"]),
        ("Why does bread go stale?", "Starch crystallizes again.", ["Staling", "Starch", "Retrogradation"]),
        ("What is rope?", "A spoilage by bacilli; acidity keeps it away.", ["Rope", "Acidity"]),
        ("What would you change first?", "One thing at a time.", []),
    ],
}
SAID = [
    ("Wild yeast", "type_of", "Yeast"),
    ("Poolish", "type_of", "Pre-ferment"),
    ("Biga", "type_of", "Pre-ferment"),
    ("Poolish", "compared_with", "Biga"),
    ("Bulk fermentation", "part_of", "Fermentation"),
    ("Steam", "used_for", "Oven spring"),
    ("Overproofing", "causes", "Staling"),
    ("Retarding", "solves", "Overproofing"),
    ("Flour", "prerequisite", "Gluten"),
    ("Gluten", "prerequisite", "Kneading"),
    ("Hydration", "prerequisite", "Autolyse"),
    ("Enzyme", "prerequisite", "Fermentation"),
    ("Yeast", "prerequisite", "Fermentation"),
    ("Fermentation", "prerequisite", "Bulk fermentation"),
    ("Bulk fermentation", "prerequisite", "Proofing"),
    ("Proofing", "prerequisite", "Overproofing"),
    ("Starch", "prerequisite", "Gelatinization"),
    ("Gelatinization", "prerequisite", "Retrogradation"),
    ("Protein", "prerequisite", "Maillard reaction"),
]

FIRST = ("Adaptive", "Bayesian", "Sparse", "Dense", "Latent", "Causal", "Hidden")
FIRST += ("Local", "Global", "Robust", "Linear", "Spectral", "Greedy", "Lazy")
SECOND = ("attention", "kernel", "pooling", "sampling", "descent", "encoder")
SECOND += ("prior", "loss", "gradient", "margin", "forest", "cache", "index")

Questions = dict[str, list[tuple[str, str, list[str]]]]


def collection(
    sections: Questions,
    said: list[tuple[str, str, str]] | None = None,
    *,
    title: str = "Baking bread",
    path: str = "bread.md",
    rendered: dict[str, Rendered] | None = None,
) -> Collection:
    """Make a collection of one file; a question that begins with ``>`` follows the last one with fewer of them."""
    notes: list[Note] = []
    chain: list[str] = []
    line = 1
    for section, questions in sections.items():
        for text, answer, concepts in questions:
            depth = len(text.split("> ")) - 1
            question = text.removeprefix("> " * depth)
            number = f"n{len(notes):05d}"
            chain[depth:] = [number]
            notes.append(
                Note(
                    id=number,
                    kind=Kind.FOLLOWUP if depth else Kind.QUESTION,
                    form=Form.BASIC,
                    question=question,
                    prompt=question,
                    answer=answer,
                    place=Place(path, line, line + 2),
                    section=(section,) if section else (),
                    dialect="made",
                    parent=chain[depth - 1] if depth else None,
                    concepts=tuple(concepts),
                )
            )
            line += 4
    return gathered({path: notes}, said or [], title, rendered)


def gathered(
    files: dict[str, list[Note]],
    said: list[tuple[str, str, str]],
    title: str,
    rendered: dict[str, Rendered] | None = None,
) -> Collection:
    """Put notes of several files together, with the graph that their concepts make."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    notes = [note for found in files.values() for note in found]
    names = sorted({concept for note in notes for concept in note.concepts})
    concepts = tuple(Concept(slug(name), name, (), 1 / (index + 1), None) for index, name in enumerate(names))
    for concept in concepts:
        graph.add_node(
            f"concept:{concept.id}", kind="concept", name=concept.name, aliases=[], rank=concept.rank, definition=None
        )
    together: dict[tuple[str, str], int] = {}
    for note in notes:
        graph.add_node(note.id, kind=str(note.kind))
        if note.parent:
            graph.add_edge(note.id, note.parent, kind="followup_of")
        for index, name in enumerate(note.concepts):
            graph.add_edge(note.id, f"concept:{slug(name)}", kind="mentions", weight=1.0)
            for other in note.concepts[index + 1 :]:
                pair = (min(name, other), max(name, other))
                together[pair] = together.get(pair, 0) + 1
    for (one, two), weight in together.items():
        graph.add_edge(f"concept:{slug(one)}", f"concept:{slug(two)}", kind="relates", weight=weight)
    for one, kind, two in said:
        evidence = [{"path": next(iter(files)), "line": 3}]
        graph.add_edge(f"concept:{slug(one)}", f"concept:{slug(two)}", kind=kind, weight=1.0, evidence=evidence)
    documents = tuple(
        Document(Source(path, ""), path.removesuffix(".md"), FrontMatter(), (), tuple(found))
        for path, found in files.items()
    )
    shown = {note.id: Rendered(f"<p>{escape(note.prompt)}</p>", f"<p>{escape(note.answer)}</p>") for note in notes}
    return Collection(title, documents, concepts, graph, {**shown, **(rendered or {})})


def slug(name: str) -> str:
    """Name a concept in a link."""
    return "-".join(name.lower().split())


def bread() -> Collection:
    """Make notes about bread: 30 questions, follow-ups of follow-ups, gaps, every kind of relation."""
    return collection(BREAD, SAID)


def many(size: int, files: int = 1) -> Collection:
    """Make notes of about `size` nodes in the graph, concepts as unevenly used as in real ones."""
    chance = random.Random(size)
    concepts = size // 3
    names = [f"{FIRST[i % 14]} {SECOND[i // 14 % 13]}{f' {i}' if i >= 182 else ''}" for i in range(concepts)]
    sections = max(2, round(size**0.5 * 0.55))
    notes: dict[str, list[Note]] = {f"part-{file:02d}.md": [] for file in range(files)}
    total = size - concepts - sections
    for number in range(total):
        section = number * sections // total
        path = f"part-{section * files // sections:02d}.md"
        home = names[section::sections]
        about = [
            home[min(len(home) - 1, int(chance.paretovariate(0.9)) - 1)] for _ in range(chance.choice((1, 2, 3, 4)))
        ]
        about.append(home[number % len(home)])
        if chance.random() < 0.15:
            about.append(chance.choice(names))
        follows = number % 4 == 3
        notes[path].append(
            Note(
                id=f"n{number:06d}",
                kind=Kind.FOLLOWUP if follows else Kind.QUESTION,
                form=Form.BASIC,
                question=f"How does {about[0]} differ from {about[-1]}?",
                prompt="",
                answer=""
                if chance.random() < 0.1
                else f"{about[0]} trades bias against variance, and cost against both. " * 3,
                place=Place(path, number * 4 + 1, number * 4 + 2),
                section=(f"{FIRST[section % 14]} {SECOND[section % 13]} {section}",),
                dialect="made",
                parent=f"n{number - 1:06d}" if follows else None,
                concepts=tuple(dict.fromkeys(about)),
            )
        )
    said = []
    for index in range(concepts - sections):
        if chance.random() < 0.3:
            said.append((names[index], "prerequisite", names[index + sections]))
        if chance.random() < 0.15:
            said.append((names[index], chance.choice(("type_of", "solves", "used_for")), names[index + sections]))
    return gathered({path: found for path, found in notes.items() if found}, said, f"Notes of {size} nodes")


def with_media(collection: Collection, media: dict[str, Media]) -> Collection:
    """Give a collection files."""
    return replace(collection, media=media)


def studied(collection: Collection) -> Collection:
    """Give a collection the progress of somebody who has learnt two thirds of it: early notes well, some in each state."""
    notes = [note for note in collection.notes if note.answered]
    progress = {}
    for place, note in enumerate(notes):
        share = place / len(notes)
        state = (Known.MATURE if place % 7 else Known.YOUNG) if share < 0.35 else Known.YOUNG
        if share >= 0.55:
            state = Known.LEARNING if share < 0.7 else Known.NEW
        if place % 13 == 5:
            state = Known.SUSPENDED
        if place % 11 != 8:  # the others are not in Anki
            progress[note.id] = Progress(state, place % 9 if state is not Known.NEW else 0)
    return known(collection, progress)


def known(collection: Collection, progress: dict[str, Progress]) -> Collection:
    """Give a collection progress."""
    return replace(collection, progress=progress)
