"""Rows of tables and terms of glossaries become notes where the writer asks for it, and only there."""

from __future__ import annotations

import pytest

from notes2anki.model import Source
from notes2anki.parse import parse

BARS = """\
## Which sorts are there?

| Sort  | Time    | Stable |
| ----- | ------- | ------ |
| Merge | n log n | yes    |
| Quick | n²      |        |
"""
TABS = """\
## How do the boats compare?

Boat\tCrew\tSails
Cat\tone hand\tone, aft
Sloop\ttwo hands\ttwo
"""
SPACES = """\
# Trees

Tree      Leaf      Wood
Birch     small     soft
Oak       lobed     hard
"""
TERMS = """\
# Glossary of rivers

- **Estuary** - mouth of a river
  that the tide reaches
- Delta: land laid down
- [Atlas](https://example.org/atlas) - not a term, but a link

### Meander

A bend. It grows:

- outside: washed out

Oxbow
: a bend that was cut off
"""
ROWS = [
    (BARS, [("followup", "Merge: Time, Stable", "- Time: n log n\n- Stable: yes"), ("followup", "Quick: Time", "n²")]),
    (
        TABS,
        [
            ("followup", "Cat: Crew, Sails", "- Crew: one hand\n- Sails: one, aft"),
            ("followup", "Sloop: Crew, Sails", "- Crew: two hands\n- Sails: two"),
        ],
    ),
    (
        SPACES,
        [
            ("question", "Birch: Leaf, Wood", "- Leaf: small\n- Wood: soft"),
            ("question", "Oak: Leaf, Wood", "- Leaf: lobed\n- Wood: hard"),
        ],
    ),
    ("| 1 | 2 |\n| --- | --- |\n| 3 | 4 |\n", []),
    ("| Year | Rain |\n| --- | --- |\n| 1998 | 40 |\n| 1999 | 35 |\n", []),
    ("| Question | Answer |\n| --- | --- |\n| What is a weir? | A low dam |\n", []),
    ("```\nBoat\tCrew\nCat\t1\nSloop\t2\n```\n", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows_make_notes_when_asked_for(text: str, expected: list[tuple[str, str, str]]) -> None:
    document, _ = parse(Source("notes.md", text), rows=True)
    rows = [note for note in document.notes if note.dialect == "rows"]
    assert [(note.kind.value, note.question, note.answer) for note in rows] == expected
    ids = {note.id: note for note in document.notes}
    assert len(ids) == len(document.notes)
    assert all(ids[note.parent].dialect != "rows" for note in rows if note.parent)
    assert parse(Source("notes.md", text))[0].notes == tuple(note for note in document.notes if note.dialect != "rows")


def test_terms_make_notes_when_asked_for() -> None:
    document, _ = parse(Source("notes.md", TERMS), glossary=True)
    assert [(note.question, note.answer, note.place.line, note.place.end_line) for note in document.notes] == [
        ("Estuary", "mouth of a river\nthat the tide reaches", 3, 4),
        ("Delta", "land laid down", 5, 5),
        ("Meander", "A bend. It grows:\n\n- outside: washed out", 8, 12),
        ("Oxbow", "a bend that was cut off", 14, 15),
    ]
    assert {note.section for note in document.notes} == {("Glossary of rivers",)}
    assert not parse(Source("notes.md", TERMS))[0].notes


def test_what_answers_list_is_no_term() -> None:
    text = "## What is a delta made of?\n\n- sand: coarse\n- silt - fine\n\n## Why is it flat?\n\nThe river slows.\n"
    assert parse(Source("notes.md", text), glossary=True)[0] == parse(Source("notes.md", text))[0]


@pytest.mark.parametrize("asked", [True, False])
def test_front_matter_decides_before_the_settings(*, asked: bool) -> None:
    head = f"---\nrows: {str(asked).lower()}\nglossary: {str(asked).lower()}\n---\n"
    notes = parse(Source("notes.md", f"{head}{BARS}\n{TERMS}"), rows=not asked, glossary=not asked)[0].notes
    assert any(note.dialect == "rows" for note in notes) is asked
    assert any(note.dialect == "glossary" for note in notes) is asked
