"""Which notes are near which."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from link_notes import document, linked
from notes2anki.link import link
from notes2anki.model import Kind

NOTES = (
    ("What is a sonata form?", "Exposition, development and recapitulation."),
    ("Where did the sonata form come from?", "From binary dances."),
    ("What is osmosis?", "Water moves through a membrane."),
    ("What is diffusion?", "Particles spread. Osmosis is a type of diffusion."),
    ("How is bread baked?", "In an oven."),
)


def _near(notes: tuple[tuple[str, str], ...], question: str) -> list[str]:
    collection = linked(*notes)
    asked = {note.id: note.question for note in collection.notes}
    (found,) = (note.id for note in collection.notes if note.question == question)
    return [asked[other] for other in collection.related.get(found, ())]


def test_notes_that_share_a_rare_concept_or_a_relation_are_near() -> None:
    assert _near(NOTES, NOTES[0][0]) == [NOTES[1][0]]
    assert _near(NOTES, NOTES[2][0]) == [NOTES[3][0]]
    assert _near(NOTES, NOTES[4][0]) == []


def test_a_note_without_an_answer_is_no_help() -> None:
    assert _near((NOTES[0], (NOTES[1][0], ""), *NOTES[2:]), NOTES[0][0]) == []


def test_what_follows_a_question_is_shown_with_it_already() -> None:
    made = document(*NOTES)
    first, second, *rest = made.notes
    family = (first, replace(second, kind=Kind.FOLLOWUP, parent=first.id), *rest)
    assert first.id not in link([replace(made, notes=family)]).related


def test_what_many_notes_share_leads_nowhere() -> None:
    notes = tuple((f"What does gravity do on planet number {number}?", "It pulls.") for number in range(40))
    assert linked(*notes).related == {}


@given(st.lists(st.sampled_from(NOTES), max_size=12))
def test_at_most_five_others_and_always_the_same(notes: list[tuple[str, str]]) -> None:
    first, second = linked(*notes).related, linked(*notes).related
    assert first == second
    for note, others in first.items():
        assert note not in others
        assert len(others) == len(set(others)) <= 5
