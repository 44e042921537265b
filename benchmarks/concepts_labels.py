"""Notes written and labelled for this project: what a teacher would say each of them is about.

A file of `concepts/` holds notes as people write them; under each answer stands one line of labels:
``= concept; concept=other form of it | acceptable one; ...``. A concept before the bar is expected, one behind it is
neither missed nor wrong. Lines that start with ``~`` are for `relations_score.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from notes2anki.link.words import fold
from notes2anki.model import Document, Form, FrontMatter, Kind, Note, Place, Section, Source

FOLDER = Path(__file__).parent / "concepts"
_QUESTION = re.compile(r"(?:### |Q\d+\. |\*\*(?=.*\*\*$)|(?:🚀 )?(Follow-up: ))(.*)")


@dataclass(frozen=True)
class Labels:
    """What a note is about: keys of every form of the concepts, expected and acceptable ones."""

    expected: tuple[frozenset[str], ...]
    acceptable: frozenset[str]

    @property
    def right(self) -> frozenset[str]:
        return self.acceptable.union(*self.expected)


def key(name: str) -> str:
    """A name as labels compare it: without case, accents, marks and plural."""
    words = re.findall(r"[\w+#&]+", fold(name))
    return "".join(re.sub(r"(?<=\w{2})(?<![su])s$", "", re.sub(r"ies$", "y", word)) for word in words)


def labelled(file: Path) -> tuple[Document, list[Labels]]:
    """The notes of a file, with the labels of each."""
    title, *lines = file.read_text("utf-8").splitlines()
    notes: list[Note] = []
    labels: list[Labels] = []
    question, kind, start = "", Kind.QUESTION, 0
    answer: list[str] = []
    for number, line in enumerate(lines, 2):
        match = _QUESTION.fullmatch(line)
        if line.startswith("= "):
            notes.append(
                _note(
                    str(len(notes)), kind, question, "\n".join(answer).strip("\n"), Place(file.name, start, number - 1)
                )
            )
            labels.append(_labels(line[2:]))
        elif match:
            question, kind, start = match[2].strip("* 👶⭐️"), Kind.FOLLOWUP if match[1] else Kind.QUESTION, number
            answer = []
        elif not line.startswith("~"):
            answer.append(line)
    section = Section((title.lstrip("# "),), 1)
    return Document(Source(file.name, "\n".join([title, *lines])), "", FrontMatter(), (section,), tuple(notes)), labels


def _note(number: str, kind: Kind, question: str, answer: str, place: Place) -> Note:
    return Note(number, kind, Form.BASIC, question, question, answer, place, (), "labels")


def _labels(line: str) -> Labels:
    expected, _, acceptable = line.partition("|")
    groups = tuple(_forms(entry) for entry in expected.split(";") if entry.strip())
    return Labels(groups, frozenset().union(*(_forms(entry) for entry in acceptable.split(";") if entry.strip())))


def _forms(entry: str) -> frozenset[str]:
    return frozenset(key(form) for form in entry.split("=") if form.strip())
