"""What each line begins: a question, an answer, a follow-up, a section …, as the dialects read it.

A dialect is a module in `dialects/` with a function ``mark(line, lead) -> Mark | None``, or ``read(lines)`` where a note
takes more than a line, or both; `SIGNS` beside `read` names texts without which a file need not be read so, and `SURE` says
that no other dialect has a word in what it reads. A mark that the line alone proves (``Q3. Why?``) has no shape. One that
could be something else (a heading, a bold line, a bullet) names its `shape`; the whole document decides about all lines of
that shape (`evidence/`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.model import Choice, Form
from notes2anki.parse.lead import Lead
from notes2anki.parse.lines import Block, Line

if TYPE_CHECKING:
    from types import ModuleType


class Sense(StrEnum):
    """What a line begins."""

    QUESTION = "question"
    FOLLOWUP = "follow-up"
    ANSWER = "answer"
    SECTION = "section"
    FOLLOWUPS = "follow-ups"
    """The head of a list of follow-ups."""
    HINT = "hint"
    SOURCE = "source"
    TABLE = "table"
    """The head of a table whose rows are questions."""
    OPTION = "option"
    SEPARATOR = "separator"
    FURNITURE = "furniture"
    """Back-to-top links, closing tags, contents lists: nothing that a card should show."""
    CLAIMED = "claimed"
    """It belongs to a note that another dialect has read whole."""
    TEXT = "text"
    """Nothing: the line goes on with what began before it."""


class Mark(NamedTuple):
    """What one line begins, by one dialect."""

    sense: Sense
    text: str
    """The line without what the dialect took: of ``Q3. Why?`` it is ``Why?``."""
    why: str
    """For the user: the reason for reading the line so."""
    shape: str = ""
    """Name of the family of lines that could be questions; empty where the line proves itself."""
    tail: str = ""
    """Text behind the question on the same line: the answer, or its beginning."""
    dialect: str = ""
    """Filled in by `mark`: name of the dialect."""


@dataclass(frozen=True, slots=True)
class Found:
    """A whole note that a dialect with a grammar of its own has read; lines are counted from 0.

    Without a prompt it is no note: its lines are a `title`, or say something of the whole file (`tags`, `deck`), or nothing
    to a reader.
    """

    start: int
    end: int
    """First line that does not belong to it any more."""
    prompt: str
    answer: str = ""
    form: Form = Form.BASIC
    answer_end: int | None = None
    """Last line of the answer; None where it is the last line that belongs to the note."""
    why: str = ""
    given_id: str = ""
    tags: tuple[str, ...] = ()
    deck: str | None = None
    within: tuple[str, ...] = ()
    """Titles of the list items around it, outermost first: its section goes on with them."""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    sources: tuple[str, ...] = ()
    card: bool = True
    parent: int | None = None
    """The line that begins the note which this one follows; None for a question of its own."""
    title: str = ""
    """Title of the section that it begins."""
    dialect: str = ""
    """Filled in by `find`: name of the dialect."""


_SILENT = (Block.BLANK, Block.CODE, Block.REFERENCE)
_NO_SIGN = Lead("")[1:]

Dialect = Callable[[Line, Lead], Mark | None]


class Grammar(NamedTuple):
    """A dialect whose notes take more than a line."""

    name: str
    read: Callable[[Sequence[Line]], Iterator[Found]]
    signs: tuple[str, ...]
    """A file that holds none of these has no notes of it; empty where none can be named."""
    sure: bool
    """Whether no other dialect has a word in what it reads."""


@cache
def dialects() -> Mapping[str, ModuleType]:
    """Return every dialect by name: our own files, then those of entry points ``notes2anki.dialects``."""
    folder = import_module("notes2anki.parse.dialects")
    found = {info.name: import_module(f"{folder.__name__}.{info.name}") for info in iter_modules(folder.__path__)}
    for entry in sorted(entry_points(group="notes2anki.dialects"), key=lambda entry: entry.name):
        found.setdefault(entry.name, entry.load())
    return found


@cache
def _marking() -> tuple[tuple[str, Dialect], ...]:
    return tuple((name, module.mark) for name, module in dialects().items() if hasattr(module, "mark"))


@cache
def _reading() -> tuple[Grammar, ...]:
    return tuple(
        Grammar(name, module.read, getattr(module, "SIGNS", ()), getattr(module, "SURE", False))
        for name, module in dialects().items()
        if hasattr(module, "read")
    )


def mark(line: Line, lead: Lead) -> Mark | None:
    """Ask every dialect about a line; the first that claims it has it (no line is claimed by two).

    Plain text that no sign opens and no question mark ends, and code, are nobody's.
    """
    if line.block in _SILENT or (
        lead[1:] == _NO_SIGN and line.block is Block.PROSE and not line.marker and not line.quote
    ):
        return None
    for name, dialect in _marking():
        if claimed := dialect(line, lead):
            return Mark(*claimed[:-1], name)
    return None


def find(lines: Sequence[Line]) -> list[Found]:
    """Return the notes that dialects with a grammar of their own find, in their order.

    The first claim of a line wins; of two for the same lines that of the dialect which claims more of the file.
    """
    text = "\n".join(line.raw for line in lines)
    letters = set(text)  # most signs begin with a letter that a file has nowhere
    grammars = [
        grammar
        for grammar in _reading()
        if not grammar.signs or any(sign[0] in letters and sign in text for sign in grammar.signs)
    ]
    notes = [replace(note, dialect=grammar.name) for grammar in grammars for note in grammar.read(lines)]
    sure = {grammar.name for grammar in grammars if grammar.sure}
    taken = {at for note in notes if note.dialect in sure for at in range(note.start, note.end)}
    if taken:
        notes = [note for note in notes if note.dialect in sure or taken.isdisjoint(range(note.start, note.end))]
    claimed: Counter[str] = Counter()
    for note in notes:
        claimed[note.dialect] += note.end - note.start
    kept: list[Found] = []
    for note in sorted(notes, key=lambda note: (note.start, -note.end, -claimed[note.dialect], note.dialect)):
        if not kept or note.start >= kept[-1].end:
            kept.append(note)
    return kept
