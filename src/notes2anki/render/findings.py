"""What was doubtful about a text, with the line where it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from notes2anki.model import Diagnostic, Severity
from notes2anki.render.signs import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notes2anki.model import Note, Source
    from notes2anki.render.context import Doubt


class Findings:
    """Turns doubts about the notes of one file into diagnostics."""

    def __init__(self, source: Source) -> None:
        """Keep the text of the file; it is split when a line is asked for."""
        self._source = source

    @cached_property
    def _lines(self) -> list[str]:
        return self._source.text.split("\n")

    def about(self, note: Note, doubts: Iterable[Doubt]) -> Iterator[Diagnostic]:
        """Give each doubt about a note once."""
        for code, message, snippet in dict.fromkeys(doubts):
            line = self._line(snippet.replace(JOINT, ""), note)
            yield Diagnostic(self._source.path, line, 0, code, Severity.WARNING, message.replace(JOINT, ""))

    def _line(self, snippet: str, note: Note) -> int:
        """Find the line of the note that holds `snippet`, as it is or encoded; the note's own line when none does."""
        numbers = range(note.place.line, note.place.end_line + 1)
        for written in filter(None, (snippet, quote(snippet, safe="/"), snippet.rpartition("/")[2])):
            for number, line in zip(numbers, self._lines[numbers.start - 1 : numbers.stop - 1], strict=False):
                if written in line:
                    return number
        return note.place.line
