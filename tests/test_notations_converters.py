"""Notations of tools that turn Markdown and org files into decks, in own words and in the cases of the tools' own tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from notes2anki.model import Note, Source
from notes2anki.parse import parse

HERE = Path(__file__).parent
CASES = json.loads((HERE / "notations" / "converters.json").read_text(encoding="utf-8"))


def read(text: str, path: str = "notes.md") -> list[Note]:
    document, _ = parse(Source(path, text))
    return list(document.notes)


def shown(note: Note, keys: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "form": note.form.value,
        "prompt": note.prompt,
        "answer": note.answer,
        "given_id": note.given_id,
        "tags": list(note.tags),
        "deck": note.deck,
        "section": list(note.section),
        "choices": [[choice.text, choice.correct] for choice in note.choices],
    }
    return {key: said[key] for key in keys}


@pytest.mark.parametrize("name", CASES)
def test_a_file_gives_the_notes_that_it_means(name: str) -> None:
    case = CASES[name]
    notes = read("\n".join(case["text"]), case.get("path", "notes.md"))
    assert len(notes) == len(case["notes"])
    assert [shown(note, list(expected)) for note, expected in zip(notes, case["notes"], strict=True)] == case["notes"]
