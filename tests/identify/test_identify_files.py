"""The same edits made to a notes file, through every stage before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from history import collect, guids

from notes2anki.identify import Lock, identify, remember
from notes2anki.parse import parse
from notes2anki.read import read
from notes2anki.repair import repair

TEXT = (Path(__file__).parent / "twenty.md").read_text("utf-8")
QUESTION = re.compile(r"^### (.*)$", re.MULTILINE)


def _build(folder: Path, lock: Lock) -> tuple[list[str], list[str], Lock]:
    documents = [parse(repair(source)[0])[0] for source in read([str(folder)]).sources]
    identity = identify(documents, lock)
    questions = [note.question for document in identity.documents for note in document.notes]
    return guids(identity), questions, remember(collect(identity), identity, 1000).lock


def _numbered(text: str) -> str:
    numbers = iter(range(1, 100))
    return QUESTION.sub(lambda match: f"Q{next(numbers)}. {match[1]}", text)


def _wrapped(text: str) -> str:
    text = re.sub(r"(?<=\w{3}) (?=the |and |of |which )", "\n", text.replace("- ", "* "))
    return QUESTION.sub(lambda match: "### " + match[1].replace("\n", " "), text)


def _unwrapped_headings(text: str) -> str:
    """Wrap the prose alone: a heading ends with its line."""
    blocks = text.split("\n\n")
    return "\n\n".join(block if block.startswith(("#", "|", "```")) else _wrapped(block) for block in blocks)


EDITS = {
    "nothing": lambda text: text,
    "one inserted on top": lambda text: text.replace(
        "### What is over", "### What is a tensor?\n\nAn array.\n\n### What is over"
    ),
    "deck title changed": lambda text: text.replace("# Machine learning", "# Deep learning"),
    "section renamed": lambda text: text.replace("## Measures", "## Scores"),
    "heading to Q3.": _numbered,
    "lines wrapped, bullets changed": _unwrapped_headings,
    "answers edited": lambda text: re.sub(r"\.$", ", as we saw before.", text, flags=re.MULTILINE),
    "questions reworded": lambda text: QUESTION.sub(lambda match: "### Tell me: " + match[1], text),
    "line ends": lambda text: text.replace("\n", "\r\n"),
}
ENCODINGS = ["utf-8-sig", "utf-16", "cp1252"]


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_the_file_keeps_every_guid(name: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(TEXT, "utf-8")
    before, _, lock = _build(tmp_path, Lock(tmp_path))
    assert len(set(before)) == 20
    file.write_bytes(EDITS[name](TEXT).encode())
    after, questions, _ = _build(tmp_path, lock)
    assert [guid for guid in after if guid in before] == before, questions


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_written_in_another_encoding_keeps_every_guid(encoding: str, tmp_path: Path) -> None:
    text = re.sub("[🚀✔] ", "", TEXT) if encoding == "cp1252" else TEXT
    (tmp_path / "notes.md").write_text(text, "utf-8")
    before, _, lock = _build(tmp_path, Lock(tmp_path))
    (tmp_path / "notes.md").write_text(text, encoding)
    assert _build(tmp_path, lock)[0] == before


def test_a_file_renamed_and_a_part_moved_to_another(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TEXT, "utf-8")
    before, _, lock = _build(tmp_path, Lock(tmp_path))
    (tmp_path / "notes.md").rename(tmp_path / "renamed.md")
    assert _build(tmp_path, lock)[0] == before
    head, tail = TEXT.split("## Training")
    (tmp_path / "renamed.md").write_text(head, "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "training.md").write_text(f"## Training{tail}", "utf-8")
    assert _build(tmp_path, lock)[0] == before


def test_the_first_one_deleted_and_the_order_reversed(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TEXT, "utf-8")
    before, questions, lock = _build(tmp_path, Lock(tmp_path))
    first, *blocks = re.split(r"(?=^### )", TEXT, flags=re.MULTILINE)
    (tmp_path / "notes.md").write_text("".join((first, *blocks[1:])), "utf-8")
    assert _build(tmp_path, lock)[0] == before[2:]
    blocks = [re.sub(r"\n## .*\n", "", block) for block in blocks]
    (tmp_path / "notes.md").write_text("\n".join((first, *reversed(blocks))), "utf-8")
    after, asked, _ = _build(tmp_path, lock)
    assert dict(zip(asked, after, strict=True)) == dict(zip(questions, before, strict=True))
