"""The parser against notes that were labelled by hand before it was run on them (tests/corpus/README.md).

`reached.json` says what each file gave when it was written: no file may give less. `--rewrite` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.model import Document, Kind, Source
from notes2anki.parse import parse, read_lines
from notes2anki.repair import repair

CORPUS = Path(__file__).parent / "corpus"
REACHED = CORPUS / "reached.json"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in CORPUS.glob("*.gold.json"))


def read(name: str) -> Document:
    file = next(path for path in CORPUS.glob(f"{name}.*") if path.suffix in (".md", ".org"))
    source, _ = repair(Source(file.name, file.read_bytes().decode("utf-8")))
    return parse(source)[0]


def judge(document: Document, gold: dict[str, Any]) -> dict[str, int]:
    """Count the questions that are found with the right kind, parent, answered state and end, and the false ones."""
    found = {note.place.line: note for note in document.notes}
    lines = {note.id: note.place.line for note in document.notes}
    right, taken = 0, set()
    for question in gold["questions"]:
        places = [question["line"], *question.get("alt_lines", ()), question["line"] + 1, question["line"] - 1]
        place = next((line for line in places if line in found and line not in taken), None)
        if place is None:
            continue
        taken.add(place)
        note = found[place]
        kind = question.get("kind_any") or note.kind == question["kind"]
        parent = (
            note.kind is Kind.QUESTION
            or question.get("kind_any")
            or question["parent_line"] == lines[note.parent or ""]
        )
        answered = question.get("answered_any") or bool(note.answer.strip()) == question["answered"]
        last = question.get("answer_end_max") or question["answer_end"]
        end = not question["answered"] or question["answer_end"] <= note.place.end_line <= last
        right += bool(kind and parent and answered and end)
    ignored = [range(first, last + 1) for first, last in gold.get("ignore") or ()]
    false = sum(line not in taken and not any(line in place for place in ignored) for line in found)
    return {"right": right, "of": len(gold["questions"]), "false": false}


@pytest.fixture(scope="module")
def reached(request: pytest.FixtureRequest) -> dict[str, dict[str, int]]:
    if request.config.getoption("--rewrite"):
        found = {
            name: judge(read(name), json.loads((CORPUS / f"{name}.gold.json").read_text("utf-8"))) for name in NAMES
        }
        REACHED.write_text(
            "{\n" + ",\n".join(f' "{name}": {json.dumps(found[name])}' for name in NAMES) + "\n}\n", "utf-8"
        )
    known: dict[str, dict[str, int]] = json.loads(REACHED.read_text("utf-8"))
    return known


@pytest.mark.parametrize("name", NAMES)
def test_no_file_is_read_worse_than_before(name: str, reached: dict[str, dict[str, int]]) -> None:
    got = judge(read(name), json.loads((CORPUS / f"{name}.gold.json").read_text("utf-8")))
    assert got["right"] >= reached[name]["right"]
    assert got["false"] <= reached[name]["false"]


def test_notes_that_ask_nothing_make_no_cards(reached: dict[str, dict[str, int]]) -> None:
    assert {name: reached[name]["false"] for name in NAMES if name.startswith("neg_")} == dict.fromkeys(
        (name for name in NAMES if name.startswith("neg_")), 0
    )


@given(st.text(alphabet=st.sampled_from("aQA?:.1#*->|`~$[](){}!\n \t\u00a0\u2028\r\x0c=_<é？🚀✔3️⃣"), max_size=200))
def test_line_numbers_are_those_of_the_file(text: str) -> None:
    source, _ = repair(Source("notes.md", text))
    lines = read_lines(source.text)
    assert [line.number for line in lines] == list(range(1, len(source.text.split("\n")) + 1))
    assert [line.raw for line in lines] == source.text.split("\n")


@given(
    st.lists(
        st.sampled_from(
            (
                "# Why?",
                "Q1. What?",
                "A: this",
                "- b?",
                "  - c",
                "**d?**",
                "",
                "text",
                "---",
                "| a | b |",
                "> q",
                "```",
                "<details>",
                "<summary>e?</summary>",
                "Follow-up: f?",
                "Q2.",
                "**R1.**",
                "<dt>i?</dt><dd>j</dd>",
                "Answers",
                "3. g",
                "{{c1::h}}",
                "| k | l |\n| - | - |\n| m? | {{c1::n}} |",
            )
        ),
        max_size=25,
    )
)
def test_every_note_stands_on_a_line_of_its_own_and_ends_behind_it(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    document, _ = parse(Source("notes.md", text))
    starts = [note.place.line for note in document.notes]
    assert starts == sorted(set(starts))
    assert all(1 <= note.place.line <= note.place.end_line <= text.count("\n") + 1 for note in document.notes)
    ids = {note.id for note in document.notes}
    assert all(note.parent is None or note.parent in ids for note in document.notes)


EXAMPLES = {  # questions, follow-ups and unanswered ones, counted by hand
    "deep-learning.md": (21, 11, 4),
    "plant-biology.md": (29, 5, 2),
    "statistics.md": (13, 2, 1),
    "music/theory.md": (16, 4, 1),
    "spanish/gramatica.md": (14, 1, 0),
}


@pytest.mark.parametrize("path", EXAMPLES)
def test_example_notes_are_read_as_a_person_counts_them(path: str) -> None:
    text = (Path(__file__).parents[1] / "source_notes" / path).read_text("utf-8")
    document, _ = parse(repair(Source(path, text))[0])
    followups = sum(note.kind is Kind.FOLLOWUP for note in document.notes)
    assert (len(document.notes) - followups, followups, sum(not note.answered for note in document.notes)) == EXAMPLES[
        path
    ]


SEED = Path(__file__).parents[2] / "shared" / "notes_corpus" / "deep_learning.md"


@pytest.mark.skipif(
    not SEED.exists(), reason="the notes that this was first written for lie beside the repository only"
)
def test_the_first_notes_are_read_whole() -> None:
    document, diagnostics = parse(repair(Source(SEED.name, SEED.read_text("utf-8")))[0])
    sections = list(dict.fromkeys(note.section for note in document.notes))
    assert [note.kind for note in document.notes].count(Kind.FOLLOWUP) == 11
    assert [note.place.line for note in document.notes if not note.answered] == [40, 75, 122, 159]
    assert len(document.notes) == 32
    assert sections[:2] == [("Deep-Learning",), ("Deep-Learning", "Optimization Techniques")]
    assert len(sections) == 8
    assert [(finding.line, finding.code) for finding in diagnostics] == [(49, "numbering-gap")]


QUIZ = """\
###### 1. What is shown?

- A: one
- B: two

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

Two is shown.

</p>
</details>

###### 2. And now?

- A: one
- B: two

<details><summary><b>Answer</b></summary>
<p>

#### Answer: A

One.

</p>
</details>
"""
TASKS = """\
## Tasks

**1) Sums**. Add two numbers.

One line.

**2) Means**. Halve their sum.

Another.

**3) Roots**. Draw one.

A third.
"""
FOLDED = """\
1. What does `ls -a` show? `ls -l`?
<details>
<summary>Answer</summary>
Hidden files.
</details>
2. What is a link?
<details>
<summary>Answer</summary>
A name.
</details>
"""
FJORDS = """\
### 7-) What is a fjord? <br/>
A valley.

### 8-) What is a ria? <br/>
A river mouth.
"""
SIDES = [
    (QUIZ, [("What is shown?", "B\nTwo is shown."), ("And now?", "A\nOne.")]),
    (
        TASKS,
        [
            ("Sums. Add two numbers.", "One line."),
            ("Means. Halve their sum.", "Another."),
            ("Roots. Draw one.", "A third."),
        ],
    ),
    (FOLDED, [("What does `ls -a` show? `ls -l`?", "Hidden files."), ("What is a link?", "A name.")]),
    (FJORDS, [("What is a fjord?", "A valley."), ("What is a ria?", "A river mouth.")]),
    ("**Q:** What floats?\n\n**A:** **Ice** does.\n", [("What floats?", "**Ice** does.")]),
    ("## 1.-¿Qué es un río?\n\nAgua.\n\n## 2.-¿Y un lago?\n\nCalma.\n", [("¿Qué es un río?", "Agua."), ("¿Y un lago?", "Calma.")]),
    ("## What is a map?\n\n<img src='m.png'>\n\n## What is a plan?\n\n![](p.png)\n", [("What is a map?", "<img src='m.png'>"), ("What is a plan?", "![](p.png)")]),
    ("Q: What is a ria?\nA: A valley.\nA: A river mouth.\n", [("What is a ria?", "1. A valley.\n2. A river mouth.")]),
    ("## What is a reef?\n\n<ul>\n<li>coral</li>\n</ul>\n\n## And a shoal?\n\nSand.\n", [("What is a reef?", "<ul>\n<li>coral</li>\n</ul>"), ("And a shoal?", "Sand.")]),
    ("| Question | Answer |\n| --- | --- |\n| **What is peat?** | moss |\n", [("What is peat?", "moss")]),
    ("| Question | Answer |\n| --- | --- |\n| What is a pipe? | `a \\| b` |\n", [("What is a pipe?", "`a | b`")]),
    ("## Which keys are there?\n\n1. a\n2. b\n   - c\n", [("Which keys are there?", "1. a\n2. b\n   - c")]),
    ("Q: What is a ria?\nHint: a drowned one.\nA valley.\n\nQ: And a fjord?\nHint: ice made\nit\n", [("What is a ria?", "A valley."), ("And a fjord?", "")]),
    ("## Is it wet?\n\n✅\n\n## And dry?\n\n🎉🎉\n", [("Is it wet?", "✅"), ("And dry?", "🎉🎉")]),
    ("Q: Who won?\n🎉\n\nQ: Who fell?\n🎉\n\nQ: Who rose?\nA: I.\n\n❓ Who ran?\n💡 She.\n\n❓ Who sat?\n💡 He.\n", [("Who won?", "🎉"), ("Who fell?", "🎉"), ("Who rose?", "I."), ("Who ran?", "She."), ("Who sat?", "He.")]),
    ("## What is it?\n\n![](a.png)\n\nA: A ria.\n\n## What is a cape?\n\nLand.\n\n## What is a bay?\n\nSea.\n", [("What is it?\n\n![](a.png)", "A ria."), ("What is a cape?", "Land."), ("What is a bay?", "Sea.")]),
]  # fmt: skip
"""Notes, and of each question the front and the back."""


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_both_sides_hold_what_belongs_to_them(text: str, sides: list[tuple[str, str]]) -> None:
    document, _ = parse(Source("notes.md", text))
    assert [(note.prompt, note.answer) for note in document.notes] == sides


HELD = "## What is a cape?\n\nLand.\n\n## What is a bay?\n\nSea.\n\n## Which of these hold?\n\na) Ice floats.\nb) Ice burns.\nc) Ice sinks.\n\nAnswer: "


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("a)", ["Ice floats."]),
        ("**B**, by magic: a) is wrong", ["Ice burns."]),
        ("a and c", ["Ice floats.", "Ice sinks."]),
        ("a) yes; b) no; c) no", []),
        ("\n\na) yes\nb) no\nc) no", []),
    ],
)
def test_choices_are_right_where_the_answer_names_them(answer: str, right: list[str]) -> None:
    note = parse(Source("notes.md", HELD + answer))[0].notes[-1]
    assert (note.prompt, note.answer) == ("Which of these hold?", answer.strip())
    assert [choice.text for choice in note.choices] == ["Ice floats.", "Ice burns.", "Ice sinks."]
    assert [choice.text for choice in note.choices if choice.correct] == right


def test_a_letter_heads_a_part_of_a_glossary() -> None:
    text = "# A\n\n## What is an atoll?\n\nA ring.\n\n# B\n\n## What is a bay?\n\nSea.\n"
    document, _ = parse(Source("notes.md", text))
    assert [note.section for note in document.notes] == [("A",), ("B",)]


def test_a_row_with_a_gap_is_a_note() -> None:
    table = "| Land | Capital |\n| --- | --- |\n| Malta | {{c1::Valletta}} |\n| Chad | `{{c1::x}}` |\n| Mali | {{c1::a|b}} |\n| Italy | {{c1::Rome}} |\n"
    document, _ = parse(Source("notes.md", f"## What is a capital?\n\nA seat.\n\n{table}"), rows=True)
    assert [(note.place.line, note.prompt, note.answer) for note in document.notes] == [
        (1, "What is a capital?", "A seat."),
        (7, "Land: Malta; Capital: {{c1::Valletta}}", ""),
        (10, "Land: Italy; Capital: {{c1::Rome}}", ""),
    ]


def test_sources_are_kept_apart_from_both_sides() -> None:
    text = "## What is a weir? ([source](https://example.org/w))\n\nA low dam.\n\nSource: Field guide\n"
    (note,) = parse(Source("notes.md", text))[0].notes
    assert (note.prompt, note.answer) == ("What is a weir?", "A low dam.")
    assert note.sources == ("[source](https://example.org/w)", "Field guide")


def test_a_form_that_is_not_filled_in_asks_nothing_unless_something_follows_it() -> None:
    head = "Q1. What is a ria?\nA1. A valley.\n\nQ2.\nA2.\n"
    assert [note.question for note in parse(Source("notes.md", head))[0].notes] == ["What is a ria?"]
    form, further = parse(Source("notes.md", head + "\nFollow-up: Where?\nA: In Galicia.\n"))[0].notes[1:]
    assert (form.question, further.parent) == ("", form.id)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Greenland lies in {{c2::North\nAmerica}}.", "Greenland lies in […]."),
        ("Only {{c1,3::shared}} ones.", "Only […] ones."),
        ("Nested {{c1::a {{c2::b}} c}} and {{c1,3::shared}}", "Nested […] and […]"),
    ],
)
def test_a_question_names_nothing_that_its_gaps_hide(text: str, question: str) -> None:
    (note,) = parse(Source("notes.md", text))[0].notes
    assert note.question == question


FOOTNOTES = """\
## What does compost do?

It loosens soil[^w] and feeds it[^long].

## Does it smell?

No[^n], see [this][1].

[^w]: about 20 worms
[^long]: a long text that
runs on here

    and has a second paragraph

    - with a list
[^n]: See [there][1].
Q: Is this one a question?
A: Yes[^w].

[1]: https://example.org
"""


def test_footnotes_are_said_of_the_file_and_not_in_its_answers() -> None:
    document, _ = parse(Source("notes.md", FOOTNOTES))
    assert [(note.answer, note.place.end_line) for note in document.notes] == [
        ("It loosens soil[^w] and feeds it[^long].", 3),
        ("No[^n], see [this][1].", 7),
        ("Yes[^w].", 18),
    ]
    lines = FOOTNOTES.split("\n")
    assert document.references == "\n".join([*lines[8:16], lines[19]])
