"""Cases as data: a title, the Markdown of an answer (in cloze.md: of a prompt), and the HTML that comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notes2anki.model import Form
from render_notes import answer, prompt, read

FILES = sorted(Path(__file__).parent.joinpath("render").glob("*.md"))
CASE = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<text>.*?)\n\.\n(?P<html>.*?)\.\n(?:\n|\Z)", re.DOTALL)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case(file: Path, rewrite: bool) -> None:  # noqa: FBT001 - a fixture
    cases = [case.groupdict() for case in CASE.finditer(file.read_text())]
    for case in cases:
        html = prompt(case["text"], Form.CLOZE) if file.stem == "cloze" else answer(case["text"])
        assert read(html)[1] == []
        if rewrite:
            case["html"] = html.rstrip("\n") + "\n" * bool(html)
        assert case["html"].rstrip("\n") == html.rstrip("\n"), case["title"]
    written = "\n".join("{title}\n.\n{text}\n.\n{html}.\n".format(**case) for case in cases)
    if rewrite:
        file.write_text(written)
    assert file.read_text() == written, "no case was overlooked"
