"""Words of scripts with marks or without spaces, and notes that hold hardly any words."""

from __future__ import annotations

import pytest

from link_notes import linked
from notes2anki.link.phrases import parted, tokens

WORDS = [
    ("कोशिका झिल्ली", ["कोशिका", "झिल्ली"]),
    ("வேதியியல் வினை", ["வேதியியல்", "வினை"]),
    ("ปฏิกิริยาเคมี คือ", ["ปฏิกิริยาเคมี", "คือ"]),
    ("الخَلِيَّة النباتية", ["الخَلِيَّة", "النباتية"]),
    ("e\u0301lectron libre", ["e\u0301lectron", "libre"]),
    ("什么是HTTP协议?", ["什么", "是", "HTTP", "协议", "?"]),
    ("闭包是函数和环境的组合", ["闭包", "是", "函数", "和", "环境", "的", "组合"]),
    ("データ構造とは何ですか", ["データ構造", "とは", "何", "ですか"]),
    ("水から作る", ["水", "から", "作る"]),
    ("中文/英文", ["中文", "/", "英文"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_found_in_every_script(text: str, words: list[str]) -> None:
    assert tokens(text) == words
    assert "".join(parted(text)) == text


def test_a_text_with_the_sign_that_cuts_clauses_stays_whole() -> None:
    text = "闭包\x1e是/函数\x1f的"
    assert "".join(parted(text)).replace("/", "\x1f") == text.replace("/", "\x1f")


CONCEPTS = [
    (
        ("光合成とは何ですか?", "植物が光エネルギーを使って有機物を作ります。"),
        {"光合成", "光エネルギー", "有機物"},
        {"使って", "作"},
    ),
    (("什么是闭包?", "闭包是函数和环境的组合。"), {"闭包", "函数", "环境"}, {"闭包是函数和环境的组合"}),
    (("什么是事件?", "浏览器不断检查任务队列里有没有新的任务需要执行"), {"事件"}, {"浏览器不断检查任务队列里有"}),
    (("What is \\mathbb{R}?", "\\operatorname{softmax} and \\textbf{bold text}."), {"softmax"}, {"mathbb", "textbf"}),
    (("Osmosis", ""), {"Osmosis"}, set()),
]


@pytest.mark.parametrize(("note", "named", "unnamed"), CONCEPTS, ids=[note[0] for note, *_ in CONCEPTS])
def test_concepts_are_words_and_no_clauses(note: tuple[str, str], named: set[str], unnamed: set[str]) -> None:
    names = {concept.name for concept in linked(note, lang="").concepts}
    assert named <= names
    assert not unnamed & names


NOTHING = [
    ("", ""),
    ("?", "!"),
    ("", "```py\nimport os\n```"),
    ("https://a.b/c", "https://d.e/f"),
    ("$x^2$", "\\[y\\]"),
]


@pytest.mark.parametrize("note", NOTHING, ids=str)
def test_a_note_without_words_has_no_concepts(note: tuple[str, str]) -> None:
    assert not linked(note, lang="").concepts


def test_many_notes_with_the_same_text_are_about_the_same() -> None:
    concepts = {note.concepts for note in linked(*[("What is osmosis?", "Water crosses a **membrane**.")] * 300).notes}
    assert [set(each) for each in concepts] == [{"osmosis", "membrane"}]
