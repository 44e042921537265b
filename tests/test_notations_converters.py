"""Notations of tools that turn Markdown and org files into decks, in own words and in the cases of the tools' own tests."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from notes2anki.model import Form, Note, Source
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


# -- cases of the tools' own tests, which are measured where they lie beside the repository ----------------------------

SHARED = HERE.parent.parent / "shared" / "notations" / "cases"
LEFT_OUT = {
    "test-fancy-markdown/furigana-denden.md": "yanki's markup for readings above characters is its own",
    "test-fancy-markdown/images.md": "two pictures say nothing that could be compared",
    "test-unexpected-formatting/basic-with-tight-spacing-and-frontmatter.md": "three dashes below text are a rule here",
    "test-unexpected-formatting/basic-with-tight-spacing.md": "three dashes below text are a rule here",
    "test_identical_basic_cards": "the same card twice is told by the checks, not dropped when read",
    "test_identical_cloze_cards": "the same card twice is told by the checks, not dropped when read",
    "test_multiple_answers": "nothing is refused: the second answer belongs to the first",
    "test_unparseable_text_between_separators_errors": "nothing is refused: the cards around it are read",
    "test_unparseable_text_at_start_errors": "nothing is refused: the card below is read",
    "test_frontmatter_unclosed": "nothing is refused: the card below is read",
    "details-summary (Notion export) > extracts multiple cards": "summaries that do not ask fold text of all kinds",
    "heading-body (markdown-anki-decks style) > ignores headings with no body": "a heading that does not ask is a section",
    "priority order > prefers details-summary over heading-body when both present": "a summary “Q” does not ask",
    "priority order > prefers heading-body over qa-labels when both present": "the labels are the surer sign",
}


UNSAID = 28
"""Cases of struck text without number, hint or the id of yanki: it could be a correction, so it is left alone."""


def cases(name: str) -> list[dict[str, Any]]:
    file = SHARED / f"{name}.json"
    if not file.exists():
        return []
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cases"]
    return [
        case
        for case in found
        if str(case.get("file", case.get("test"))).removeprefix("guessMarkdownCards > ") not in LEFT_OUT
    ]


needs_cases = pytest.mark.skipif(
    not SHARED.exists(), reason="the cases of other tools lie in ../shared, which is not there"
)


def bare(text: str) -> str:
    """What a person sees of Markdown or HTML: what is said, without markup and spacing."""
    text = re.sub(r"(?m)^```\w*$|!\[[^\[\]]*\]\([^()]*\)", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)|<!--.*?-->|<[^<>]*>", r"\1", html.unescape(text), flags=re.DOTALL)
    return re.sub(r"[\s*_`$#()|~!\[\]\\-]+|(?<!:):(?!:)", "", text)


def with_id(text: str) -> str:
    """Return a file of yanki as yanki leaves it once it has been read: with an id in its front matter."""
    if "noteId" in text:
        return text
    if re.match(r"---\n(?!\n|---\n---)", text):
        return text.replace("---\n", "---\nnoteId: 1702000000012\n", 1)
    return "---\nnoteId: 1702000000012\n---\n\n" + text


@needs_cases
def test_cases_of_yanki() -> None:
    wrong, unread = [], 0
    for case in cases("yanki"):
        cloze = case["type"].endswith("Cloze")
        expected = [(bare(case["front"]), bare(case.get("back", "")))] if cloze else []
        for text in (case["original"], with_id(case["original"])):
            seen = [(bare(note.prompt), bare(note.answer)) for note in read(text)]
            if not seen and expected and text == case["original"]:
                unread += 1
            elif seen != expected:
                wrong.append((text, seen, expected))
    assert not wrong
    assert unread <= UNSAID


@needs_cases
def test_cases_of_files_of_yanki() -> None:
    wrong = []
    for case in cases("yanki_assets"):
        fields = {name: bare(text).removesuffix("Empty") for name, text in case["expected"]["fields"].items()}
        front, back = fields["Front"], fields["Back"] + fields.get("Extra", "")
        note = (front, back, tuple(case["expected"]["tags"]))
        expected = [note] if front and (back or case["expected"]["model"].endswith("Cloze")) else []
        seen = [(bare(note.prompt), bare(note.answer), note.tags) for note in read(with_id(case["input"]))]
        if seen != expected:
            wrong.append((case["file"], seen, expected))
    assert not wrong


@needs_cases
def test_cases_of_hashcards() -> None:
    wrong = []
    for case in cases("hashcards"):
        notes = read(case["input"])
        basic = [(bare(note.prompt), bare(note.answer)) for note in notes if note.form is Form.BASIC and note.answered]
        gaps = [re.findall(r"\{\{c\d+::(.*?)\}\}", note.prompt) for note in notes if note.form is Form.CLOZE]
        expected = [(bare(card["question"]), bare(card["answer"])) for card in case.get("basic", [])]
        hidden = [
            [card["text"].encode()[start : end + 1].decode() for start, end in card["deletions_bytes"]]
            for card in case.get("cloze", [])
        ]
        told = expected or hidden or case.get("error")
        if (told and (basic, gaps) != (expected, hidden)) or case.get("n_cards") not in (None, len(notes)):
            wrong.append((case["input"], basic, gaps))
    assert not wrong


@needs_cases
def test_cases_of_2anki() -> None:
    wrong = []
    for case in cases("2anki_guess"):
        expected = [(bare(card["front"]), bare(card["back"])) for card in (case["expected"] or {"notes": []})["notes"]]
        seen = [(bare(note.prompt), bare(note.answer)) for note in read(case["input"]) if note.answered]
        if seen != expected:
            wrong.append((case["test"], seen, expected))
    assert not wrong
