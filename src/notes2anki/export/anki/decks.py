"""Names of decks. Anki matches decks by name, so a name must come through an import as it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from notes2anki.config import Decks
from notes2anki.export.anki.markup import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notes2anki.model import Collection, Document, Note

_LONGEST = 100  # characters of a level; Anki has no limit, its windows have
_UNNAMED = "Notes"


def deck_names(collection: Collection, decks: Decks) -> dict[str, str]:
    """The deck of each note, by its id, as the setting `decks` divides the notes."""
    names = DeckNames(collection.title, decks)
    return {note.id: names.name(document, note) for document in collection.documents for note in document.notes}


class DeckNames:
    """Names for the decks of one build, in which a name is spelt in one way only.

    Anki takes ``Optimization`` and ``optimization`` for the same deck and would call the second ``optimization_``.
    """

    def __init__(self, title: str, decks: Decks) -> None:
        """Name decks under the collection's title, as the setting `decks` divides the notes."""
        self._title = title
        self._decks = decks
        self._spelling: dict[tuple[str, ...], str] = {}
        self._names: dict[tuple[str | None, str, tuple[str, ...]], str] = {}

    def name(self, document: Document, note: Note) -> str:
        """The deck of a note: levels, joined by ``::``, none of them empty."""
        place = (note.deck, document.source.path, note.section if self._decks is Decks.SECTION else ())
        if place not in self._names:
            asked = _levels((note.deck or "").split("::"))
            self._names[place] = self._spelt(
                asked or _without_echo(_levels(self._titles(document, note))) or [_UNNAMED]
            )
        return self._names[place]

    def _titles(self, document: Document, note: Note) -> Iterator[str]:
        """The titles that lead to a note, as far as they make decks."""
        yield self._title
        if self._decks is not Decks.FLAT:
            *folders, file = document.source.path.split("/")
            yield from folders
            yield document.title or file.rpartition(".")[0] or file
        if self._decks is Decks.SECTION:
            yield from note.section

    def _spelt(self, levels: Iterable[str]) -> str:
        """The name, each level in the case in which it came first."""
        folded: tuple[str, ...] = ()
        spelt = []
        for level in levels:
            folded = (*folded, level.casefold())
            spelt.append(self._spelling.setdefault(folded, level))
        return "::".join(spelt)


def _without_echo(levels: list[str]) -> list[str]:
    """The levels that say something: a file's title often repeats that of the folder, a section's that of the file."""
    pairs = itertools.pairwise(["", *levels])
    return [level for above, level in pairs if level.casefold() != above.casefold()]


def _levels(titles: Iterable[str]) -> list[str]:
    """Each title as a level; those of which nothing is left are gone."""
    return [level for level in map(_level, titles) if level]


def _level(title: str) -> str:
    """A title as one level: a colon at its end would join the ``::`` that follows, ``::`` within would split it."""
    return line(title).replace("::", "∷")[:_LONGEST].strip(": ")
