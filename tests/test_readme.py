"""The pairs of notes and cards in the README and in docs/notations.md are what really comes of the notes.

`--rewrite` writes the cards anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notes2anki.model import Form, Kind, Source
from notes2anki.parse import parse
from notes2anki.parse.marks import dialects
from notes2anki.repair import repair

if TYPE_CHECKING:
    from notes2anki.model import Note

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "README.md", ROOT / "docs" / "notations.md")
PAIR = re.compile(
    r"(?P<head>^\*\*[^\n]+\*\*(?: \(`(?P<dialect>\w+)`\))?\n\n````markdown\n(?P<notes>.*?)````\n)(?P<cards>(?:\n- [^\n]+)*\n)",
    re.DOTALL | re.MULTILINE,
)


def cards(notes: str) -> str:
    """A line for each card that the notes make."""
    repaired, _ = repair(Source("notes.md", notes))
    document, _ = parse(repaired)
    titles = {note.id: note.question for note in document.notes}
    return "".join(f"\n- {_card(note, titles)}" for note in document.notes) + "\n"


def _card(note: Note, titles: dict[str, str]) -> str:
    if note.form is Form.CLOZE:
        return f"**{' '.join(note.prompt.split())}**, a card for each gap"
    follows = f"after “{titles[note.parent]}”: " if note.kind is Kind.FOLLOWUP and note.parent else ""
    section = f"in the section {' › '.join(note.section)}: " if note.section else ""
    return f"{section}{follows}**{note.question}** → {' '.join(note.answer.split())}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_pair_is_true(file: Path, *, rewrite: bool) -> None:
    written = file.read_text(encoding="utf-8")
    true = PAIR.sub(lambda pair: pair["head"] + cards(pair["notes"]), written)
    if rewrite:
        file.write_text(true, encoding="utf-8")
    assert true == written


def test_every_dialect_has_a_pair() -> None:
    shown = {pair["dialect"] for file in FILES for pair in PAIR.finditer(file.read_text(encoding="utf-8"))}
    assert set(dialects()) - {"separators"} <= shown
