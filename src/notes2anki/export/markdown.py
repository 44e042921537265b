"""`notes.md`: the notes as one Markdown document in one plain notation, whatever they were written in.

Titles are headings, and so are questions, behind ``Q:`` and ``Follow-up:``; what stands below one answers it. What no reader
needs to see stands in comments. The dialect `own` reads all of it back as it was.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.export import Format
from notes2anki.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt

    from notes2anki.config import Settings
    from notes2anki.model import Collection, Document, Note

FORMAT = Format(name="markdown", description="cleaned notes as one Markdown document")

_SIGN = "<!-- notes2anki: headings with Q: or Follow-up: ask, and what stands below them answers -->"
_SECTIONS = 4
"""Levels of headings for sections; two of the six are left to questions and follow-ups."""
_NESTING = 100
_END = "end"
_PART = re.compile(r"^\*\*(?:Answer|Hint|Source):\*\*", re.MULTILINE)
_LABEL = re.compile(r"(?:Q|Follow-up):")
_HASHES = re.compile(r"(?:^|[ \t])#+$")
"""What Markdown takes off the end of a heading."""
_FOLD_END = re.compile(r"^[ \t>]*</details>[ \t]*$(?=\n.*\S)(?!\n[ \t>]*<)", re.IGNORECASE | re.MULTILINE)
"""An end of folded text that is read as one, whatever Markdown says, although text follows at once."""
_DEFINITION = re.compile(r"^(?=[ \t>]*\[[^\]\n]{1,999}\]:)", re.MULTILINE)
_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
"""Of a heading, to be found among the references, for it is no text either."""
_SENTENCE = re.compile(r"(?!\d{1,9}[.)](?:\s|$))[^\W_][^\n]*")
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?=#?\w+;)|<(?=[a-zA-Z/!])|\[|\{(?=#)|(?<!\S)\^|(?:^|(?<=[ \t]))#+$")
"""What is markup in a title; of the signs that stand in pairs, all are if there are two."""
_PAIRED = "`*_~="


class _Asked(NamedTuple):
    """A note in its place of the document."""

    note: Note
    section: tuple[str, ...]
    depth: int
    """How many questions it follows, one after the other."""


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:  # noqa: ARG001 (all exporters get both)
    """Write every note, also those without an answer; texts stay as they are, and pictures keep their paths."""
    several = len(collection.documents) > 1
    asked = [place for document in collection.documents for place in _asked(document, titled=several)]
    blocks = [*_front(collection, asked), _SIGN, *_references(collection, asked), *_body(asked)]
    return {"notes.md": ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")}


# -- the order --------------------------------------------------------------------------------------------------------


def _asked(document: Document, *, titled: bool) -> Iterator[_Asked]:
    """The notes of a file, follow-ups below their questions; among several files its title is a section around all."""
    known = {note.id for note in document.notes}
    below: dict[str | None, list[Note]] = {}
    for note in document.notes:
        below.setdefault(note.parent if note.parent in known else None, []).append(note)
    # a heading ends a section only by beginning another, so that what lies in none comes first
    for root in sorted(below.get(None, ()), key=lambda note: bool(note.section)):
        echo = not titled or root.section[:1] == (document.title,)
        section = root.section if echo else (document.title, *root.section)
        waiting = [(root, 0)]
        while waiting:
            note, depth = waiting.pop()
            yield _Asked(note, section, depth)
            waiting += [(followup, depth + 1) for followup in reversed(below.get(note.id, ()))]


def _titles(section: tuple[str, ...], before: tuple[str, ...]) -> Iterator[str]:
    """The headings that lead from the section of one note to that of the next."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(section, before, strict=False)))
    if section != before and same == len(section):
        same -= 1  # out of an inner section leads only the heading of the outer one, once more
    for level, title in enumerate(section[same:], start=same + 1):
        yield f"{'#' * level} {_escaped(title)}"


# -- what is said of the whole ----------------------------------------------------------------------------------------


def _front(collection: Collection, asked: Sequence[_Asked]) -> Iterator[str]:
    """What the headings do not say, and all notes have in common."""
    fronts = [document.front for document in collection.documents]
    titled = asked and asked[0].section[:1] == (collection.title,)
    languages = {front.lang for front in fronts}
    said = {
        "title": "" if titled else collection.title,
        "deck": _deck(asked),
        "tags": _tags(asked),
        "lang": languages.pop() if len(languages) == 1 else "",
        "aliases": list(dict.fromkeys(alias for front in fronts for alias in front.aliases)),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value]
    lines += [  # notes that were made of tables and terms are written out
        f"{key}: false"
        for key in ("rows", "glossary")
        if any(note.dialect == key for note, *_ in asked) or any(getattr(front, key) is False for front in fronts)
    ]
    if lines:
        yield "\n".join(("---", *lines, "---"))


def _deck(asked: Sequence[_Asked]) -> str | None:
    """The deck that all notes ask for; front matter may have slashes between levels, so that one within a level says more."""
    first = asked[0].note.deck if asked else None
    return first if first and "/" not in first and all(note.deck == first for note, *_ in asked) else None


def _tags(asked: Sequence[_Asked]) -> list[str]:
    """The tags that all notes have."""
    every = [note.tags for note, *_ in asked] or [()]
    return [tag for tag in every[0] if all(tag in tags for tags in every)]


def _references(collection: Collection, asked: Sequence[_Asked]) -> Iterator[str]:
    """What links and footnotes of the notes refer to, where that does not stand in a note itself."""
    texts = (text for note, *_ in asked for text in (note.prompt, note.answer, note.hint))
    told = {line.strip() for text in texts for line in text.split("\n")}
    found = (
        definition.strip("\n")
        for document in collection.documents
        for definition in _DEFINITION.split(_UNDERLINE.sub("", document.references))
    )
    left = [text for text in dict.fromkeys(found) if text and text.partition("\n")[0].strip(" \t>") not in told]
    if left:
        yield "\n".join(left)


# -- the notes --------------------------------------------------------------------------------------------------------


def _body(asked: Sequence[_Asked]) -> Iterator[str]:
    """Titles and notes, block by block."""
    deck, tags = _deck(asked), _tags(asked)
    before: tuple[str, ...] = ()
    for note, path, depth in asked:
        section = path if len(path) <= _SECTIONS else (*path[: _SECTIONS - 1], " › ".join(path[_SECTIONS - 1 :]))
        yield from _titles(section, before)
        yield from _note(note, min(6, max(1, len(section)) + 1 + depth), [*_comments(note, deck, tags)])
        before = section


def _comments(note: Note, deck: str | None, tags: Sequence[str]) -> Iterator[str]:
    """What is said of a note beside its texts; the front matter has told of one deck and of some tags already."""
    said = {
        "id": note.given_id,
        "deck": note.deck if note.deck != deck else "",
        "tags": " ".join(tag for tag in note.tags if tag not in tags),
    }
    yield from (
        f"<!-- {key}: {html.escape(' '.join(value.split()), quote=False)} -->" for key, value in said.items() if value
    )
    if note.form is not Form.BASIC:
        yield f"<!-- {note.form} -->"
    if not note.card:
        yield "<!-- no-card -->"


def _note(note: Note, level: int, comments: Sequence[str]) -> Iterator[str]:
    """A heading with the question; the rest of the question up to ``**Answer:**``, if there is more of it; the answer."""
    prompt, answer, hint = map(_trimmed, (note.prompt, note.answer, note.hint))
    first, _, rest = prompt.partition("\n\n")
    if "\n" in first or first != first.strip() or rest != _trimmed(rest) or _HASHES.search(first):
        first, rest = "", prompt
    label = "Q" if note.parent is None else "Follow-up"
    yield "\n".join((f"{'#' * level} {label}: {first}".rstrip(), *comments))
    parts = [_contained(rest, level)] if rest else []
    if note.choices:
        parts.append("\n".join(f"- [{'x' if choice.correct else ' '}] {choice.text}" for choice in note.choices))
    if hint:
        parts.append(_part("Hint", hint, level))
    yield from parts
    if parts:
        yield _part("Answer", answer, level)
    elif answer:
        yield _contained(answer, level)
    yield from (f"**Source:** {' '.join(source.split())}" for source in note.sources)


def _part(name: str, text: str, level: int) -> str:
    """A part of a note behind its name; on one line if it is a sentence."""
    between = " " if _SENTENCE.fullmatch(text) else "\n\n"
    return f"**{name}:**{between}{_contained(text, level)}".rstrip()


def _trimmed(text: str) -> str:
    """The text without blank lines around it."""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()


def _contained(text: str, level: int) -> str:
    """A text that can stand below a heading of a level; in a quote if it would reach beyond its place there."""
    if not text or _stands_alone(text, level):
        return text
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _stands_alone(text: str, level: int) -> bool:
    """Whether a text leaves nothing open, and has neither a heading of such a level, nor what has a meaning here."""
    if _PART.search(text) or all(line.startswith(">") for line in text.split("\n") if line.strip()):
        return False
    tokens = _markdown().parse(f"{_FOLD_END.sub('', text)}\n\n{_END}")
    if [(token.content, token.level) for token in tokens[-2:-1]] != [(_END, 1)]:
        return False
    heads = [
        (int(token.tag[1]), inner.content)
        for token, inner in pairwise(tokens)
        if token.type == "heading_open" and token.markup[0] == "#" and not token.level
    ]
    return all(inner > level and not _LABEL.match(title) for inner, title in heads)


@cache
def _markdown() -> MarkdownIt:
    """The parser as the notes are read with it."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (its import takes long)

    return MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable("inline")


def _escaped(title: str) -> str:
    """A title, which is plain text, as Markdown that shows it."""
    pairs = "".join(sign for sign in _PAIRED if title.count(sign) > 1)
    written = _MARKUP.sub(lambda match: "".join(map(_entity, match[0])), title)
    written = "".join(_entity(sign) if sign in pairs else sign for sign in written)
    return written.replace(":", _entity(":"), 1) if _LABEL.match(written) else written


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
