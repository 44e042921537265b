"""`notes.json`: every question that was found, in the order of the notes, and every doubt about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from notes2anki.export import Format
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes2anki.config import Settings
    from notes2anki.model import Collection, Diagnostic, Note

FORMAT = Format(name="notes", description="every question with its answer and place, as JSON", default=True)

_encode = json.JSONEncoder(ensure_ascii=False).encode

VERSION = 1
"""A version may gain keys; it never loses or changes one."""


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write one note to a line, so that a difference of two builds can be read."""
    notes = _lines(_note(note, collection.related.get(note.id, ())) for note in collection.notes)
    diagnostics = _lines(_diagnostic(diagnostic) for diagnostic in collection.diagnostics)
    text = b'{"version": %d, "notes": [%s], "diagnostics": [%s]}\n' % (VERSION, notes, diagnostics)
    return {"notes.json": text}


def _lines(items: Iterable[dict[str, Any]]) -> bytes:
    """The inside of a JSON list with an item to a line."""
    # half a surrogate pair cannot be encoded; as \\udcxx it is what JSON writes for it
    return b",".join([("\n" + _encode(item)).encode("utf-8", "backslashreplace") for item in items])


def _note(note: Note, related: Sequence[str]) -> dict[str, Any]:
    """A note as the format has it."""
    return {
        "id": note.id,
        "kind": note.kind.value,
        "form": note.form.value,
        "question": note.question,
        "answer": _answer(note),
        "parent": note.parent,
        "section": note.section,
        "concepts": note.concepts,
        "related": related,
        "tags": note.tags,
        "deck": note.deck,
        "dialect": note.dialect,
        "source": {"path": note.place.path, "line": note.place.line, "end_line": note.place.end_line},
    }


def _answer(note: Note) -> str:
    """The answer as Markdown; where a choice alone answers, the right options as a list."""
    if note.form is Form.CHOICE and not note.answer.strip():
        return "\n".join(f"- {choice.text}" for choice in note.choices if choice.correct)
    return note.answer


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as the format has it."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
    }
