"""Single cases of matching: twins, follow-ups, ids of the writer, notes that go and come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from history import Card, build, documents_of, follow, guids

from notes2anki.identify import Lock, identify
from notes2anki.model import Form

if TYPE_CHECKING:
    from pathlib import Path

LONG = "A long answer that says enough about its matter to be no coincidence at all."
OTHER = "Something else entirely, with other words in every one of its places, and long too."


def _codes(before: list[Card], after: list[Card]) -> list[str]:
    _, memory = build(before)
    return [each.code for each in build(after, memory.lock)[0].diagnostics]


def _code(text: str, answer: str) -> Card:
    return Card("What's the output?", answer, prompt=f"What's the output?\n\n```python\n{text}\n```")


def test_identical_questions_are_told_apart_by_their_code() -> None:
    quiz = [_code(f"print({number} * {number})", str(number * number)) for number in range(50)]
    assert follow(quiz, quiz[::-1]) == [*range(50)][::-1]
    assert follow(quiz, [*quiz[:7], *quiz[8:], _code("print('new')", "new")]) == [*range(7), *range(8, 50), None]


def test_a_new_quiz_question_in_the_place_of_a_deleted_one_is_new() -> None:
    quiz = [_code(f"print({number} * {number})", str(number * number)) for number in range(5)]
    assert follow(quiz, [*quiz[:2], _code("while x < 3: x += f(x)", "runs for ever"), *quiz[3:]]) == [0, 1, None, 3, 4]


def test_followups_belong_to_their_questions() -> None:
    notes = [Card("What is A?", LONG), Card("Why?", "", level=1), Card("What is B?", OTHER), Card("Why?", "", level=1)]
    assert follow(notes, [*notes[2:], *notes[:2]]) == [2, 3, 0, 1]
    assert follow(notes, [notes[0], *notes[2:]]) == [0, 2, 3]


def test_a_generic_followup_of_another_question_is_new() -> None:
    before = [Card("What is A?", LONG), Card("Why?", "Because of A.", level=1)]
    after = [Card("When does Z matter?", OTHER), Card("Why?", "Z never does.", level=1)]
    assert follow(before, after) == [None, None]


def test_a_followup_that_becomes_a_question_keeps_its_guid() -> None:
    before = [Card("What is A?", LONG), Card("How is A measured?", OTHER, level=1)]
    assert follow(before, edited := [before[0], replace(before[1], level=0)]) == [0, 1]
    assert follow(edited, before) == [0, 1]


def test_a_question_and_a_followup_that_change_places_take_their_history_along() -> None:
    asked = ("How is the pressure in a boiler measured?", "Which valve opens when it is too high?")
    before = [Card("What is A?", LONG), Card(asked[0], "By a gauge.", level=1), Card(asked[1], OTHER)]
    after = [before[0], replace(before[1], question=asked[1]), replace(before[2], question=asked[0])]
    assert follow(before, after) == [0, 2, 1]


def test_a_reworded_question_takes_its_followups_along() -> None:
    before = [Card("What is A?", LONG), Card("Why?", "Yes.", level=1), Card("And how?", "So.", level=2)]
    assert follow(before, [replace(before[0], question="Explain the thing called A"), *before[1:]]) == [0, 1, 2]


def test_what_was_matched_is_a_neighbour_for_the_next() -> None:
    names = ("alpha", "beta", "gamma", "delta", "omega")
    before = [Card(f"What's {name}?", f"First of {name}.") for name in names]
    after = [
        before[0],
        *(Card(f"What is {name}?", f"Now {number}") for number, name in enumerate(names[1:4])),
        before[4],
    ]
    assert follow(before, after) == [0, 1, 2, 3, 4]


def test_a_removed_note_that_comes_back_gets_its_guid() -> None:
    notes = [Card("What is A?", LONG), Card("What is B?", "Short.")]
    first, memory = build(notes)
    _, memory = build(notes[:1], memory.lock)
    assert [each.question for each in memory.changes.removed] == ["What is B?"]
    _, memory = build(notes[:1], memory.lock)
    assert memory.changes.removed == ()
    last, memory = build([notes[0], replace(notes[1], path="elsewhere.md")], memory.lock)
    assert sorted(guids(last)) == sorted(guids(first))
    assert memory.changes.new == ()


def test_the_same_answer_to_another_question_is_no_edit_when_it_is_short() -> None:
    before = [Card("Is A convex?", "Yes"), Card("Is B smooth?", "No")]
    assert follow(before, [Card("Does training converge?", "Yes"), before[1]]) == [None, 1]


def test_ids_of_the_writer_win_over_wording() -> None:
    before = [Card("What is A?", LONG, given="a"), Card("What is B?", OTHER, given="b")]
    after = [replace(before[0], given="b"), replace(before[1], given="a")]
    assert follow(before, after) == [1, 0]
    assert follow(before, [Card("Quite another thing", "", given="b")]) == [1]


def test_an_id_written_into_a_known_note_changes_nothing_until_the_note_does() -> None:
    plain = [Card("What is A?", LONG)]
    given = [replace(plain[0], given="mine")]
    assert follow(plain, given) == [0]
    first, memory = build(plain)
    _, memory = build(given, memory.lock)
    last, _ = build([Card("Quite another thing", OTHER, given="mine")], memory.lock)
    assert guids(last) == guids(first)


def test_another_id_is_another_note() -> None:
    assert follow([Card("What is A?", LONG, given="one")], [Card("What is A?", LONG, given="two")]) == [None]


def test_given_ids_are_salted_with_the_project() -> None:
    first, _ = build([Card("What is A?", given="1")])
    other, _ = build([Card("What is B?", given="1")])
    assert guids(first) != guids(other)


def test_an_id_that_stands_twice_stays_with_the_note_that_had_it() -> None:
    owner = Card("What is A?", LONG, given="x")
    copy = Card("What is a copy?", OTHER, given="x")
    assert follow([owner], [copy, owner]) == [None, 0]
    assert _codes([owner], [copy, owner]) == ["duplicate-id"]
    assert len(set(guids(build([owner, owner])[0]))) == 2


def test_a_change_of_the_note_type_is_a_new_note_and_reported() -> None:
    basic = Card("Adam keeps two moments", LONG)
    cloze = replace(basic, form=Form.CLOZE)
    assert follow([basic], [cloze]) == [None]
    assert _codes([basic], [cloze]) == ["identity-type"]
    first, memory = build([basic])
    _, memory = build([cloze], memory.lock)
    assert guids(build([basic], memory.lock)[0]) == guids(first)


def test_split_and_merged_questions_are_reported() -> None:
    one, two = (f"{start} {' '.join(f'{start}{number}' for number in range(30))}" for start in ("alpha", "beta"))
    whole, part = Card("What are A and B?", f"{one} {two}"), Card("What is B then?", two)
    assert _codes([whole], [replace(whole, answer=one), part]) == ["identity-split"]
    assert follow([whole], [replace(whole, answer=one), part]) == [0, None]
    assert _codes([replace(whole, answer=one), part], [whole]) == ["identity-merged"]


def test_a_doubtful_match_names_the_old_guid_and_the_way_back() -> None:
    before = [Card("What is L1 regularization?", "Adds absolute weights.")]
    first, memory = build(before)
    identity, _ = build([Card("What is L2 regularization?", "Adds squared weights.")], memory.lock)
    (doubt,) = identity.diagnostics
    assert doubt.code == "identity-doubtful"
    assert f"notes2anki identity notes.md:1 --restore {guids(first)[0]}" in doubt.message


def test_building_a_part_of_a_project_forgets_nothing(tmp_path: Path) -> None:
    cards = [Card("What is A?", LONG, "a.md"), Card("What is B?", OTHER, "b.md")]
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("")
    documents = documents_of(cards, root=tmp_path)
    identity = identify(documents, Lock(tmp_path))
    entries = {trace.guid: trace.remembered(1) for trace in identity.traces}
    lock = Lock(tmp_path, identity.lock.project, entries)
    assert identify(documents[:1], lock).gone == ()
    (tmp_path / "b.md").unlink()
    assert [entry.question for entry in identify(documents[:1], lock).gone] == ["What is B?"]


def test_places_are_relative_to_the_lock(tmp_path: Path) -> None:
    documents = documents_of([Card("What is A?", LONG, "sub/a.md")], root=tmp_path / "notes")
    assert identify(documents, Lock(tmp_path)).traces[0].path == "notes/sub/a.md"


def test_a_fresh_project_has_the_same_guids_everywhere() -> None:
    identity, _ = build([Card("What is A?", LONG), Card("Why?", level=1)])
    assert guids(identity) == ["nd5wvshokaybceyw", "n3343tyrd2cgx767"]
