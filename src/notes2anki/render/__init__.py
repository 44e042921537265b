"""Answers to HTML: what notes say in Markdown, as cards and the map can show it, and the files that they need."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from notes2anki.model import Choice, Collection, Diagnostic, Document, Form, Note, Rendered, Severity
from notes2anki.render.context import Context, Doubt
from notes2anki.render.highlight import stylesheet
from notes2anki.render.media import Store
from notes2anki.render.signs import JOINT
from notes2anki.render.texts import References, html

__all__ = ["render", "stylesheet"]


def render(collection: Collection, base: Path | None) -> Collection:
    """Fill in `rendered`, `media` and the diagnostics about them.

    Pictures lie below `base`, the folder that was read, to which the paths of the notes are relative. It is None for
    standard input, which has no media.
    """
    store = Store(base)
    rendered: dict[str, Rendered] = {}
    diagnostics: list[Diagnostic] = []
    for document in collection.documents:
        references = References(document.references)
        folder = PurePosixPath(document.source.path).parent.as_posix()
        for note in document.notes:
            context = Context(partial(store.find, folder=folder))
            rendered[note.id] = _rendered(note, context, references)
            diagnostics += [_diagnostic(doubt, note, document) for doubt in dict.fromkeys(context.doubts)]
    return replace(
        collection,
        rendered=rendered,
        media=dict(sorted(store.media.items())),
        diagnostics=(*collection.diagnostics, *diagnostics),
    )


def _rendered(note: Note, context: Context, references: References) -> Rendered:
    def part(text: str) -> str:
        return html(text, context, references) if text else ""

    context.cloze = note.form is Form.CLOZE
    prompt = part(note.prompt)
    context.cloze = False
    return Rendered(
        prompt=prompt,
        answer=part(note.answer),
        hint=part(note.hint),
        choices=_choices([(choice, part(choice.text)) for choice in note.choices]),
        sources=_sources([part(source) for source in note.sources]),
    )


def _choices(choices: list[tuple[Choice, str]]) -> str:
    if not choices:
        return ""
    items = (f'<li class="right">{text}</li>' if choice.correct else f"<li>{text}</li>" for choice, text in choices)
    return f'<ol class="choices" type="A">{"".join(items)}</ol>'


def _sources(sources: list[str]) -> str:
    if len(sources) < 2:
        return "".join(sources)
    return f"<ul>{''.join(f'<li>{source}</li>' for source in sources)}</ul>"


def _diagnostic(doubt: Doubt, note: Note, document: Document) -> Diagnostic:
    line = _line(doubt.snippet.replace(JOINT, ""), note, document)
    message = doubt.message.replace(JOINT, "")
    return Diagnostic(document.source.path, line, 0, doubt.code, Severity.WARNING, message)


def _line(snippet: str, note: Note, document: Document) -> int:
    """Find the line of the note that holds `snippet`; the note's own line when none does."""
    if not snippet:
        return note.place.line
    first = note.place.line - 1
    lines = document.source.text.split("\n")[first : note.place.end_line]
    return next((number for number, line in enumerate(lines, first + 1) if snippet in line), note.place.line)
