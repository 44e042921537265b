"""Collections made by hand: what the stages before an export hand over, without running them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from notes2anki.config import Settings
from notes2anki.model import (
    Collection,
    Concept,
    Document,
    Form,
    FrontMatter,
    Kind,
    Media,
    Note,
    Place,
    Rendered,
    Section,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS = Settings(root=Path("/nowhere"))
MODIFIED = 1_763_000_000


def note(guid: str, question: str = "", answer: str | None = None, **more: Any) -> Note:
    """A note of the file `notes.md`; one with a parent is a follow-up."""
    asked = question or f"Question {guid}?"
    values: dict[str, Any] = {
        "kind": Kind.FOLLOWUP if more.get("parent") else Kind.QUESTION,
        "form": Form.BASIC,
        "question": asked,
        "prompt": asked,
        "answer": f"Answer {guid}." if answer is None else answer,
        "place": Place("notes.md", 1, 2),
        "section": (),
        "dialect": "by hand",
        "modified": MODIFIED,
    }
    return Note(id=guid, **(values | more))


def document(notes: Iterable[Note], path: str = "notes.md", title: str = "Notes") -> Document:
    notes = tuple(notes)
    sections = tuple(Section(path, 1) for path in dict.fromkeys(note.section for note in notes) if path)
    return Document(Source(path, ""), title, FrontMatter(), sections, notes)


def collection(
    *documents: Document,
    title: str = "Notes",
    rendered: dict[str, Rendered] | None = None,
    media: Iterable[Media] = (),
) -> Collection:
    """A collection in which a note looks like its plain texts, where `rendered` says nothing else."""
    notes = [note for document in documents for note in document.notes]
    names = dict.fromkeys(name for note in notes for name in note.concepts)
    looks = {note.id: Rendered(prompt=_paragraph(note.prompt), answer=_paragraph(note.answer)) for note in notes}
    return Collection(
        title=title,
        documents=documents,
        concepts=tuple(Concept(name.lower().replace(" ", "-"), name, (), 0.5, None) for name in names),
        graph=nx.MultiDiGraph(),
        rendered=looks | (rendered or {}),
        media={file.name: file for file in media},
    )


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>" if text else ""
