"""The same question is asked in other words, so one card gives the answer of another away.

    ### What is stochastic gradient descent (SGD)?
    Gradient descent on small batches.
    ### Can you explain SGD?
    It follows noisy gradients.

Join the answers, or say in the questions what makes them differ. Questions count as the same if they name the same things in the
same order, by any of their names, and differ in words that change nothing, such as articles and ways of asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.check.asking import asking_of
from notes2anki.check.wording import words
from notes2anki.model import Collection, Concept, Diagnostic, Form, Note, Severity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the questions that ask what an earlier one asks; those that are equal have a rule of their own."""
    forms = {concept.name: _forms(concept) for concept in collection.concepts if concept.aliases}
    first: dict[Hashable, Note] = {}
    for document in collection.documents:
        asking = asking_of(document)
        for note in filter(_plain, document.notes):
            known = {form: name for each in note.concepts for form, name in forms.get(each, {}).items()}
            sense = asking.sense(note.prompt, known)
            earlier = first.setdefault((asking.code, sense, note.parent), note) if sense else note
            if earlier is not note and words(earlier.prompt) != words(note.prompt):
                message = (
                    f"{earlier.place.path}:{earlier.place.line} asks nearly the same, {earlier.question!r}; "
                    f"join the two or tell them apart: {note.question}"
                )
                place = note.place
                yield Diagnostic(place.path, place.line, 1, "near-duplicate-question", Severity.INFO, message)


def _plain(note: Note) -> bool:
    """Whether a question is made of words alone: code and gaps have a sense that words do not tell."""
    return note.card and note.form is not Form.CLOZE and not {"\n", "`", "$"} & set(note.prompt.strip())


def _forms(concept: Concept) -> dict[tuple[str, ...], list[str]]:
    """By the words of every form of its name those of the name."""
    name = words(concept.name)
    return {tuple(words(form)): name for form in (*concept.aliases, concept.name)}
