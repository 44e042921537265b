"""Answers to HTML: what notes say in Markdown, as cards and the map can show it, and the files that they need."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from notes2anki.model import Choice, Collection, Diagnostic, Form, Note, Rendered
from notes2anki.render.context import Context
from notes2anki.render.findings import Findings
from notes2anki.render.media import Store
from notes2anki.render.texts import References, html


def render(collection: Collection, base: Path | None) -> Collection:
    """Fill in `rendered`, `media` and the diagnostics about them.

    Pictures lie below `base`, the folder that was read, to which the paths of the notes are relative. It is None for
    standard input, which has no media.
    """
    store = Store(base)
    rendered: dict[str, Rendered] = {}
    diagnostics: list[Diagnostic] = []
    for document in collection.documents:
        references, findings = References(document.references), Findings(document.source)
        folder = PurePosixPath(document.source.path).parent.as_posix()
        for note in document.notes:
            context = Context(partial(store.find, folder=folder))
            rendered[note.id] = _rendered(note, context, references)
            diagnostics += findings.about(note, context.doubts)
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
