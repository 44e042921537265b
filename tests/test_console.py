"""Nothing that notes hold can act on a terminal, on a reader's eye or on a CI."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.console import escape, escape_data

HARMLESS = ["", "What is ReLU?", "größer → kleiner", "👩‍🚀 ✔ 3️⃣", "a:b", "A: :B", "## Title", "#[x]", "C:\\x", "یک‌پارچه"]
HARMFUL = {
    "\x1b[31mred": "\\u001b[31mred",
    "one\ntwo\r\tthree": "one\\ntwo\\r\\tthree",
    "a\x00b\x7f\x9b": "a\\u0000b\\u007f\\u009b",
    "\u202efdp.exe\u2066": "\\u202efdp.exe\\u2066",
    "a\u2028b\u2029": "a\\u2028b\\u2029",
    "\U000e0041": "\\udb40\\udc41",
    "::error::x": ":\\u003aerror:\\u003a" + "x",
    "::set-output name=a::b": ":\\u003aset-output name=a:\\u003ab",
    "##vso[task.complete]": "#\\u0023vso[task.complete]",
    "##[error]": "#\\u0023[error]",
    "##teamcity[x]": "#\\u0023teamcity[x]",
    "x\ud800y": "x\\ud800y",
}


@pytest.mark.parametrize("text", HARMLESS)
def test_plain_text_stays(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(("text", "printed"), HARMFUL.items())
def test_what_could_act_is_escaped(text: str, printed: str) -> None:
    assert escape(text) == printed


def test_bytes_of_a_file_name_are_read_as_utf_8() -> None:
    assert escape("grün.md".encode().decode("ascii", "surrogateescape")) == "grün.md"
    assert escape("\udcff.md") == "\\udcff.md"


@given(st.text(st.characters() | st.sampled_from(":#[\x1b\u202e\n\ud800")))
def test_a_line_holds_no_sign_that_acts(text: str) -> None:
    printed = escape(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in printed)
    assert not any(
        unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for char in printed
    )
    assert escape(printed) == printed


@given(st.dictionaries(st.text(), st.text(st.characters() | st.sampled_from(':#[evso\x1b\u202e\\"'))))
def test_escaped_json_says_the_same(data: dict[str, str]) -> None:
    written = json.dumps(data, ensure_ascii=False, indent=2)
    assert json.loads(escape_data(written)) == data
    assert "::e" not in escape_data(written)
    assert "##vso[" not in escape_data(written)
