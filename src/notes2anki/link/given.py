"""Names that the writer gives on purpose: in a glossary, as titles of files and their aliases, and what links show for these.

A link shows another name for its target, and the target then goes by that name everywhere: if the writer seldom uses it
for anything else. That is the link probability of Milne and Witten (2008): how often a form is a link, of all its uses.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from posixpath import basename, dirname, join, normpath, splitext
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from notes2anki.link.aliases import is_short, spelled
from notes2anki.link.lists import table
from notes2anki.link.phrases import LONGEST_TITLE, name_words
from notes2anki.link.text import page_name
from notes2anki.link.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notes2anki.link.vocabulary import Vocabulary
    from notes2anki.link.word import Word
    from notes2anki.link.words import Language
    from notes2anki.model import Document, Note, Term

CLEAR = 0.75
"""Share of the links under one form that lead to the same name, at least: else the form is the name of nothing."""
LINKED = 0.2
"""Share of the uses of a form that are links, at least."""
EVERYDAY_LINKED = 0.5
"""The same for a word that any text may hold."""
EVERYDAY_LINKS = 2
"""Links that such a word needs."""
EVERYDAY = 4.25
"""Zipf frequency from which a word is such a word."""

_WIKILINK = re.compile(r"\[\[([^\[\]|#\n]{1,200})(?:#([^\[\]|\n]{0,200}))?(?:\|([^\[\]\n]{1,200}))?\]\]")
_MARKDOWN = re.compile(
    r"(?<![!\]])\[([^\[\]\n]{1,200})\]\(<?([^()<>\n:]{1,300}\.(?:md|markdown|org|txt))(?:#[^()<>\n]{0,200})?>?\)"
)
_NOTES = {".md", ".markdown", ".org", ".txt"}
_ATTACHED = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|pdf|mp[34]|m4a|wav|ogg|mov|webm|canvas|excalidraw|base|zip|csv|docx?|xlsx?|pptx?)\s*$",
    re.IGNORECASE,
)
"""Files that are no notes; ``Node.js`` may well be one."""
_EDGES = " *_`\"'“”"


class Link(NamedTuple):
    """A link to a file of notes, or to a name that has none yet."""

    target: str
    """Name or path."""
    heading: str
    shown: str
    """Text that stands for the target."""
    written: str
    """All of it."""


def links(text: str) -> Iterator[Link]:
    """The links of a text to other notes."""
    for match in _WIKILINK.finditer(text) if "[[" in text else ():
        if not _ATTACHED.search(match[1]):
            heading = (match[2] or "").rpartition("#")[2]
            yield Link(match[1].strip(), heading, (match[3] or page_name(match[1])).strip(_EDGES), match[0])
    for match in _MARKDOWN.finditer(text) if "](" in text else ():
        yield Link(unquote(match[2]), "", match[1].strip(_EDGES), match[0])


class Given:
    """Collects such names from all files; then says which phrases they put together."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        """Names of the glossary win over all others."""
        self._glossary = glossary
        self._terms = {fold(alias): term.name for term in reversed(glossary) for alias in term.aliases}
        self._terms |= {fold(term.name): term.name for term in glossary}
        self._files: dict[str, str] = {}
        """Name of each file, by its path without suffix."""
        self._titles: dict[str, str] = {}
        """The same of a file of one note, from this note."""
        self._shorts: dict[str, set[str]] = defaultdict(set)
        """What stands before brackets in such a title, in small letters, and the paths of the files that have it there."""
        self._keys: dict[str, set[str]] = defaultdict(set)
        """What a name is written as, in small letters, and the paths of the files that have it."""
        self._aliases: dict[str, set[str]] = defaultdict(set)
        self._links: list[tuple[int, str, Link]] = []
        """Number of the note, path of its file without suffix, link."""

    def read(self, document: Document) -> None:
        """Take in the names of a file, behind the title of its only note if it has one."""
        path = _stem(document.source.path)
        self._files[path] = document.title or basename(path)
        self._aliases[path].update(document.front.aliases)
        for text in (path, basename(path), document.title, *document.front.aliases):
            self._keys[fold(text)].add(path)

    def title(self, path: str, name: str) -> None:
        """Take in what the only question of a file asks about."""
        path = _stem(path)
        self._titles[path] = name
        short = _before_brackets(name)
        self._shorts[fold(short)].add(path)
        self._aliases[path].update((name, short))
        for text in (name, short):
            self._keys[fold(text)].add(path)

    def _title(self, path: str) -> str:
        """What a file is called: ``Cell`` for ``Cell (biology)``, if no other file is, too."""
        title = self._titles.get(path)
        if title is None:
            return self._files[path]
        short = _before_brackets(title)
        return title if len(self._shorts[fold(short)]) > 1 else short

    def read_note(self, number: int, note: Note) -> None:
        """Take in the links of a note."""
        path = _stem(note.place.path)
        self._links += [
            (number, path, link) for text in (note.prompt, note.answer, *note.sources) for link in links(text)
        ]

    def without_links(self, text: str, path: str) -> tuple[str, list[str]]:
        """A text of a file without its links, and the names of what these lead to."""
        names = []
        for link in links(text):
            text = text.replace(link.written, ";")
            names.append(self._name(link, _stem(path)))
        return text, names

    def written(self, vocabulary: Vocabulary, language: Language) -> dict[int, str]:
        """The phrases that are names in the glossary, as they are written there."""
        result: dict[int, str] = {}
        for term in self._glossary:
            words = name_words(term.name, language)
            if words:
                result.setdefault(known(words, vocabulary), term.name)
        return result

    def titles(self, vocabulary: Vocabulary, language: Language) -> set[int]:
        """The phrases that the writer chose for names of concepts."""
        titles = (name_words(self._title(path), language) for path in sorted(self._titles))
        return {known(words, vocabulary) for words in titles if words}

    def linked(self, vocabulary: Vocabulary, language: Language) -> Iterator[tuple[int, int]]:
        """Number of a note, and of the phrase that names what it links to, if the notes have that."""
        for note, path, link in self._links:
            number = _number(self._name(link, path), vocabulary, language)
            if number is not None:
                yield note, number

    def defined(self, vocabulary: Vocabulary, language: Language) -> Iterator[tuple[int, int]]:
        """Pairs of phrases by number, of which the glossary says that the second is another name for the first."""
        for term in self._glossary:
            forms = [
                known(words, vocabulary) for text in (term.name, *term.aliases) if (words := name_words(text, language))
            ]
            yield from ((forms[0], form) for form in forms[1:])

    def acronyms(self) -> Iterator[tuple[str, str]]:
        """Pairs of a short form and what it stands for, in the glossary."""
        for term in self._glossary:
            for alias in term.aliases:
                for short, long in ((alias, term.name), (term.name, alias)):
                    if is_short(short) and spelled(short, long.split()) > 1:
                        yield short, long

    def same(self, vocabulary: Vocabulary, language: Language) -> Iterator[tuple[int, int]]:
        """Pairs of phrases by number, of which the second is another name for the first."""
        names = _numbers(map(self._title, self._files), vocabulary, language)
        defined = {number for pair in self.defined(vocabulary, language) for number in pair}
        defined.update(self.written(vocabulary, language))
        claims: dict[int, set[int]] = defaultdict(set)
        for path, aliases in sorted(self._aliases.items()):
            name = _number(self._title(path), vocabulary, language)
            for alias in sorted(aliases) if name is not None else ():
                words = name_words(alias, language)
                if words and name is not None:
                    claims[known(words, vocabulary)].add(name)
        yield from (
            (min(meant), form)
            for form, meant in claims.items()
            if len(meant) == 1 and form not in (names | defined) - meant
        )
        yield from self._learned(vocabulary, language, names | defined | set(claims))

    def _learned(self, vocabulary: Vocabulary, language: Language, names: set[int]) -> Iterator[tuple[int, int]]:
        """The same for what links show."""
        shown: dict[str, Counter[int]] = defaultdict(Counter)
        texts: dict[str, tuple[Word, ...]] = {}
        for _, path, link in self._links:
            target = _number(self._named(link, path, language), vocabulary, language)
            words = name_in(link.shown, language)
            if target is not None and words:
                key = "".join(word.key for word in words)
                texts.setdefault(key, words)
                shown[key][target] += 1
        for key, targets in sorted(shown.items()):
            (target, count), *_ = sorted(targets.items(), key=lambda item: (-item[1], item[0]))
            form = vocabulary.find(texts[key])
            own = form is not None and (form in names or vocabulary.asked[form] > 0)
            uses = max(count, vocabulary.times[form] if form is not None else 0)
            if form != target and not own and count >= CLEAR * targets.total() and _is_enough(texts[key], count, uses):
                yield target, known(texts[key], vocabulary)

    def _named(self, link: Link, path: str, language: Language) -> str:
        """What the shown text of a link is a name for: a heading, if it has a word of that and none of the file's name."""
        name = self._name(link, path)
        heading, title, shown = (
            {word.key for word in name_words(text, language) if not word.stop}
            for text in (link.heading, name, link.shown)
        )
        return link.heading if heading & shown and not title & shown else name

    def _name(self, link: Link, path: str) -> str:
        """The name of what a link leads to: of a file, if one can be told, else what is written, as the glossary names it."""
        target = _stem(link.target)
        beside = normpath(join(dirname(path), target))
        if beside in self._files:
            return self._title(beside)
        for text in (target, basename(target)):
            named = {self._title(found) for found in self._keys.get(fold(text), ())}
            if len(named) == 1:
                return named.pop()
        name = page_name(target)
        return self._terms.get(fold(name), name)


def _stem(path: str) -> str:
    """A path without the suffix of notes."""
    stem, suffix = splitext(path)
    return stem if suffix.casefold() in _NOTES else path


def _before_brackets(title: str) -> str:
    return title.partition("(")[0].strip() or title


def _number(text: str, vocabulary: Vocabulary, language: Language) -> int | None:
    words = name_words(text, language)
    return vocabulary.find(words) if words else None


def _numbers(texts: Iterable[str], vocabulary: Vocabulary, language: Language) -> set[int]:
    """The numbers of those texts that are known phrases."""
    return {number for text in texts if (number := _number(text, vocabulary, language)) is not None}


def known(words: tuple[Word, ...], vocabulary: Vocabulary) -> int:
    """The number of a phrase, which is known from then on."""
    number = vocabulary.find(words)
    return vocabulary.add(words) if number is None else number


def name_in(text: str, language: Language) -> tuple[Word, ...]:
    """The words of a shown text without function words at its edges; none if it names nothing: ``here``, ``the last one``."""
    words = list(name_words(text, language))
    while words and words[0].stop:
        del words[0]
    while words and words[-1].stop:
        del words[-1]
    pointing = table("aliases")["pointing"]
    empty = all(word.stop or word.generic or word.slight or word.text.casefold() in pointing for word in words)
    return () if empty or len(words) > LONGEST_TITLE else tuple(words)


def _is_enough(words: Sequence[Word], links: int, uses: int) -> bool:
    """Whether so many links of so many uses make a name."""
    everyday = len(words) == 1 and words[0].zipf >= EVERYDAY and not words[0].proper
    if everyday:
        return links >= EVERYDAY_LINKS and links >= EVERYDAY_LINKED * uses
    return links >= LINKED * uses
