"""Every example in a dialect's docstring is claimed by that dialect, and by no other."""

from __future__ import annotations

import re
import textwrap

import pytest

from notes2anki.model import Source
from notes2anki.parse import parse, read_lines
from notes2anki.parse.lead import Lead, aside, lead
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import dialects

LINES = [(name, line) for name, module in dialects().items() for line in re.findall(r"(?m)^``(.+)``$", module.__doc__)]
TEXTS = [
    (name, textwrap.dedent(block).strip("\n"))
    for name, module in dialects().items()
    for block in re.findall(r"(?m)(?:^ {4}.*\n|^\n(?= {4}))+", module.__doc__)
]


@pytest.mark.parametrize(("name", "text"), LINES, ids=[f"{name}: {line}" for name, line in LINES])
def test_an_example_line_is_claimed_by_its_dialect_alone(name: str, text: str) -> None:
    line = next(line for line in read_lines(text) if line.block is not Block.BLANK)
    begun = lead(line) if line.block in (Block.PROSE, Block.HEADING) else Lead(line.text, aside=aside(line.text))
    assert [other for other, module in dialects().items() if hasattr(module, "mark") and module.mark(line, begun)] == [
        name
    ]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[f"{name}: {text.splitlines()[0]}" for name, text in TEXTS])
def test_an_example_text_is_read_by_its_dialect_alone(name: str, text: str) -> None:
    document, _ = parse(Source("example.md", text))
    assert document.notes
    assert {note.dialect for note in document.notes} == {name}
    grammars = {
        other: list(module.read(read_lines(text))) for other, module in dialects().items() if hasattr(module, "read")
    }
    assert {other for other, found in grammars.items() if found} <= {name}


def test_every_dialect_has_an_example() -> None:
    assert {name for name, _ in LINES + TEXTS} == set(dialects())
