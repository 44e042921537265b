"""The data that keep the parser honest are sound themselves: label words and labelled notes."""

import itertools
import json
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

LANGUAGES = {
    file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
    for file in (resources.files("notes2anki.parse") / "languages").iterdir()
    if file.name.endswith(".toml")
}
GOLD = sorted(Path(__file__).parent.glob("corpus/*.gold.json"))


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_language_has_the_same_keys_and_clean_words(code: str) -> None:
    words = LANGUAGES[code]
    assert list(words) == list(LANGUAGES["en"])
    for key, listed in words.items():
        assert listed, key
        assert len(set(listed)) == len(listed), key
        assert listed == [unicodedata.normalize("NFC", word.strip().lower()) for word in listed], key


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_word_labels_two_things(code: str) -> None:
    labels = ("question", "answer", "followup", "hint", "note", "example", "explanation", "source")
    for one, other in itertools.combinations(labels, 2):
        assert not set(LANGUAGES[code][one]) & set(LANGUAGES[code][other]), (one, other)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_answer_is_taken_for_a_missing_one(code: str) -> None:
    assert not set(LANGUAGES[code]["placeholder"]) & set(LANGUAGES[code]["true_false"])


def lines_of(gold: Path, path: str) -> list[str]:
    return gold.with_name(Path(path).name).read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.name.removesuffix(".gold.json"))
def test_labels_point_at_text(file: Path) -> None:
    gold = json.loads(file.read_text(encoding="utf-8"))
    lines = lines_of(file, gold["path"])
    asked: set[int] = set()
    for question in gold["questions"]:
        assert lines[question["line"] - 1].strip()
        assert question["line"] > max(asked, default=0)
        assert (question["parent_line"] in asked) == (question["kind"] == "followup")
        asked.add(question["line"])
        check_answer(question, lines)


def check_answer(question: dict[str, Any], lines: list[str]) -> None:
    start, end = question["answer_start"], question["answer_end"]
    assert question["answered"] == (start is not None) == (end is not None)
    if question["answered"]:
        assert question["line"] <= start <= end <= question.get("answer_end_max", end)
        assert lines[start - 1].strip()
        assert lines[end - 1].strip()
