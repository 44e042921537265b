"""The List: every section, question and answer as plain HTML.

It is the page without a script, on paper and for a screen reader; the side panel copies its articles from here, so each
answer stands in the file once.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from notes2anki.export.map import known
from notes2anki.export.map.markup import Markup
from notes2anki.export.map.page import threads
from notes2anki.hue import PALETTE
from notes2anki.model import Form, Kind, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes2anki.config import Settings
    from notes2anki.export.map.page import Page, Spot
    from notes2anki.model import Collection, Note

ANSWERS = 48_000_000
"""Characters of answers that one map holds; browsers grow slow beyond it. What is left out is said in its place."""
_DEEPEST = 4
"""Follow-ups are set in by one step for each question before them, at most this often."""
# The innermost mark of a cloze: number, hidden text, hint.
_CLOZE = re.compile(r"\{\{c[\d,]++::((?:(?!\{\{|\}\}|::).)*+)(?:::(?:(?!\{\{|\}\}).)*+)?+\}\}", re.DOTALL)
_NESTED = 8
"""Marks within marks that are followed, as Anki does."""
_BEYOND_TEXT = re.compile(r"<(?:pre|img|table|ul|ol|blockquote|video|audio)\b")


class Outline:
    """Writes the List of one page."""

    def __init__(self, page: Page, collection: Collection, settings: Settings) -> None:
        """Take what is needed of the collection: rendered notes, media and the address of the sources."""
        self._page = page
        self._rendered = collection.rendered
        self._markup = Markup(collection.media)
        self._address = settings.source_url
        self._progress = collection.progress
        self._room = ANSWERS
        self._spots: list[list[Spot]] = [[] for _ in page.questions]
        for spot in page.spots:
            for question in spot.questions:
                if not spot.rest:
                    self._spots[question].append(spot)

    def html(self) -> bytes:
        """Give the sections in the order of the notes, each with its questions and what is asked after them, in UTF-8."""
        # one emoji makes a string of all of this four times as large
        sections = [section.encode("utf-8", "replace") for section in self._sections()]
        return b"\n".join(sections) or b'<p class="none">There is no question in these notes yet.</p>'

    def _sections(self) -> Iterator[str]:
        open_region = None
        for index, depth in threads(self._page):
            region = self._page.homes[index] if depth == 0 else open_region
            if region != open_region:
                if open_region is not None:
                    yield "</section>"
                yield self._head(region or 0)
                open_region = region
            yield self._article(index, min(depth, _DEEPEST))
        if open_region is not None:
            yield "</section>"

    def _head(self, number: int) -> str:
        region = self._page.regions[number]
        trail = f'<small dir="auto">{escape(region.trail)}</small>' if region.trail else ""
        title = f'<i class="hue-{PALETTE.index(region.hue)}"></i><span dir="auto">{escape(region.title)}</span>'
        return f'<section class="region" data-region="{number}"><h2>{title}{trail}</h2>'

    def _article(self, index: int, depth: int) -> str:
        note = self._page.questions[index]
        rendered = self._rendered.get(note.id, _plain(note))
        kind = " followup" if note.kind is Kind.FOLLOWUP else ""
        state = "" if note.answered else " unanswered"
        label = '<span class="label">Follow-up</span> ' if kind else ""
        question = _filled(note.question, "[…]")
        heading = f'<h3>{label}<span dir="auto">{escape(question)}</span></h3>'
        parts = (
            self._known(note),
            self._front(note, rendered),
            self._hint(rendered),
            self._answer(note, rendered),
            self._foot(index),
        )
        name = escape(f"q-{note.id}")
        return f'<article class="q{kind}{state} depth-{depth}" id="{name}">{heading}{"".join(parts)}</article>'

    def _known(self, note: Note) -> str:
        """Say how well the question is known, if a collection of Anki was named."""
        if self._progress is None or (not note.answered and note.id not in self._progress):
            return ""
        held = self._progress.get(note.id)
        state = held.known if held else "outside"
        ball = f'<i class="ball {state}"></i>'
        return f'<p class="known">{ball}In Anki: {known.words(note, self._progress)}</p>'

    def _front(self, note: Note, rendered: Rendered) -> str:
        """Give what belongs to the question beyond its words: code, pictures, options."""
        front = ""
        if note.form is not Form.CLOZE and _BEYOND_TEXT.search(rendered.prompt):
            front = self._markup.page(rendered.prompt)
        if rendered.choices:
            front += self._markup.page(rendered.choices.replace(' class="right"', ""))
        return f'<div class="text front" dir="auto">{front}</div>' if front else ""

    def _hint(self, rendered: Rendered) -> str:
        if not rendered.hint:
            return ""
        return f"<details><summary>Show hint</summary>{self._text(rendered.hint)}</details>"

    def _answer(self, note: Note, rendered: Rendered) -> str:
        if not note.answered:
            return '<p class="stub">No answer in the notes yet</p>'
        whole = rendered.answer + rendered.choices
        if note.form is Form.CLOZE:
            whole = _filled(rendered.prompt, r"<mark>\1</mark>") + rendered.answer
        if rendered.sources:
            whole += f'<div class="sources">{rendered.sources}</div>'
        self._room -= len(whole)
        if self._room < 0:
            return '<p class="stub">The answer is on the card and in the notes: this page holds no more text</p>'
        return f'<details class="answer"><summary>Show answer</summary>{self._text(whole)}</details>'

    def _text(self, rendered: str) -> str:
        return f'<div class="text" dir="auto">{self._markup.page(rendered)}</div>'

    def _foot(self, index: int) -> str:
        place = self._page.questions[index].place
        chips = "".join(
            f'<a class="chip" dir="auto" href="#concept={quote(spot.key, safe="")}">{escape(spot.name)}</a>'
            for spot in self._spots[index]
        )
        source = f'<span class="source">{escape(place.path)}:{place.line}</span>'
        if self._address:
            address = self._address.replace("{path}", quote(place.path)).replace("{line}", str(place.line))
            source = f'<a class="source" href="{escape(address)}" rel="noopener noreferrer">{source}</a>'
        return f'<p class="foot">{chips}{source}</p>'


def _filled(text: str, filling: str) -> str:
    """Put `filling` in place of the marks of a cloze, from the inside out."""
    for _ in range(_NESTED):
        text, count = _CLOZE.subn(filling, text)
        if not count:
            break
    return text


def _plain(note: Note) -> Rendered:
    """Stand in for a note that was not rendered: its Markdown, as text."""
    return Rendered(prompt=escape(note.prompt), answer=f"<p>{escape(note.answer)}</p>")
