"""`notes.json` holds what was found, and what was doubted."""

from __future__ import annotations

import dataclasses
import json

from deck_factory import SETTINGS, collection, document, note
from notes2anki.export import notes_json
from notes2anki.model import Choice, Diagnostic, Form, Place, Severity

DOUBT = Diagnostic("a.md", 3, 1, "numbering-gap", Severity.WARNING, "Q2 is missing")


def written(*notes: object) -> dict[str, object]:
    found = dataclasses.replace(collection(document(notes)), diagnostics=(DOUBT,))  # type: ignore[arg-type]
    (text,) = notes_json.export(found, SETTINGS).values()
    data: dict[str, object] = json.loads(text)
    return data


def test_every_key_is_there() -> None:
    asked = note(
        "g1",
        "What is ReLU?",
        "max(0, *x*)",
        place=Place("sub/a.md", 3, 5),
        section=("Deep learning", "Layers"),
        concepts=("ReLU",),
        tags=("exam",),
        deck="A::B",
    )
    assert written(asked, note("g2", "And then?", "", parent="g1")) == {
        "version": 1,
        "notes": [
            {
                "id": "g1",
                "kind": "question",
                "form": "basic",
                "question": "What is ReLU?",
                "answer": "max(0, *x*)",
                "parent": None,
                "section": ["Deep learning", "Layers"],
                "concepts": ["ReLU"],
                "related": [],
                "tags": ["exam"],
                "deck": "A::B",
                "dialect": "by hand",
                "source": {"path": "sub/a.md", "line": 3, "end_line": 5},
            },
            {
                "id": "g2",
                "kind": "followup",
                "form": "basic",
                "question": "And then?",
                "answer": "",
                "parent": "g1",
                "section": [],
                "concepts": [],
                "related": [],
                "tags": [],
                "deck": None,
                "dialect": "by hand",
                "source": {"path": "notes.md", "line": 1, "end_line": 2},
            },
        ],
        "diagnostics": [
            {
                "path": "a.md",
                "line": 3,
                "column": 1,
                "code": "numbering-gap",
                "severity": "warning",
                "message": "Q2 is missing",
            }
        ],
    }


def test_choice_is_answered_by_its_right_options() -> None:
    options = (Choice("SGD", correct=True), Choice("ReLU", correct=False), Choice("Adam", correct=True))
    (choice,) = written(note("a", answer="", form=Form.CHOICE, choices=options))["notes"]  # type: ignore[misc]
    assert choice["answer"] == "- SGD\n- Adam"


def test_odd_text_comes_back_as_it_was() -> None:
    text = 'half a pair \ud83d, line\u2028separator, "quoted", \x1f, </script>'
    (odd,) = written(note("a", text))["notes"]  # type: ignore[misc]
    assert odd["question"] == text


def test_no_notes_are_json_too() -> None:
    assert written()["notes"] == []
