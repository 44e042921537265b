"""What the rules find in whole collections, and what they leave alone."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from link_notes import document, linked
from notes2anki.check import check, find_rules, meanings
from notes2anki.check.asking import askings
from notes2anki.check.islands import islands
from notes2anki.check.wording import words
from notes2anki.link import link
from notes2anki.model import Collection, Diagnostic, Source
from notes2anki.parse import parse

PAIRS = tomllib.loads((Path(__file__).parent / "check" / "askings.toml").read_text(encoding="utf-8"))
WATER = (
    ("What is osmosis?", "Water passes a membrane."),
    ("What is turgor?", "The pressure that osmosis brings into a cell."),
    ("What is a hypertonic solution?", "One into which osmosis draws water."),
    ("Why do wilted leaves hang?", "Their turgor is lost."),
    ("How does a stoma open?", "By turgor, and so by osmosis."),
)
OTHER = ("Who discovered **penicillin**?", "**Alexander Fleming**, in a dish of mould.")


def _found(collection: Collection, code: str) -> list[Diagnostic]:
    return [finding for finding in check(collection) if finding.code == code]


def _lines(collection: Collection, code: str) -> list[int]:
    return [finding.line for finding in _found(collection, code)]


@pytest.mark.parametrize("code", ["near-duplicate-question", "unanswered-concept", "unexplained-concept", "unanswered"])
def test_the_example_of_a_rule_is_found_by_it(code: str) -> None:
    text = "\n".join(line.strip() for line in meanings()[code].split("\n") if line.startswith("    "))
    notes, _ = parse(Source("notes.md", text))
    identified = replace(notes, notes=tuple(replace(note, id=f"note {note.id}") for note in notes.notes))
    found = [finding.code for finding in check(link([identified]))]
    assert code in found
    assert "duplicate-question" not in found


@pytest.mark.parametrize(
    ("code", "kind", "first", "second"),
    [(code, kind, *pair) for code, kinds in PAIRS.items() for kind, pairs in kinds.items() for pair in pairs],
)
def test_questions_ask_the_same_or_not(code: str, kind: str, first: str, second: str) -> None:
    one, other = (askings()[code].sense(question, {}) for question in (first, second))
    assert (one == other and one is not None) is (kind == "same")


def test_a_question_is_known_by_every_name_of_its_concept() -> None:
    notes = (("What is stochastic gradient descent (SGD)?", "It takes batches."), ("Explain SGD.", "Noisy steps."))
    (finding,) = _found(linked(*notes), "near-duplicate-question")
    assert "notes.md:1 " in finding.message
    assert finding.line == 4


def test_equal_questions_have_a_rule_of_their_own() -> None:
    collection = linked(("What is *Osmosis*?", "a"), ("what is osmosis", "b"), ("What is osmosis++?", "c"))
    assert _lines(collection, "duplicate-question") == [4]
    assert _lines(collection, "near-duplicate-question") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's C++, C# or -1?", ["what's", "c++", "c#", "or", "−1"]),
        ("¿Qué es la *ósmosis*? 👶", ["qué", "es", "la", "ósmosis"]),
        ("fine-tuning, well-known", ["fine", "tuning", "well", "known"]),
        ("हिन्दी की कि", ["हिन्दी", "की", "कि"]),
        ("???", ["???"]),
        ("", []),
    ],
)
def test_words_keep_what_tells(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_concept_that_is_explained_in_passing_is_not_missed() -> None:
    uses = tuple((f"How is {name} trained?", "By **backpropagation**.") for name in ("a GAN", "an LSTM", "BERT"))
    messages = [finding.message for finding in _found(linked(*uses), "unexplained-concept")]
    said = "3 notes use backpropagation, and none asks what it is: notes.md:1, notes.md:4, notes.md:7"
    assert said in messages
    for more in (
        ("What is backpropagation?", "The chain rule."),
        ("When does backpropagation fail?", ""),
        ("Which ways are there to learn?", "- **Backpropagation**: the chain rule, backwards\n- Evolution"),
    ):
        messages = [finding.message for finding in _found(linked(*uses, more), "unexplained-concept")]
        assert not [message for message in messages if "backpropagation" in message], more


def test_no_more_than_five_concepts_are_named() -> None:
    terms = ["osmosis", "mitosis", "meiosis", "photosynthesis", "transpiration", "fermentation", "respiration"]
    notes = tuple((f"Where is it on page {page}?", f"**{term}** is on it.") for term in terms for page in range(3))
    assert len(_found(linked(*notes), "unexplained-concept")) <= 5


def test_an_open_question_is_a_gap_where_notes_build_on_it() -> None:
    asked = ("What is turgor?", "")
    (finding,) = _found(linked(asked, WATER[0], WATER[3]), "unanswered-concept")
    assert "turgor" in finding.message
    assert "notes.md:7" in finding.message
    assert not _found(linked(asked, WATER[0]), "unanswered-concept")
    assert not _found(linked(asked, WATER[1], WATER[3]), "unanswered-concept")


def test_an_island_is_named_once_for_its_file() -> None:
    collection = linked(*WATER, OTHER, ("What is a sonata form?", "Three parts."))
    (finding,) = _found(collection, "island")
    assert finding.line == 16
    assert "notes.md:16, notes.md:19" in finding.message


def test_files_of_several_subjects_are_no_islands() -> None:
    music = (
        ("What is harmony?", "Tones together."),
        ("What is a chord?", "Three tones in harmony."),
        ("What is a cadence?", "Two of them, a chord each."),
        ("Why does a cadence please?", "Its harmony comes to rest."),
        ("Who wrote on harmony?", "Rameau."),
    )
    files = [document(*WATER, path="a.md"), document(*music, path="b.md")]
    assert islands(link(files)) == []
    stray = [document(*WATER, OTHER, path="a.md"), files[1]]
    assert [[note.question for note in island] for island in islands(link(stray))] == [[OTHER[0]]]
    visiting = [document(*WATER, ("When is harmony dull?", "Without tension."), path="a.md"), files[1]]
    assert islands(link(visiting)) == []
    assert islands(linked(*WATER[:2], OTHER)) == []


def test_rules_take_no_more_time_for_each_note_when_there_are_many() -> None:
    seconds = []
    for count in (1_000, 4_000):
        notes = [(f"What is the weight of part {number}, a {number % 7}?", "") for number in range(count)]
        notes[::2] = [(question, "It is **heavy**.") for question, _ in notes[::2]]
        collection = link([document(*notes)])
        start = time.process_time()
        for rule in find_rules().values():
            list(rule.find(collection))
        seconds.append(time.process_time() - start)
    assert seconds[1] < 10 * seconds[0] + 0.1
