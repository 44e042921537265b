"""Whatever a note holds, in whatever place: nothing on a card runs, loads, plays, or reaches out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notes2anki.model import Choice, Collection, Form
from notes2anki.render import render
from notes2anki.render.sanitize import sanitized
from render_notes import answer, collection, read

STRINGS = [
    line.replace("⏎", "\n")
    for line in Path(__file__).parent.joinpath("render/hostile.txt").read_text().split("\n")
    if line
]
PLACES = {
    "alone": "%s",
    "in a sentence": "It is said that %s is so.",
    "after a line": "First line\n%s\nlast line",
    "list": "- one\n- %s\n- three",
    "quote": "> %s",
    "callout": "> [!note] %s\n> %s",
    "heading": "## %s",
    "strong": "**%s** and _%s_",
    "link text": "[%s](https://example.org)",
    "link target": "[x](%s)",
    "link title": '[x](https://example.org "%s")',
    "picture text": "![%s](x.png)",
    "picture path": "![x](%s)",
    "wikilink": "[[%s]] and ![[%s]]",
    "code": "```\n%s\n```",
    "language": "```%s\nx\n```",
    "code span": "`` %s ``",
    "formula": "$x + %s$ and $$%s$$ and \\(%s\\)",
    "table": "| a | b |\n|---|---|\n| %s | %s |",
    "table head": "| %s | %s |\n|---|---|\n| a | b |",
    "tabs": "Name\tValue\n%s\t%s",
    "details": "<details><summary>%s</summary>\n\n%s\n\n</details>",
    "attribute": '<b title="%s">x</b> <a href="%s">x</a> <img src="%s" alt="%s">',
    "footnote": "x[^1]\n\n[^1]: %s",
    "reference": "[x][r]\n\n[r]: %s",
    "highlight": "==%s==",
    "admonition": ":::note %s\n%s\n:::\n\n!!! tip %s\n    %s",
    "loose picture": "![%s](a b%s.png =30x) ![x](%s.png){width=%s}",
    "definition": "%s\n: %s",
    "comment": "a <!-- %s --> b %%%%%s%%%% c",
}


def fields(made: Collection) -> list[str]:
    rendered = render(made, None).rendered["1"]
    return [rendered.prompt, rendered.answer, rendered.hint, rendered.choices, rendered.sources]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_acts_in_an_answer(place: str) -> None:
    shape = PLACES[place]
    for string in STRINGS:
        text = shape % ((string,) * len(re.findall(r"%s", shape.replace("%%", ""))))
        for html in fields(collection(text)):
            assert read(html)[1] == [], (text, html)


@pytest.mark.parametrize("form", Form)
def test_nothing_acts_in_any_field_of_any_form(form: Form) -> None:
    for string in STRINGS:
        made = collection(
            string,
            form=form,
            prompt=f"{{{{c1::hidden}}}} {string}",
            hint=string,
            choices=(Choice(string, correct=True), Choice("x", correct=False)),
            sources=(string, "x"),
            references=f"[r]: {string}\n\n[^1]: {string}",
        )
        for html in fields(made):
            assert read(html)[1] == [], (string, html)


def test_what_does_not_run_is_still_there_to_read() -> None:
    for string in STRINGS:
        if "<script>" in string and "<!--" not in string and "[r]:" not in string:
            assert "script" in read(answer(string))[0], string


@pytest.mark.parametrize("language", ["", "python", "html", "js", "c++"])
def test_code_reads_as_it_was_written(language: str) -> None:
    for string in STRINGS:
        text, _ = read(answer(f"~~~{language}\n{string}\n~~~"))
        assert text.rstrip("\n") == string.rstrip("\n")


def test_the_sanitizer_alone_lets_no_address_of_a_file_pass() -> None:
    assert sanitized('<img src="https://x.example/x.png"><img src="x.png"><img src="n2a-0.png">') == "<img><img><img>"
    assert sanitized('<a href="/x">a</a><a href="x">b</a><a href="javascript:x">c</a>').count("href") == 0
