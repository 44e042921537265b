"""The nouns that all stages share.

Everything here is frozen and imports nothing of ours. The verbs live in the modules of their names: `read`, `repair`,
`parse`, `identify`, `link`, `render`, `progress`, `check`, `export`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import networkx as nx


class Severity(IntEnum):
    """How much a finding matters; `check` and `--strict` fail from `WARNING` on."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One doubt about the notes, printed as ``path:line:column: code message``.

    `path` is that of the `Source`; `line` and `column` count from 1 and are 0 where the finding has no place.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one notes file.

    `path` is POSIX, relative to the folder that was read. `file` is where it lies on disk, None for standard input.
    Lines end at CR LF, LF or CR and nowhere else, as editors count them; after `repair` only LF is left.
    """

    path: str
    text: str
    file: Path | None = None


class Kind(StrEnum):
    """A question of its own, or one that is asked after another."""

    QUESTION = "question"
    FOLLOWUP = "followup"


class Form(StrEnum):
    """How a note is asked on cards."""

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    TYPED = "typed"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a multiple-choice question; `text` is Markdown."""

    text: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands: lines count from 1; `end_line` is the last line of its answer that is not blank."""

    path: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Note:
    """One question with its answer, as the notes have it.

    Until `identify` has run, `id` and `parent` are numbers within the file; afterwards they are Anki guids.
    In a cloze note the `prompt` is the text with ``{{c1::hidden::hint}}`` marks and the `answer` what is said besides.
    """

    id: str
    kind: Kind
    form: Form
    question: str
    """Plain text of the question, on one line."""
    prompt: str
    """Markdown of the whole front: the question with the code and pictures that belong to it, without the choices."""
    answer: str
    """Markdown; empty while the question is not answered."""
    place: Place
    section: tuple[str, ...]
    """Titles of the sections around it, outermost first."""
    dialect: str
    """Name of the dialect that claimed the question."""
    parent: str | None = None
    """Id of the question that a follow-up follows."""
    hint: str = ""
    """Markdown."""
    choices: tuple[Choice, ...] = ()
    sources: tuple[str, ...] = ()
    """Where the writer has it from: Markdown, one entry for each source."""
    tags: tuple[str, ...] = ()
    """Tags of the writer: no spaces, ``::`` between levels."""
    deck: str | None = None
    """Deck that the notes ask for, ``A::B``; None to follow files and sections."""
    given_id: str = ""
    """Id written into the notes by the user or by another tool."""
    card: bool = True
    """False where the writer marked the note ``<!-- no-card -->``."""
    concepts: tuple[str, ...] = ()
    """Names of the concepts it is about, best first; filled in by `link`."""
    modified: int = 1
    """When its content last changed, in whole seconds since 1970 UTC; filled in by `identify`."""

    @property
    def answered(self) -> bool:
        """Whether there is something to show on the back of a card."""
        return bool(self.answer.strip()) or self.form is Form.CLOZE or any(choice.correct for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Section:
    """A title that holds questions; `path` is the titles from the outermost one to its own."""

    path: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a notes file says of the whole file."""

    title: str = ""
    deck: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    lang: str = ""
    rows: bool | None = None
    """Whether rows of tables make notes of their own; None to do as the settings say."""
    glossary: bool | None = None
    """Whether terms with definitions make notes; None to do as the settings say."""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Every other key in small letters, with the texts of its value."""


@dataclass(frozen=True, slots=True)
class Document:
    """One notes file, parsed."""

    source: Source
    title: str
    front: FrontMatter
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    references: str = ""
    """Link reference definitions and footnotes of the file, which its answers need when they are rendered."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name that the writer's glossary gives a concept, with its other names, and the line where it stands."""

    name: str
    aliases: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea that the notes are about, under one name."""

    id: str
    """Stable within a build and readable: ``batch-normalization``; used in tags and in links to the map."""
    name: str
    aliases: tuple[str, ...]
    """Every other form in which the notes write it, sorted."""
    rank: float
    """Weight among all concepts of the notes, between 0 and 1."""
    definition: str | None
    """Id of the note that says what it is."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that cards need: its name is derived from its content, so that a changed picture is a new file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a note looks like: safe HTML. Pictures stand under the names of their `Media`."""

    prompt: str
    answer: str
    hint: str = ""
    choices: str = ""
    """The options as a list; the right ones carry ``class="right"``."""
    sources: str = ""


class Known(StrEnum):
    """How well a note is known, as Anki counts its cards; young is one that is reviewed again within 21 days."""

    NEW = "new"
    LEARNING = "learning"
    YOUNG = "young"
    MATURE = "mature"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a note in Anki: how well its weakest card is known, and how often its cards were forgotten."""

    known: Known
    lapses: int


@dataclass(frozen=True, slots=True)
class Collection:
    """All that a build knows of the notes, and all that an exporter gets."""

    title: str
    documents: tuple[Document, ...]
    concepts: tuple[Concept, ...]
    graph: nx.MultiDiGraph[str]
    """Nodes and edges as docs/data.md describes them."""
    rendered: Mapping[str, Rendered] = field(default_factory=dict)
    """By note id; filled in by `render`."""
    media: Mapping[str, Media] = field(default_factory=dict)
    """By media name; filled in by `render`."""
    diagnostics: tuple[Diagnostic, ...] = ()
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By note id the ids of the notes near it, at most five, nearest first; filled in by `link`."""
    progress: Mapping[str, Progress] | None = None
    """By id of those notes that a collection of Anki has; None where none was named; filled in by `progress`."""

    @property
    def notes(self) -> Iterator[Note]:
        """Every note, in the order of the files and of the lines in them."""
        for document in self.documents:
            yield from document.notes
