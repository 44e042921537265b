"""Lines that nobody writes: they take time in proportion to their length, and no question is lost among them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notes2anki import pipeline
from notes2anki.cli import choose
from notes2anki.config import Settings
from notes2anki.model import Source
from notes2anki.parse import parse
from notes2anki.read.decode import NotTextError, decode
from notes2anki.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 20_000, 80_000
RATIO = 10
"""Times as long as the short line that the long one may take: 4 where time is linear, 16 where it is quadratic."""
QUICK = 0.25
"""Seconds of CPU below which the long line passes whatever its ratio; what is quadratic takes many."""

UNITS: list[str] = json.loads(Path(__file__).with_name("adversarial_units.json").read_text(encoding="utf-8"))
WHOLE = [
    "[",
    "](",
    "[a](",
    "![",
    "`a",
    "$a ",
    "\\(",
    "<a ",
    "<!--",
    "*a",
    "_a ",
    "&",
    "{{c1::",
    "| ",
    "a",
    "a b ",
    "🚀",
]
"""Those that a whole build is measured with."""
PLACES = {
    "question": "Q1. What %s?\nA1. yes\n\nQ2. What else?\nA2. no\n",
    "answer": "# T\n\n## What is it?\n\n%s\n\n## What else?\n\nno\n",
    "heading": "# T\n\n## What %s\n\nyes\n\n## What else?\n\nno\n",
    "front": "What %s :: yes\nWhat is it :: yes\nWhat else :: no\n",
    "cell": "| Question | Answer |\n|---|---|\n| What is it? | %s |\n| What else? | no |\n",
}


def seconds(text: str) -> float:
    """Measure the CPU that reading a file takes."""
    begun = time.process_time()
    parse(repair(Source("a.md", text))[0])
    return time.process_time() - begun


def line(place: str, unit: str, length: int) -> str:
    """Write notes with one long line that repeats a unit."""
    return PLACES[place].replace("%s", unit * (length // len(unit)))


def is_slow(measured: Callable[[int], float], quick: float) -> bool:
    """Whether a long line takes out of proportion longer than a short one, each time: a busy machine does that once."""
    return all((taken := measured(LONG)) > quick and taken > RATIO * measured(SHORT) for _ in range(3))


@pytest.mark.parametrize("place", ["question", "answer", "front", "cell"])
def test_long_lines_are_read_in_linear_time(place: str) -> None:
    seconds(line(place, "a", SHORT))  # what is loaded once
    slow = [unit for unit in UNITS if is_slow(lambda length, unit=unit: seconds(line(place, unit, length)), QUICK)]
    assert slow == []


def seconds_of_all(folder: Path, text: str) -> float:
    """Measure the CPU of a whole build of a file, but for the writing."""
    (folder / "notes").mkdir(exist_ok=True)
    (folder / "notes" / "a.md").write_text(text, encoding="utf-8")
    settings = Settings(root=folder)
    begun = time.process_time()
    run = pipeline.collect([str(folder / "notes")], settings, lambda *_: None)
    pipeline.export(run.collection, settings, choose.exporters(None, None), lambda *_: None)
    return time.process_time() - begun


@pytest.mark.parametrize("place", ["question", "heading", "answer"])
def test_long_lines_are_built_in_linear_time(place: str, tmp_path: Path) -> None:
    seconds_of_all(tmp_path, line(place, "a", SHORT))  # what is loaded once
    slow = [
        unit
        for unit in WHOLE
        if is_slow(lambda length, unit=unit: seconds_of_all(tmp_path, line(place, unit, length)), 4 * QUICK)
    ]
    assert slow == []


@pytest.mark.parametrize(
    ("text", "swallowed"),
    [
        ("## What is A?\n\n```\ncode\n\n## What is B?\n\nyes\n", [6]),
        ("## What is A?\n\n~~~\ncode\n\nQ1. What is B?\nA1. yes\n\nQ2. What is C?\nA2. no\n", [6, 9]),
        ("## What is A?\n\n```\nx\n\n## What is B?\n\n```python\ny\n```\n\n## What is C?\n\nyes\n", [6]),
        ("## What is A?\n\n```\nx\n## What is B?\n```\ny\n```\n\n## What is C?\n\nyes\n", [5, 10]),
        ("## What is A?\n\n<!-- later\n\n## What is B?\n\nyes\n", [5]),
        ("## What is A?\n\n<!-- later\n\n## What is B?\n\nyes <!-- id: b-1 -->\n\n## What is C?\n\nno\n", [5]),
        ("## What is A?\n\n- x\n  ```\n  y\n\n## What is B?\n\nyes\n", []),
        ("## What is A?\n\n```md\n## What is B?\n```\n\n<!-- ## What is C?\n\nyes -->\n", []),
        ("## What is A?\n\n````md\n```py\n## What is B?\n```\n````\n", []),
        ("## What is A?\n\n```\nthe end\n", []),
    ],
)
def test_questions_behind_what_nothing_closes_are_reported(text: str, swallowed: list[int]) -> None:
    _, diagnostics = parse(Source("a.md", text))
    assert [found.line for found in diagnostics if found.code == "swallowed"] == swallowed


@pytest.mark.parametrize("mark", ["<!-- id: prior -->", "<!-- no-card -->", "<!--ID: 1560000000001-->", "^prior-1"])
def test_what_stands_behind_a_question_does_not_hide_it(mark: str) -> None:
    document, _ = parse(Source("a.md", f"# T\n\n## What is a prior? {mark}\n\nyes\n\n## What is it not?\n\nno\n"))
    assert len(document.notes) == 2


MANY = {
    "follow-ups in a list": "- Follow-up: why %d?\n  - yes\n",
    "follow-ups in headings": "### Follow-up: why %d?\n\nyes\n\n",
    "labelled follow-ups": "Follow-up: why %d?\nA: yes\n",
    "questions": "## What is %d?\n\nyes\n\n",
    "options": "- [ ] %d\n",
    "open code": "- %d\n  ```\n  What is x?\n\n",
    "open comments": "<!-- %d\n\n## What is b?\n\n",
    "bold titles": "**%d**\n\nyes\n\n",
    "answer keys": "## Answers\n\n1. %d\n2. b\n\n",
    "labels alone": "Answer:\n1. %d\n2. b\n",
    "letters": "Q. %d?\nA. b\n",
    "single items": "- %d\n  - what is b?\n",
    "headings in an answer": "### %d?\n\n- why?\n\n",
    "rows with tabs": "%d?\tb\n",
    "terms in HTML": "<dt>%d?</dt><dd>b</dd>\n",
    "folds without blank lines": "%d. a?\n<details>\n<summary>Answer</summary>\nb\n</details>\n",
}


@pytest.mark.parametrize("shape", MANY)
def test_many_lines_are_read_in_linear_time(shape: str) -> None:
    start = "" if shape == "bold titles" else "Q1. What is it?\nA1. yes\n\n"
    short, long = (
        "# Interview questions\n\n" + start + "".join(MANY[shape] % number for number in range(count))
        for count in (500, 4_000)
    )
    taken = seconds(long)
    assert taken < 2 * QUICK or taken < 2 * RATIO * seconds(short)  # 8 times as many lines


DEEP = {
    "list on a line": "- " * 10_000 + "deep",
    "quote on a line": "> " * 10_000 + "deep",
    "numbers": "1. " * 60 + "deep",
    "quoted lists": "> - " * 200 + "deep",
    "tabs": "".join("\t" * level + f"- level {level}\n" for level in range(200)),
    "list": "".join("  " * level + f"- level {level}\n" for level in range(400)),
    "quote": "".join(">" * level + f" level {level}\n" for level in range(1, 400)),
}


@pytest.mark.parametrize("shape", DEEP)
def test_nothing_behind_deep_nesting_is_lost(shape: str) -> None:
    text = f"# T\n\n## What is A?\n\n{DEEP[shape]}\n\n## What is B?\n\nyes\n"
    document, _ = parse(Source("a.md", text))
    assert [note.question for note in document.notes] == ["What is A?", "What is B?"]
    assert document.notes[1].place.line == text[: text.index("## What is B")].count("\n") + 1


def test_a_short_note_with_controls_is_read_and_a_program_is_not() -> None:
    assert decode(b"## What is \x08\x07\x1f?\n\nyes \x7f\n").text.startswith("## What")
    for data in (b"\0" * 1_000, bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0"):
        with pytest.raises(NotTextError):
            decode(data)


@pytest.mark.parametrize("title", ["## Section {{c1::x}}", "## Sounds\n\n[sound:x.mp3]\n\n## Section"])
def test_a_section_swallows_no_headings_that_ask(title: str) -> None:
    text = f"# T\n\n{title}\n\n### What is A?\n\nyes\n\n### What is B?\n\nno\n"
    document, _ = parse(Source("a.md", text))
    assert {"What is A?", "What is B?"} <= {note.question for note in document.notes}
