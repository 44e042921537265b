"""Notations of plugins for vaults of notes and of outliners: what is read from own cases, and from those tools' tests."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from notes2anki.model import Form, Note, Source
from notes2anki.parse import parse

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "notations" / "cases"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the tools' own cases are not at {SHARED}")


def own(name: str) -> list[Any]:
    """Return the cases of a file of ours as parameters."""
    cases = tomllib.loads((HERE / "notations" / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


def theirs(name: str) -> list[dict[str, Any]]:
    """Return the cases of another tool; none where the folder is not there."""
    path = SHARED / f"{name}.json"
    cases: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cases"] if path.is_file() else []
    return cases


def read(text: str) -> tuple[Note, ...]:
    document, _ = parse(Source("notes.md", text))
    return document.notes


@pytest.mark.parametrize("case", own("vault_no_cards"))
def test_what_only_looks_like_a_notation_gives_no_card(case: dict[str, Any]) -> None:
    assert [(note.dialect, note.prompt, note.answer) for note in read(case["notes"])] == []


@pytest.mark.parametrize("case", [*own("vault"), *own("outline")])
def test_a_notation_is_read(case: dict[str, Any]) -> None:
    notes = read(case["notes"])
    assert [(str(note.form), note.prompt, note.answer) for note in notes] == [
        (card.get("form", "basic"), card["front"], card.get("back", "")) for card in case["cards"]
    ]
    for note, card in zip(notes, case["cards"], strict=True):
        assert note.given_id == card.get("id", "")
        said = {"deck": note.deck, "tags": list(note.tags), "section": list(note.section)}
        assert {key: said[key] for key in said if key in card} == {key: card[key] for key in said if key in card}


@pytest.mark.parametrize("case", [*own("vault"), *own("outline")])
def test_nothing_that_tools_left_is_shown(case: dict[str, Any]) -> None:
    shown = "\n".join(f"{note.prompt}\n{note.answer}" for note in read(case["notes"]))
    assert not re.search(r"SR:!|<!--|\b15600000000\d\d\b|6411c0de|collapsed::", shown)


# -- obsidian-spaced-repetition ----------------------------------------------------------------------------------------

FORMS = {0: Form.BASIC, 1: Form.REVERSED, 2: Form.BASIC, 3: Form.REVERSED, 4: Form.CLOZE}
REVIEW = theirs("obsidian_spaced_repetition_parser")
USUAL = REVIEW[0]["options"] if REVIEW else {}
"""The separators that the tool has unless the user sets others; there is no setting for others here."""
BOLD = "bold type is a gap only beside a schedule, as the tool's own default has it"
LEFT_OUT = {48: BOLD, 51: BOLD, 52: BOLD}
REVIEWED = [
    pytest.param(case, id=str(at)) for at, case in enumerate(REVIEW) if case["options"] == USUAL and at not in LEFT_OUT
]


def blocks(case: dict[str, Any]) -> list[tuple[Form, int, int]]:
    return [(FORMS[card["cardType"]], card["firstLine0"] + 1, card["lastLine0"] + 1) for card in case["expected"]]


@needs_shared
@pytest.mark.parametrize("case", REVIEWED)
def test_cards_of_obsidian_spaced_repetition(case: dict[str, Any]) -> None:
    """The tool looks only at files with its tag, so each case has it here."""
    notes = read(f"{case['input']}\n\n#flashcards\n")
    assert [(note.form, note.place.line) for note in notes] == [(form, line) for form, line, _ in blocks(case)]
    for note, card in zip(notes, case["expected"], strict=True):
        assert note.place.end_line <= card["lastLine0"] + 1
        assert letters(card["text"]) == letters(_joined(note))


def letters(text: str) -> str:
    """Return what a person would read: letters and digits without markup, tags, schedules and separators."""
    bare = re.sub(r"<!--.*?-->|\[!sr\|[\w-]+\]|#flashcards[\w/-]*|\{\{c\d+::", "", text)
    return re.sub(r"[\W_]+", "", bare)


def _joined(note: Note) -> str:
    return note.prompt + note.answer


@needs_shared
def test_separators_without_any_tag() -> None:
    """Without the tag, highlights are no gaps; divided lines are mostly read for what they are."""
    found = [
        at
        for at, case in enumerate(REVIEW)
        if case["options"] == USUAL and case["expected"] and len(read(case["input"])) == len(case["expected"])
    ]
    plain = [
        at
        for at, case in enumerate(REVIEW)
        if case["options"] == USUAL and any(card["cardType"] != 4 for card in case["expected"])
    ]
    assert set(plain) - set(found) <= {76, 77}  # a highlight of a file without the tag; two colons within a sentence


# -- ankivalenz --------------------------------------------------------------------------------------------------------

ANKIVALENZ = [pytest.param(case, id=case["test"]) for case in theirs("ankivalenz")]
ONE_WAY = ("TestList.test_list_with_markup", "TestMath.test_inline_math", "TestNestedList.test_nested_list")
"""A lone ``::`` in a file without ``?::``: it asks one way here, as most tools have it, and both ways in ankivalenz."""


def nodes(tree: list[Any], path: tuple[str, ...] = ()) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return the cards of a tree: its mark, front, back, and the titles above it."""
    cards: list[tuple[str, str, str, tuple[str, ...]]] = []
    for node in tree:
        if isinstance(node, str):
            cards.append(("cloze", node, "", path))
        elif isinstance(node[1], list):
            cards += nodes(node[1], (*path, node[0]))
        elif len(node) == 2:
            cards.append((node[0], path[-1], node[1], path[:-1]))
        else:
            mark = node[1]
            front, back = (node[2], node[0]) if "'::?'" in mark else (node[0], node[2])
            cards.append((mark, front, back, path))
    return cards


def bare(text: str) -> str:
    """Return a text without markup, formula marks and the paths and attributes of pictures."""
    text = re.sub(r'<img alt="([^"]*)" src="(?:[^"]*/)?([^"]*)"[^>]*>', r"(\1 \2)", text)
    text = re.sub(r"!\[([^\]]*)\]\((?:[^()]*/)?([^()]*)\)(?:\{[^}]*\})?", r"(\1 \2)", text)
    return " ".join(re.sub(r"</?\w+/?>|\\[()]|[$*_]", " ", text).split())


@needs_shared
@pytest.mark.parametrize("case", ANKIVALENZ)
def test_cards_of_ankivalenz(case: dict[str, Any]) -> None:
    notes = read(case["input"])
    expected = nodes(case["expected_nodes"])
    assert [(bare(note.prompt), bare(note.answer), note.section) for note in notes] == [
        (bare(front), bare(back), path) for _, front, back, path in expected
    ]
    if case["test"] not in ONE_WAY:
        assert [note.form is Form.REVERSED for note in notes] == ["'::'" in mark for mark, _, _, _ in expected]
