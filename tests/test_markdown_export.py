"""The notes as one document: read again they are the same notes, and written again it is the same document."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deck_factory import SETTINGS, collection, document, note
from notes2anki.export import markdown
from notes2anki.model import Choice, Document, Form, FrontMatter, Note, Source
from notes2anki.parse import parse
from notes2anki.parse.plain import plain
from notes2anki.repair import repair
from test_dialects import TEXTS
from test_readme import FILES, PAIR

ROOT = Path(__file__).parent.parent
SHOWN = Path(__file__).parent / "exports" / "notes.md"
NOTES = sorted(
    path
    for folder in ("tests/corpus", "source_notes")
    for path in (ROOT / folder).iterdir()
    if path.suffix in (".md", ".org")
)
EXAMPLES = [
    *((path.name, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")) for path in NOTES),
    *((f"{name}.md", text) for name, text in TEXTS),
    *(
        (f"{file.stem} {pair['dialect']}.md", pair["notes"])
        for file in FILES
        for pair in PAIR.finditer(file.read_text("utf-8"))
    ),
]


def read(text: str, name: str = "notes.md", **wishes: bool) -> Document:
    return parse(repair(Source(name, text))[0], **wishes)[0]


def written(*documents: Document, title: str | None = None) -> str:
    given = documents[0].title if title is None else title
    (text,) = markdown.export(collection(*documents, title=given), SETTINGS).values()
    return text.decode()


def said(found: Document) -> list[Any]:
    """All that the notes of a file say, wherever they stand: guids, lines and dialects are not of them."""
    by_id = {note.id: note for note in found.notes}
    return sorted(
        (
            [trimmed(note.prompt), trimmed(note.answer), note.kind, note.form, note.section],
            [trimmed(by_id[note.parent].prompt) if note.parent else "", trimmed(note.hint), repr(note.choices)],
            [note.sources, sorted(note.tags), note.deck or "", note.given_id, note.card],
        )
        for note in found.notes
    )


def trimmed(text: str) -> str:
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()


def hold(found: Document) -> str:
    """Hold the law for a file; return the document that is made of it."""
    text = written(found)
    again = read(text)
    assert said(again) == said(found)
    assert {note.question for note in again.notes} == {note.question for note in found.notes}
    assert again.title == found.title
    assert written(again) == text
    return text


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[f"{n} {name}" for n, (name, _) in enumerate(EXAMPLES)])
def test_what_is_read_again_is_the_same(name: str, text: str) -> None:
    hold(read(text, name))
    hold(read(text, name, rows=True, glossary=True))


AWKWARD = [
    "text",
    "",
    "   ",
    "- item",
    "  - inner",
    "1. one",
    "    code",
    "\ttab",
    "```python",
    "```",
    "~~~",
    "# Title",
    "#",
    "## Sub",
    "###### Deep",
    "## Q: no",
    "#### Follow-up: no",
    "**Answer:**",
    "**Answer:** no",
    "**Hint:** no",
    "**Source:** no",
    "<!-- id: no -->",
    "<!-- no-card -->",
    "<!-- notes2anki: no -->",
    "Q: What?",
    "A: That.",
    "Hint: no",
    "Tags: no",
    "What is it?",
    "**Why?**",
    "❓ Why?",
    "1️⃣ Title",
    "> quote",
    ">",
    "> ## Title",
    "| Question | Answer |",
    "|---|---|",
    "| Why? | So. |",
    "<details>",
    "<summary>Why?</summary>",
    "</details>",
    "<!--",
    "-->",
    "<pre>",
    "<script>",
    "<h1>Why?</h1>",
    "<h2>",
    "<dt>Why?</dt><dd>So.</dd>",
    "[r]: https://example.org",
    "[^1]: several words",
    "---",
    "***",
    "===",
    "- [x] a",
    "- [ ] b",
    "{{c1::gap}}",
    "==1;;gap;;hint==",
    "START",
    "Basic",
    "END",
    "TARGET DECK",
    "?",
    "%",
    "#flashcards",
    "front #card",
    "front :: back",
    "deck:: A",
    "id:: 1",
    "Interviewer: Why?",
    "noteId: 1",
    "C: The [Nile]",
    "~~(1) struck~~",
    "<p data-question>Why?</p>",
    "<!--ID: 1560000000021-->",
    "^1560000000011",
    "two spaces  ",
    "\\",
    "$$",
    "\u00a0",
    "\u2028",
]
LINE = st.sampled_from(AWKWARD) | st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)
TEXT = st.lists(LINE, max_size=7).map("\n".join)
TITLE = st.text(st.sampled_from("ab `*_~=[]()<>{}#^&;:\\/!.0?QA-é"), min_size=1, max_size=12).map(plain).filter(bool)


@st.composite
def files(draw: st.DrawFn) -> Document:
    """A file of notes that hold anything."""
    titles = draw(st.lists(TITLE, min_size=1, max_size=3))
    notes: list[Note] = []
    for number in range(draw(st.integers(1, 4))):
        firsts = [note for note in notes if note.parent is None]
        parent = draw(
            st.sampled_from([None, *firsts, *(note for note in notes if note.parent in {n.id for n in firsts})])
        )
        section = parent.section if parent else tuple(draw(st.lists(st.sampled_from(titles), max_size=3)))
        options = draw(st.lists(st.builds(Choice, st.sampled_from(["a", "**b** c", ""]), st.booleans()), max_size=2))
        forms = [Form.CHOICE] if options else [form for form in Form if form is not Form.CHOICE]
        notes.append(
            note(
                str(number),
                draw(TEXT),
                draw(TEXT),
                parent=parent.id if parent else None,
                section=section,
                form=draw(st.sampled_from(forms)),
                choices=tuple(options),
                hint=draw(st.just("") | TEXT),
                sources=tuple(draw(st.lists(st.sampled_from(["A book", "[link](https://example.org)"]), max_size=2))),
                tags=tuple(draw(st.lists(st.sampled_from(["exam", "a::b"]), unique=True))),
                deck=draw(st.sampled_from([None, None, "A::B", "R&amp;D --> x/y"])),
                given_id=draw(st.sampled_from(["", "k,Qb7~x2(f"])),
                card=draw(st.booleans()),
            )
        )
    return document(notes, title=draw(TITLE))


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(files())
def test_whatever_notes_hold_is_read_again(found: Document) -> None:
    """Empty questions are none; repair, which takes signs for damage that nobody writes, is left out."""
    assume(all(trimmed(note.prompt) for note in found.notes))
    text = written(found)
    again, _ = parse(Source("notes.md", text))
    assert said(again) == said(found)
    assert again.title == found.title
    assert written(again) == text


def test_it_looks_as_people_write(*, rewrite: bool) -> None:
    notes = [
        note("a", "What is osmosis?", "Water moves.\n\n![cells](pictures/cells.png)", section=("Plants", "Water")),
        note("b", "And in plants?", "Turgor.", parent="a", section=("Plants", "Water"), hint="Think of salad."),
        note("c", "And at night?", "", parent="b", section=("Plants", "Water")),
        note("d", "What is printed?\n\n```python\nprint(1)\n```", "1", section=("Plants", "Code"), tags=("exam",)),
        note("e", "Which?", "Both.", form=Form.CHOICE, section=("Plants", "Code"),
             choices=(Choice("this", correct=True), Choice("that", correct=True)), sources=("A book",)),
        note("f", "The {{c1::root}} drinks.", "", form=Form.CLOZE, section=("Plants", "Roots"), card=False),
        note("g", "Which headings?", "# This\n\n# And this", section=("Plants", "Roots"), given_id="x-1", deck="A::B"),
    ]  # fmt: skip
    text = written(document(notes, title="Plants"))
    if rewrite:
        SHOWN.write_text(text, encoding="utf-8")
    assert text == SHOWN.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "```\nleft open",
        "- ~~~\n  left open in a list\n~~~",
        "<!-- left open",
        "text\n<pre>left open",
        "</details>\ntext\n<script>",
        "# As high as the question",
        "### Follow-up: like one of ours",
        "like one of ours\n\n**Source:** of nothing",
        "> all quoted\n>\n> as it is",
    ],
)
def test_what_would_reach_beyond_its_place_is_held_in_a_quote(text: str) -> None:
    found = document([note("a", "First\n\n" + text, text), note("b")])
    shown = written(found)
    assert shown.count(f"\n> {text.partition(chr(10))[0]}\n") == 2
    assert said(read(shown)) == said(found)


def test_what_can_stand_free_does() -> None:
    texts = (
        "### Deeper than the question",
        "```\n# a comment\n```",
        "> quoted\n\nand more",
        "<details>\nx\n</details>",
    )
    for text in texts:
        assert f"\n\n{text}\n" in written(document([note("a", answer=text)]))


def test_comments_show_nothing() -> None:
    text = written(document([note("a", deck="R&D --> x"), note("b", tags=("a-->b",))]))
    assert "<!-- deck: R&amp;D --&gt; x -->" in text
    assert "<!-- tags: a--&gt;b -->" in text


def test_pictures_and_links_lead_where_they_led() -> None:
    text = written(
        read(
            "# Plants\n\n## What is [osmosis][os]?\n![cells](a/b.png) See[^1].\n\n[os]: https://e.org\n[^1]: the book\n"
        )
    )
    assert "![cells](a/b.png) See[^1]." in text
    assert text.count("[os]: https://e.org") == text.count("[^1]: the book") == 1
    assert written(read(text)) == text


def test_titles_are_plain_text() -> None:
    for title in (
        "P = NP = ?",
        "__init__ and *args",
        "[x](y)",
        "&lt;b&gt; <b>",
        "Q: no",
        "C #",
        "{#id}",
        "a ^block1",
        "\\(x\\)",
    ):
        assert [found.section for found in read(written(document([note("a", section=(title,))]))).notes] == [(title,)]
    assert "\n# Q&A about R & D: x_1\n" in written(document([note("a", section=("Q&A about R & D: x_1",))]))


def test_several_files_are_sections_of_one() -> None:
    one, two, three = (
        read(
            "# Tea\n\n## Green\n\nQ: What is sencha?\nA: Steamed.\n\n## Black\n\nQ: Why does it keep?\nA: It is oxidised.\n"
        ),
        read("Q: What is coffee?\nA: Beans.\n", "coffee.md"),
        read("---\ntitle: Water\ndeck: Drinks\n---\nQ: What is water?\nA: Wet.\n", "water.md"),
    )
    text = written(one, two, three, title="Drinks")
    again = read(text)
    assert again.title == "Drinks"
    assert [(found.question, found.section, found.deck) for found in again.notes] == [
        ("What is sencha?", ("Tea", "Green"), None),
        ("Why does it keep?", ("Tea", "Black"), None),
        ("What is coffee?", ("coffee",), None),
        ("What is water?", ("Water",), "Drinks"),
    ]
    assert written(again) == text


def test_what_all_notes_share_stands_at_the_head() -> None:
    head = "---\ntitle: Tea\ndeck: Drinks/Hot\ntags: [exam]\nlang: de\naliases: [chai]\nrows: false\n---\n"
    text = written(read(head + "Q: Was ist Tee?\nA: Blätter.\n"))
    assert text.startswith(
        '---\ntitle: "Tea"\ndeck: "Drinks::Hot"\ntags: ["exam"]\nlang: "de"\naliases: ["chai"]\nrows: false\n---\n'
    )
    again = read(text)
    assert again.front == FrontMatter("Tea", "Drinks::Hot", ("exam",), ("chai",), "de", rows=False)


def test_what_headings_have_no_level_for_is_not_lost() -> None:
    """The law ends where Markdown does: it has six levels."""
    deep = ("A", "B", "C", "D", "E", "F")
    notes = [note("0", section=deep)]
    notes += [note(str(n), parent=str(n - 1), section=deep) for n in range(1, 5)]
    text = written(document(notes))
    again = read(text)
    assert {found.section for found in again.notes} == {("A", "B", "C", "D › E › F")}
    assert [found.parent for found in again.notes] == [None, "0", "0", "0", "0"]
    assert [found.question for found in again.notes] == [found.question for found in notes]
    assert written(again) == text


def test_what_is_added_by_hand_is_read_beside_it() -> None:
    text = written(document([note("a", section=("Plants",)), note("b", section=("Plants",))]))
    added = text + "\n# Further questions\n\n## What is xylem?\nDead tubes.\n\n## What is phloem?\nTubes, too.\n"
    added += "\nThe stem has {{c1::nodes}}.\n"
    assert [(found.question, found.dialect) for found in read(added).notes] == [
        ("Question a?", "own"),
        ("Question b?", "own"),
        ("What is xylem?", "headings"),
        ("What is phloem?", "headings"),
        ("The stem has […].", "cloze"),
    ]


def test_nothing_is_a_document_too() -> None:
    assert hold(read("Just prose.\n", "essay.md")).startswith('---\ntitle: "essay"\n---\n\n<!-- notes2anki')


def test_the_same_notes_give_the_same_bytes() -> None:
    found = read(NOTES[0].read_text("utf-8"), NOTES[0].name)
    assert written(found) == written(dataclasses.replace(found))
