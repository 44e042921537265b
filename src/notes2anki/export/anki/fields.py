"""What stands in the fields of a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from notes2anki.export.anki import cloze
from notes2anki.export.anki.markup import escape, field, typed
from notes2anki.hue import section_hues
from notes2anki.model import Form

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection, Note

_BLOCK = re.compile(r"<(?!/|code\b|em\b|strong\b|sub\b|sup\b|span\b|a\b)")
"""Markup that is more than a line of text."""


class Fields:
    """Makes the fields of notes, which show something of their parents, follow-ups and sections too."""

    def __init__(self, collection: Collection, settings: Settings) -> None:
        """Look up what notes need to know of each other."""
        self._rendered = collection.rendered
        self._source_url = settings.source_url
        self._related = collection.related
        self._notes = {note.id: note for note in collection.notes}
        self._hues = section_hues(note.section for note in collection.notes)
        self._followups: dict[str, list[Note]] = {}
        for note in collection.notes:
            if note.parent is not None:
                self._followups.setdefault(note.parent, []).append(note)

    def of(self, note: Note) -> dict[str, str]:
        """The fields of a note by name; those that have nothing to say are empty or not there."""
        own = self._cloze(note) if note.form is Form.CLOZE else self._question(note)
        return own | {
            "Hint": field(self._rendered[note.id].hint),
            "Section": " › ".join(map(escape, note.section)),
            "Hue": self._hues[note.section],
            "Concepts": " ".join([f'<span class="chip">{escape(name)}</span>' for name in note.concepts]),
            "Related": self._near(note),
            "Source": self._source(note),
            "Id": escape(note.id),
        }

    def _cloze(self, note: Note) -> dict[str, str]:
        """The fields that only a cloze note has."""
        rendered = self._rendered[note.id]
        return {"Text": field(rendered.prompt), "Extra": field(rendered.answer)}

    def _question(self, note: Note) -> dict[str, str]:
        """The fields that only a question has."""
        rendered = self._rendered[note.id]
        parent = self._notes.get(note.parent or "")
        return {
            "Question": field(rendered.prompt),
            "Answer": field(rendered.answer),
            "Parent": self._asked(parent) if parent else "",
            "ParentAnswer": self._answered(parent) if parent else "",
            "FollowUps": self._asked_next(note),
            "Choices": field(rendered.choices),
            "Reversed": "1" if note.form is Form.REVERSED else "",
            "Typed": typed(rendered.answer) if note.form is Form.TYPED else "",
        }

    def _asked(self, note: Note) -> str:
        """The front of a note, on the card of another."""
        prompt = self._rendered[note.id].prompt
        return field(cloze.hide(prompt) if note.form is Form.CLOZE else prompt)

    def _answered(self, note: Note) -> str:
        """The back of a note, on the card of another."""
        rendered = self._rendered[note.id]
        told = field(cloze.reveal(rendered.prompt) if note.form is Form.CLOZE else rendered.choices)
        return (f'<div class="told">{told}</div>' if told else "") + field(rendered.answer)

    def _asked_next(self, note: Note) -> str:
        """The follow-ups of a note as a list."""
        return _list([self._asked(followup) for followup in self._followups.get(note.id, ())])

    def _near(self, note: Note) -> str:
        """What the notes near it ask, as a list: fronts of one line as they are, of others their question alone."""
        fronts = [(self._notes[other], self._asked(self._notes[other])) for other in self._related.get(note.id, ())]
        return _list([escape(other.question) if _BLOCK.search(front) else front for other, front in fronts])

    def _source(self, note: Note) -> str:
        """Where the writer has it from, and where it stands in the notes."""
        place = f"{escape(note.place.path)}:{note.place.line}"
        if self._source_url:
            url = self._source_url.replace("{path}", quote(note.place.path)).replace("{line}", str(note.place.line))
            place = f'<a href="{escape(url)}">{place}</a>'
        return f'{field(self._rendered[note.id].sources)}<span class="place">{place}</span>'


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
