"""The two note types, whose shape is fixed for ever.

Anki leaves every note that a collection has already "conflicting" when its note type gains, loses or reorders a field
or a template. So these lists, the ids, and the places in the lists never change; what a later version needs goes into
the fields Extra1 to Extra4. Names may change, for Anki knows fields and templates by their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

CHANGED = 1_763_863_200
"""When templates or stylesheet last changed, in seconds since 1970: Anki takes them only if this is newer than what it
has, and then overwrites what the user has changed in them. To be moved with each release that changes them."""

CARDS = files("notes2anki") / "cards"
"""Templates and stylesheets."""

_RESERVE = ("Extra1", "Extra2", "Extra3", "Extra4")


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of card of a note type; `front` and `back` are in Anki's template language."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: what its notes hold and which cards they make."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool = False

    def part_id(self, position: int) -> int:
        """A stable id for the field or the template at a place of its list."""
        return self.id * 100 + position


def _template(name: str, file: str) -> Template:
    """The template that two files of the folder `cards` hold."""
    front, back = ((CARDS / f"{file}_{side}.html").read_text("utf-8") for side in ("front", "back"))
    return Template(name, front, back)


QA = NoteType(
    id=1_763_769_600_101,
    name="notes2anki Q&A",
    fields=(
        "Question",
        "Answer",
        "Parent",
        "ParentAnswer",
        "FollowUps",
        "Hint",
        "Choices",
        "Reversed",
        "Typed",
        "Section",
        "Hue",
        "Concepts",
        "Related",
        "Source",
        "Id",
        *_RESERVE,
    ),
    templates=(_template("Forward", "qa"), _template("Reversed", "reversed")),
)

CLOZE = NoteType(
    id=1_763_769_600_102,
    name="notes2anki Cloze",
    fields=("Text", "Extra", "Hint", "Section", "Hue", "Concepts", "Related", "Source", "Id", *_RESERVE),
    templates=(_template("Cloze", "cloze"),),
    cloze=True,
)
