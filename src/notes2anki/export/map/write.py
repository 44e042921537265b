"""The map from the collection to the bytes of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes2anki.export.map import known
from notes2anki.export.map.layout import lay_out, weight
from notes2anki.export.map.network import MapNetwork
from notes2anki.export.map.outline import Outline
from notes2anki.export.map.page import page_of
from notes2anki.hue import PALETTE
from notes2anki.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notes2anki.config import Settings
    from notes2anki.export.map.layout import Layout
    from notes2anki.export.map.page import Page
    from notes2anki.model import Collection, Progress


def write(collection: Collection, settings: Settings) -> bytes:
    """Give the page in UTF-8."""
    page = page_of(collection)
    outline = Outline(page, collection, settings)
    nodes = _nodes(page, lay_out(page))
    content = _content(page)
    if collection.progress is not None:
        _add_progress(page, collection.progress, nodes, content)
    network = MapNetwork(nodes, _edges(page))
    concepts = sum(not spot.rest for spot in page.spots)
    unanswered = sum(not note.answered for note in page.questions)
    return network.page(
        outline.html(),
        title=page.title or "Notes",
        concepts=concepts,
        questions=len(page.questions),
        unanswered=unanswered,
        progress=collection.progress is not None,
        content=content,
    )


def _nodes(page: Page, layout: Layout) -> list[dict[str, Any]]:
    """Give the spots as the script knows them (`Spot` in model.js)."""
    most = max((weight(len(spot.questions), spot.degree) for spot in page.spots), default=1.0)
    return [
        {
            "id": index,
            "node": spot.id,
            "rest": spot.rest,
            "key": spot.key,
            "label": spot.name,
            "aliases": spot.aliases,
            "region": spot.region,
            "questions": spot.questions,
            "degree": spot.degree,
            "importance": round(weight(len(spot.questions), spot.degree) / most, 3),
            "lines": box.lines,
            "font": box.font,
            "w": box.width,
            "h": box.height,
            "wide": layout.wide[index],
            "tall": layout.tall[index],
        }
        for index, (spot, box) in enumerate(zip(page.spots, layout.boxes, strict=True))
    ]


def _edges(page: Page) -> list[dict[str, Any]]:
    """Give the links as the script knows them (`Link` in model.js)."""
    edges = []
    for link in page.links:
        edge: dict[str, Any] = {"from": link.source, "to": link.target, "kind": link.kind, "weight": link.weight}
        if link.backbone:
            edge["backbone"] = 1
        if link.evidence:
            edge["evidence"] = link.evidence
        edges.append(edge)
    return edges


def _content(page: Page) -> dict[str, Any]:
    """Give the rest: regions, files and questions (`Region` and `Question` in model.js)."""
    number = {note.id: index for index, note in enumerate(page.questions)}
    regions = [
        {"title": region.title, "trail": region.trail, "file": region.file, "hue": PALETTE.index(region.hue)}
        for region in page.regions
    ]
    questions = []
    for note, region in zip(page.questions, page.homes, strict=True):
        question: dict[str, Any] = {"id": note.id, "text": note.question, "region": region}
        if note.kind is Kind.FOLLOWUP:
            question["parent"] = number.get(note.parent or "", -1)
        if not note.answered:
            question["unanswered"] = 1
        if note.tags:
            question["tags"] = note.tags
        questions.append(question)
    return {"files": page.files, "regions": regions, "questions": questions, "hues": PALETTE}


def _add_progress(
    page: Page, progress: Mapping[str, Progress], nodes: list[dict[str, Any]], content: dict[str, Any]
) -> None:
    """Add what a collection of Anki says: `standing` of spots, `state` and `lapses` of questions."""
    content["progress"] = {
        "often": known.OFTEN,
        "enough": known.ENOUGH,
        "words": {**{str(state): words for state, words in known.WORDS.items()}, "outside": known.NOT_HELD},
    }
    for note, question in zip(page.questions, content["questions"], strict=True):
        if held := progress.get(note.id):
            question["state"] = held.known
            if held.lapses:
                question["lapses"] = held.lapses
    for node, standing in zip(nodes, known.standings(page, progress), strict=True):
        for name in ("known", "next", "open", "waits"):
            if getattr(standing, name):
                node["standing"] = name
