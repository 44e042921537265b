"""Laws of rendering: whatever the text, the HTML is allowed and the same each time, and no word of it is lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes2anki.model import Form
from notes2anki.render import render, texts
from notes2anki.render.context import Context, Found
from notes2anki.render.quick import quick_html
from notes2anki.render.sanitize import sanitized
from render_notes import answer, collection, prompt, read

UNHURRIED = settings(deadline=None)  # how long an example takes says what else the machine does
PIECES = st.sampled_from(
    [
        "#",
        "-",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\",
        "|",
        "|---|",
        "\t",
        "\n",
        "\n\n",
        ">",
        "<",
        "<b>",
        "</b>",
        "<br>",
        "<div>",
        "</div>",
        "<details>",
        "<!--",
        "-->",
        "&",
        "&lt;",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[[",
        "]]",
        "![[",
        "[^1]",
        "[^1]:",
        "[sound:",
        "[latex]",
        "{{c1::",
        "::",
        "}}",
        "{",
        "}",
        "==",
        "~",
        "^",
        "%%",
        ":",
        "1.",
        "http://",
        "[!note]",
        "\u2028",
        "\x1f",
        "\ufdd0",
        "\ufdd2",
        "中",
        "a",
        "b",
        "word",
        "5",
    ]
)
MARKUP = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)
TEXTS = MARKUP | st.text(max_size=200)
WORDS = [*"abAB  10.,;:!?'\"(){}-+*/é中。々\u3000\u200b\xad", "word ", "long " * 11, "**", "**a**", " **b c** ", "12"]
STARTS = ["", "", "- ", "- ", "- **a**: ", "* ", "+ ", "1. ", "2. ", "3) ", " ", "   ", "10. ", "**x** "]
LINE = st.tuples(st.sampled_from(STARTS), st.lists(st.sampled_from(WORDS), max_size=20).map("".join)).map("".join)
LINES = st.lists(LINE | st.just(""), max_size=8).map("\n".join)


@given(TEXTS, st.sampled_from(Form))
@UNHURRIED
def test_html_is_allowed(text: str, form: Form) -> None:
    for made in (answer(text), prompt(text, form), answer("[a][r][^1]", references=text)):
        assert read(made)[1] == [], made


@given(TEXTS)
@UNHURRIED
def test_twice_is_the_same(text: str) -> None:
    assert render(collection(text), None).rendered == render(collection(text), None).rendered


@given(LINES)
@example("a\n b")
@example("a \nb ")
@example("é 中文\n\n\n二")
@UNHURRIED
def test_the_short_way_is_the_long_way(text: str) -> None:
    """What is taken for simple comes out as the parser would have it."""
    quick = quick_html(text)
    if quick is not None:

        def nowhere(reference: str, *, anywhere: bool) -> Found:
            raise AssertionError(reference, anywhere)

        assert quick == sanitized(texts._rendered(text, Context(nowhere), texts.References("")))


@given(
    st.lists(
        st.sampled_from([*"abcde", "zebra", "κόσμος", "中文", *"*_#>|`~-+=$()[]!", "\n", "\n\n", "  "]), max_size=50
    ).map(" ".join)
)
@UNHURRIED
def test_no_word_is_lost(text: str) -> None:
    shown = read(answer(text))[0]
    for word in re.findall(r"zebra|κόσμος|中文", text):
        assert word in shown


UNITS = (
    "[a", "![", "![[]()", "*a_", "a**b", "**a:**b", "<a ", "<!--", "<b>", "<svg>", "<summary>", "<aside>\n", "^^a ", "__init__", "<div>\n", "> ", ">>> a\n", ">>> \n> \n", "- ", "$a ", "\\(", "\\[", "$$\n", "\\begin{align}\n",
    "${", "$ a", "$`a", "$$ a ", "\\\\(a", "```math\n", "$x$, ",
    "==a ", "~a~", "[[a", "[^a]", "[^a]: b\n", "%%\n", "&", "http://", "a|b\n", "a\tb\n", "a\tb\na\tb\na\tb\tc\n", "a  b\n", "[](", "[a](<b",
    "[a]: u\n", "1. a\n   - b\n", "a\n: b\n", "```\n", "</b>", '<a href="', "![a](b)", "![a](b c", "|a|b|\n|-|--|-|\n\n", "+-+\n", "+-+\n|a|\n", "[sound:a]", "\\", "_ ", "]", "|", "#\n", ":::note\n", "!!! note\n    a\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length(unit: str) -> None:
    """Text made of one unit is never more than a fixed price for each of its characters."""
    text = unit * (20_000 // len(unit))
    start = time.process_time()
    made = answer(text)
    assert time.process_time() - start < 4, "20 kB in more than 4 s; what is linear takes 0.3 s"
    assert read(made)[1] == []


@pytest.mark.parametrize(
    "text", ["> " * 200 + "deep", "".join(f"{'  ' * level}- a\n" for level in range(200)) + "deep"]
)
def test_what_is_too_deep_is_shown_as_text_and_said(text: str) -> None:
    made = render(collection(text), None)
    assert "deep" in made.rendered["1"].answer
    assert [found.code for found in made.diagnostics] == ["markup-unfit"]


def test_a_reference_cannot_blow_up_a_card() -> None:
    made = render(collection("[a]\n\n" * 2_000, references=f"[a]: https://x.example/{'u' * 2000}"), None)
    assert len(made.rendered["1"].answer) < 50_000
    assert [found.code for found in made.diagnostics] == ["markup-unfit"]


def test_a_table_cannot_blow_up_a_card() -> None:
    made = render(collection("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|word|\n" * 50), None)
    assert "<table>" not in made.rendered["1"].answer
    assert made.rendered["1"].answer.count("word") == 50
    assert made.diagnostics == ()


@pytest.mark.parametrize("unit", ["![", "[a", "*a_b", "`a``b", "*a_\n"])
def test_a_paragraph_of_markup_alone_is_text(unit: str) -> None:
    made = render(collection(f"before **x**\n\n{unit * 2000}\n\nafter **y**"), None)
    assert [(found.code, found.line) for found in made.diagnostics] == [("markup-unfit", 4)]
    text, _ = read(made.rendered["1"].answer)
    assert unit.strip() * 2000 in text.replace("\n", "")
    assert made.rendered["1"].answer.count("<strong>") == 2
