"""What the map shows: regions, concepts, questions and links, drawn from the collection and its graph."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from notes2anki.hue import section_hues
from notes2anki.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notes2anki.model import Collection, Document, Note


_TOGETHER = "relates"
"""Edge kind of concepts that are asked together; every other kind between concepts is a statement about them."""
_KEPT = 16
"""Co-occurrences kept for a concept, strongest first; the panel shows them all and counts the rest."""


@dataclass(frozen=True, slots=True)
class Region:
    """A section of the notes, drawn as one area of the map."""

    title: str
    trail: str
    """Titles of the sections around it, outermost first."""
    file: int
    """Number of the document."""
    hue: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A concept with its questions, or what is left of a section: the questions that name no concept."""

    id: str
    """Id of the node in the graph."""
    key: str
    """What links to the map call it."""
    name: str
    aliases: tuple[str, ...]
    region: int
    rank: float
    """Weight between 0 and 1."""
    questions: tuple[int, ...]
    degree: int
    """How many other concepts it is linked with."""
    rest: bool = False
    """Whether it stands for what is left of a section."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two concepts and what the notes say of them."""

    source: int
    target: int
    kind: str
    weight: float
    backbone: bool
    """Whether it is drawn at rest: statements, and the strongest co-occurrences of each concept."""
    evidence: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the map shows. Regions, spots and questions are named by their numbers in these tuples."""

    title: str
    files: tuple[str, ...]
    regions: tuple[Region, ...]
    spots: tuple[Spot, ...]
    links: tuple[Link, ...]
    questions: tuple[Note, ...]
    homes: tuple[int, ...]
    """Region of each question."""


def page_of(collection: Collection) -> Page:
    """Draw the page from the collection; what the graph lacks is left out, no question ever is."""
    questions = tuple(collection.notes)
    number = {note.id: index for index, note in enumerate(questions)}
    regions, homes = _regions(collection)
    concepts = _concepts(collection) if questions else []
    about = _mentions(collection, number)
    place = {node: index for index, (node, _) in enumerate(concepts)}
    links, degree = _links(collection, place, [len(about[node]) for node in place])
    spots = []
    for index, (node, data) in enumerate(concepts):
        home = _home(about[node], number.get(str(data.get("definition"))), homes)
        spots.append(_spot(node, data, [question for question, _ in about[node]], home, degree[index]))
    named = {question for spot in spots for question in spot.questions}
    spots += _rest(homes, named)
    files = tuple(document.source.path for document in collection.documents)
    return Page(collection.title, files, regions, tuple(spots), links, questions, homes)


def _concepts(collection: Collection) -> list[tuple[str, Mapping[str, Any]]]:
    """Give the concepts of the graph, those that weigh most first."""
    nodes = [(node, data) for node, data in collection.graph.nodes(data=True) if data.get("kind") == "concept"]
    return sorted(nodes, key=lambda item: (-float(item[1].get("rank") or 0), item[0]))


def _regions(collection: Collection) -> tuple[tuple[Region, ...], tuple[int, ...]]:
    hues = section_hues(note.section for note in collection.notes)
    regions: list[Region] = []
    homes: list[int] = []
    for file, document in enumerate(collection.documents):
        seen: dict[tuple[str, ...], int] = {}
        for note in document.notes:
            if note.section not in seen:
                seen[note.section] = len(regions)
                title = note.section[-1] if note.section else _title(document)
                trail = " › ".join(note.section[:-1])
                regions.append(Region(title, trail, file, hues[note.section]))
            homes.append(seen[note.section])
    return tuple(regions), tuple(homes)


def _title(document: Document) -> str:
    return document.title or PurePosixPath(document.source.path).stem


def _mentions(collection: Collection, number: Mapping[str, int]) -> Mapping[str, list[tuple[int, float]]]:
    """Give the questions of each concept, in reading order, with the weight of the mention."""
    about: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for source, target, data in collection.graph.edges(data=True):
        if data.get("kind") == "mentions" and source in number:
            about[target][number[source]] = float(data.get("weight", 1))
    return defaultdict(list, {concept: sorted(found.items()) for concept, found in about.items()})


def _home(about: Sequence[tuple[int, float]], definition: int | None, homes: Sequence[int]) -> int:
    """Find the region that speaks of a concept most; where it is defined counts twice."""
    weight: defaultdict[int, float] = defaultdict(float)
    for question, mention in about:
        weight[homes[question]] += mention
    if definition is not None:
        weight[homes[definition]] *= 2
    return min(weight, key=lambda home: (-weight[home], home), default=0)


def _spot(node: str, data: Mapping[str, Any], questions: Sequence[int], region: int, degree: int) -> Spot:
    return Spot(
        id=node,
        key=node.removeprefix("concept:"),
        name=str(data.get("name") or node),
        aliases=tuple(str(alias) for alias in data.get("aliases") or ()),
        region=region,
        rank=float(data.get("rank") or 0),
        questions=tuple(questions),
        degree=degree,
    )


def _links(
    collection: Collection, place: Mapping[str, int], asked: Sequence[int]
) -> tuple[tuple[Link, ...], Mapping[int, int]]:
    statements: dict[tuple[int, int, str], Link] = {}
    together: dict[tuple[int, int], float] = {}
    for source, target, data in collection.graph.edges(data=True):
        if source not in place or target not in place or source == target:
            continue
        here, there, kind = place[source], place[target], str(data.get("kind", _TOGETHER))
        weight = float(data.get("weight", 1))
        if kind == _TOGETHER:
            together[min(here, there), max(here, there)] = weight
        else:
            evidence = tuple((str(at["path"]), int(at["line"])) for at in data.get("evidence", ()))
            statements[here, there, kind] = Link(here, there, kind, weight, backbone=True, evidence=evidence)
    degree: defaultdict[int, set[int]] = defaultdict(set)
    for here, there in [*together, *((link.source, link.target) for link in statements.values())]:
        degree[here].add(there)
        degree[there].add(here)
    said = {(min(here, there), max(here, there)) for here, there, _ in statements}
    kept = _strongest(together, asked, said)
    links = [*(statements[key] for key in sorted(statements)), *kept]
    return tuple(links), defaultdict(int, {index: len(others) for index, others in degree.items()})


def _strongest(
    together: Mapping[tuple[int, int], float], asked: Sequence[int], said: set[tuple[int, int]]
) -> Iterable[Link]:
    """Keep for each concept the co-occurrences that say most, and draw one or two of them at rest.

    Weights are divided by how often the two are asked about at all, else a few common concepts would take every line.
    """
    strength: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    stated: defaultdict[int, int] = defaultdict(int)
    for pair in said:
        for concept in pair:
            stated[concept] += 1
    for (here, there), weight in together.items():
        score = weight / math.sqrt(max(1, asked[here]) * max(1, asked[there]))
        strength[here].append((-score, there))
        strength[there].append((-score, here))
    drawn: set[tuple[int, int]] = set()
    kept: set[tuple[int, int]] = set()
    for concept, others in strength.items():
        others.sort()
        pairs = [(min(concept, other), max(concept, other)) for _, other in others]
        kept.update(pairs[:_KEPT])
        unsaid = [pair for pair in pairs[:_KEPT] if pair not in said]
        drawn.update(unsaid[: 1 if stated[concept] > 1 else 2])
    return [Link(*pair, _TOGETHER, together[pair], backbone=pair in drawn, evidence=()) for pair in sorted(kept)]


def _rest(homes: Sequence[int], named: set[int]) -> list[Spot]:
    """Give each region a spot for its questions without a concept, so that every question stands on the map."""
    left: defaultdict[int, list[int]] = defaultdict(list)
    for question, home in enumerate(homes):
        if question not in named:
            left[home].append(question)
    spots = []
    for region in sorted(left):
        questions = left[region]
        others = "other " if named else ""
        name = f"{len(questions)} {others}question{'s' if len(questions) > 1 else ''}"
        key = f"rest:{region}"  # no name of a concept in a link has a colon
        spots.append(Spot(key, key, name, (), region, 0.0, tuple(questions), 0, rest=True))
    return spots


def threads(page: Page) -> Iterable[tuple[int, int]]:
    """Give every question with its depth, each followed by those asked after it; no recursion, for chains can be long."""
    number = {note.id: index for index, note in enumerate(page.questions)}
    after: defaultdict[int, list[int]] = defaultdict(list)
    roots = []
    for index, note in enumerate(page.questions):
        parent = number.get(note.parent or "")
        if note.kind is Kind.FOLLOWUP and parent is not None and parent < index:
            after[parent].append(index)
        else:
            roots.append(index)
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:
        index, depth = waiting.pop()
        yield index, depth
        waiting += [(child, depth + 1) for child in reversed(after[index])]
