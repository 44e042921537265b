"""The kinds of edit that keep every guid of twenty notes, and those that must not hand one over."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from history import Card, build, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))
DATA = tomllib.loads((Path(__file__).parent / "twenty.toml").read_text("utf-8"))["note"]
NOTES = [
    Card(
        each["question"],
        each["answer"],
        section=(each["section"],),
        level=each.get("level", 0),
        prompt=each.get("prompt", ""),
    )
    for each in DATA
]


NEW = Card("What is a confusion matrix?", "A table of predicted against true classes.", section=("Measures",))

Edited = list[tuple[int | None, Card]]
"""The notes after an edit, each with the number that it had before."""


def _each(change: Callable[[Card, dict[str, str]], Card]) -> Edited:
    return [(number, change(card, DATA[number])) for number, card in enumerate(NOTES)]


def _ask(key: str) -> Callable[[Card, dict[str, str]], Card]:
    def change(card: Card, data: dict[str, str]) -> Card:
        return replace(card, question=data[key], prompt=card.prompt.replace(data["question"], data[key]))

    return change


def _answer(card: Card, data: dict[str, str]) -> Card:
    return replace(card, answer=data["edited"])


def _reformat(card: Card, _: dict[str, str]) -> Card:
    answer = card.answer.replace("- ", "* ").replace(" the ", "\nthe ")
    return replace(card, answer=f"\n{answer}  \n", prompt=(card.prompt or card.question) + "\n")


def _blocks() -> list[Edited]:
    """Cut the notes into questions with what hangs on them."""
    blocks: list[Edited] = []
    for number, card in enumerate(NOTES):
        if not card.level:
            blocks.append([])
        blocks[-1].append((number, card))
    return blocks


def _joined(blocks: Iterable[Edited]) -> Edited:
    return [each for block in blocks for each in block]


def _shuffled() -> Edited:
    blocks = _blocks()
    random.Random(7).shuffle(blocks)
    return _joined(blocks)


def _swapped() -> Edited:
    """History follows the question: the answers are what was edited."""
    first, second = NOTES[3], NOTES[4]
    edited: Edited = [*enumerate(NOTES)]
    edited[3:5] = [(4, replace(first, question=second.question)), (3, replace(second, question=first.question))]
    return edited


KEPT: dict[str, Edited] = {
    "nothing": [*enumerate(NOTES)],
    "answer edited": _each(_answer),
    "question reworded": _each(_ask("reworded")),
    "typo fixed": _each(_ask("typo")),
    "one inserted on top": [(None, NEW), *enumerate(NOTES)],
    "one inserted between": [*enumerate(NOTES[:6]), (None, NEW), *enumerate(NOTES[6:], 6)],
    "first deleted": [*enumerate(NOTES)][3:],
    "order reversed": _joined(reversed(_blocks())),
    "shuffled": _shuffled(),
    "file renamed": _each(lambda card, _: replace(card, path="renamed.md")),
    "file renamed and answers edited": _each(lambda card, data: replace(_answer(card, data), path="renamed.md")),
    "file renamed and reworded": _each(lambda card, data: replace(_ask("reworded")(card, data), path="renamed.md")),
    "half of them moved to another file": _each(
        lambda card, _: replace(card, path="other.md" if NOTES.index(card) > 10 else card.path)
    ),
    "moved to another section": _each(lambda card, _: replace(card, section=("Elsewhere",))),
    "deck title changed": _each(lambda card, _: replace(card, section=("New title", *card.section))),
    "numbered": _each(lambda card, _: replace(card, question=f"Q3. {card.question}")),
    "in capitals": _each(lambda card, _: replace(card, question=card.question.upper())),
    "reformatted": _each(_reformat),
    "two questions swapped": _swapped(),
}


@pytest.mark.parametrize("name", KEPT)
def test_an_edit_keeps_every_guid(name: str) -> None:
    origins = [number for number, _ in KEPT[name]]
    assert follow(NOTES, [card for _, card in KEPT[name]]) == origins


@pytest.mark.parametrize("ask", ["reworded", "typo"])
@pytest.mark.parametrize("number", range(20))
def test_question_and_answer_edited_at_once(number: int, ask: str) -> None:
    """The note keeps its guid, or gets a new one and the doubt is reported; no other note is touched."""
    cards = [*NOTES]
    cards[number] = _answer(_ask(ask)(cards[number], DATA[number]), DATA[number])
    _, memory = build(NOTES)
    identity, later = build(cards, memory.lock)
    taken = follow(NOTES, cards)
    assert [each for at, each in enumerate(taken) if at != number] == [each for each in range(20) if each != number]
    if taken[number] is None:
        assert [each.code for each in identity.diagnostics] == ["identity-doubtful"]
        assert later.changes.removed


BEFORE = Card("What is a tensor?", "An array of any number of axes that can be differentiated through.")
BEHIND = Card("What is a logit?", "The number that softmax turns into a probability of one of the classes.")


@pytest.mark.parametrize("pair", PAIRS["other"], ids=lambda pair: pair[2])
@pytest.mark.parametrize("path", ["notes.md", "other.md"])
def test_a_similar_question_in_the_place_of_a_deleted_one_is_new(pair: list[str], path: str) -> None:
    question, answer, later, other = pair
    cards = [BEFORE, Card(later, other, path), BEHIND]
    assert follow([BEFORE, Card(question, answer), BEHIND], sorted(cards, key=lambda card: card.path)).count(1) == 0


@pytest.mark.parametrize("pair", PAIRS["same"], ids=lambda pair: pair[2])
def test_an_edit_of_question_and_answer_keeps_the_guid(pair: list[str]) -> None:
    question, answer, later, other = pair
    assert follow([BEFORE, Card(question, answer), BEHIND], [BEFORE, Card(later, other), BEHIND]) == [0, 1, 2]


@pytest.mark.parametrize("pair", PAIRS["same"], ids=lambda pair: pair[2])
def test_an_edit_that_also_moved_is_kept_or_reported(pair: list[str]) -> None:
    question, answer, later, other = pair
    _, memory = build([BEFORE, Card(question, answer), BEHIND])
    identity, after = build([BEFORE, BEHIND, Card(later, other, "other.md")], memory.lock)
    assert not after.changes.removed or [each.code for each in identity.diagnostics] == ["identity-doubtful"]
