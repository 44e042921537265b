"""What the rendering of one text needs to know of the note it belongs to."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from markdown_it.utils import EnvType


class Doubt(NamedTuple):
    """A finding about a text, before its line is known."""

    code: str
    message: str
    snippet: str = ""
    """Piece of the text as it was written, by which its line is found; empty for the whole note."""


class Found(NamedTuple):
    """What became of a file that a note refers to."""

    name: str
    """Its name among the media; empty when it cannot be taken."""
    doubt: Doubt | None = None


class Find(Protocol):
    """Takes a file that a note refers to, ``img/x.png``, into the media."""

    def __call__(self, reference: str, *, anywhere: bool) -> Found:
        """Find it by its path or, with `anywhere`, by its name in any folder."""


@dataclass(slots=True)
class Context:
    """One note while it is rendered."""

    find: Find
    cloze: bool = False
    """Whether the text goes through Anki's cloze filter."""
    doubts: list[Doubt] = field(default_factory=list)


def environment(context: Context, references: dict[str, object]) -> EnvType:
    """Make the `env` of one call of markdown-it."""
    return {"context": context, "references": ChainMap({}, references)}


def context_of(env: EnvType) -> Context:
    """Return the context that the rules of the parser get with their `env`."""
    return cast("Context", env["context"])
