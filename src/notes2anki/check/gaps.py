"""What notes leave out: concepts that they use, or ask for, and never explain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes2anki.check.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from notes2anki.model import Collection, Concept, Note

SEVERAL = 3
"""Answered notes that use a concept before its explanation is missed."""
LISTED = 3
"""Places that a message names."""

_HEAD = re.compile(
    r"^[ \t>]*(?:[-*+•|]|\d{1,3}[.)])?[ \t]*(?P<name>[^\s:|=–—][^:|=–—\t\n]{0,80}?)[ \t]*(?:[:|=–—\t]| - )(?=.*\w)",
    re.MULTILINE,
)
"""What heads a line and is explained behind it: ``- **Name**: text``, ``| Name | text |``, ``Name (short) – text``."""
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Gap:
    """A concept that no note explains."""

    concept: Concept
    asking: Sequence[Note]
    """Questions without an answer that ask for it."""
    using: Sequence[Note]
    """Answered notes that use it."""


def unexplained(collection: Collection) -> Iterator[Gap]:
    """Concepts that several notes use, and that no question asks about; the weightiest first, found one by one."""
    asked = {name for _, names in _asking(collection) for name in names}
    count = Counter(name for note in collection.notes if note.answered for name in note.concepts)
    used = (name for name, number in count.items() if number >= SEVERAL and name not in asked)
    return _gaps(collection, {name: [] for name in used})


def asked_in_vain(collection: Collection) -> list[Gap]:
    """Concepts that only questions without an answer ask about; those that most notes use first.

    Not those that a single question asks about and no note uses: there is nothing to say but that it has no answer.
    """
    asking: dict[str, list[Note]] = defaultdict(list)
    for note, names in _asking(collection):
        asking[names[0]].append(note)
    found = (gap for gap in _gaps(collection, asking) if gap.using or len(gap.asking) > 1)
    return sorted(found, key=lambda gap: -len(gap.using))


def places(notes: Sequence[Note]) -> str:
    """Name where notes stand, the first of them, as ``path:line``."""
    named = ", ".join(f"{note.place.path}:{note.place.line}" for note in notes[:LISTED])
    return named + (f" and {len(notes) - LISTED} more" if len(notes) > LISTED else "")


def _asking(collection: Collection) -> Iterator[tuple[Note, list[str]]]:
    """Each question without an answer, and the concepts that it names, best first; none that names none."""
    forms = {concept.name: _forms(concept) for concept in collection.concepts}
    for note in collection.notes:
        if note.card and not note.answered:
            question = _spaced(note.prompt)
            if names := [name for name in note.concepts if any(form in question for form in forms[name])]:
                yield note, names


def _gaps(collection: Collection, candidates: Mapping[str, Sequence[Note]]) -> Iterator[Gap]:
    """Those of the concepts that no answered question asks about, and no answer explains; with who asks for them."""
    nodes = {f"concept:{concept.id}": concept.name for concept in collection.concepts if concept.name in candidates}
    kinds = {nodes[one] for one, _, kind in collection.graph.edges(nodes, keys=True) if kind == "type_of"}
    using: dict[str, list[Note]] = {name: [] for name in candidates}
    for note in collection.notes:
        if note.answered:
            for name in note.concepts:
                if name in using:
                    using[name].append(note)
    read: dict[str, tuple[str, set[str]]] = {}
    for concept in collection.concepts:  # the weightiest first
        name = concept.name
        if name in candidates and not concept.definition and name not in kinds:
            forms = _forms(concept)
            if not any(_explains(note, forms, read) for note in using[name]):
                yield Gap(concept, candidates[name], using[name])


def _explains(note: Note, forms: AbstractSet[str], read: dict[str, tuple[str, set[str]]]) -> bool:
    """Whether a note asks about a concept, or explains it in passing; `read`: what was read of notes before."""
    if note.id not in read:
        heads = {_spaced(_BRACKETS.sub("", head["name"])) for head in _HEAD.finditer(note.answer)}
        read[note.id] = _spaced(note.prompt), heads
    question, heads = read[note.id]
    return not heads.isdisjoint(forms) or any(form in question for form in forms)


def _forms(concept: Concept) -> AbstractSet[str]:
    return {_spaced(form) for form in (concept.name, *concept.aliases)}


def _spaced(text: str) -> str:
    """The words of a text, with a space at both ends, so that whole words are found in it."""
    return f" {' '.join(words(text))} "
