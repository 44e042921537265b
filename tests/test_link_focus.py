"""What a question asks about, in the languages that have a grammar of asking."""

from __future__ import annotations

import pytest

from link_notes import linked
from notes2anki.link.focus import focus_names
from notes2anki.link.words import language

ASKED = {
    "en": [
        ("What is the travelling salesman problem?", ["travelling salesman problem"]),
        ("What is a wave function?", ["wave function"]),
        ("What are trigonometric functions?", ["trigonometric functions"]),
        ("What does a ribosome do?", ["ribosome"]),
        ("What does the term allele mean?", ["allele"]),
        ("How does a heat pump work in winter?", ["heat pump"]),
        ("What is inflation in economics?", ["inflation"]),
        ("What are tectonic plates, and how do they move?", ["tectonic plates"]),
        ("What is an Activity and its lifecycle?", ["Activity"]),
        ("What are mitosis, meiosis and gametes?", ["mitosis", "meiosis", "gametes"]),
        ("What is supply and demand?", ["supply and demand"]),
        ("Who was Gregor Mendel?", ["Gregor Mendel"]),
        ("Photosynthesis", ["Photosynthesis"]),
        ("Osmosis?", ["Osmosis"]),
        ("What is the function of the liver?", []),
        ("What is the main function of a kidney?", []),
        ("What are the functions of a root?", []),
        ("What are the differences between mitosis and meiosis?", []),
        ("What are the cells in this table?", []),
        ("What is the best way in most cases?", []),
        ("What is a root good for?", []),
        ("What is the value of pi?", []),
        ("Explain how a lock works", []),
        ("How does it work?", []),
        ("What is the problem?", []),
        ("Pros and cons", []),
        ("Examples", []),
        ("Compare oaks and beeches", []),
        ("Name three mammals", []),
    ],
    "de": [
        ("Was ist Osmose und warum ist sie wichtig?", ["Osmose"]),
        ("Wie funktioniert ein Transistor?", ["Transistor"]),
        ("Zellteilung", ["Zellteilung"]),
        ("Was ist die Aufgabe der Leber?", []),
        ("Nenne drei Beispiele", []),
    ],
    "es": [
        ("¿Qué es la mitosis y por qué importa?", ["mitosis"]),
        ("¿Qué es la función exponencial?", ["función exponencial"]),
        ("¿Cómo funciona un motor?", ["motor"]),
        ("¿Cuál es la función del hígado?", []),
    ],
    "fr": [("Comment fonctionne un moteur ?", ["moteur"]), ("Qu'est-ce que la mitose et pourquoi ?", ["mitose"]), ("C'est quoi l'effet de serre ?", ["effet de serre"]), ("C'est quoi l'effet du soleil ?", [])],
    "it": [("Che cos'è la mitosi e perché è importante?", ["mitosi"])],
    "pt": [("O que é a mitose e por que importa?", ["mitose"])],
    "pl": [("Mitoza", ["Mitoza"])],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "question", "names"), [(code, *row) for code, rows in ASKED.items() for row in rows], ids=lambda one: one
)  # fmt: skip
def test_a_question_asks_about(code: str, question: str, names: list[str]) -> None:
    assert list(focus_names(question, language(code), title=False)) == names


def test_the_note_that_asks_what_a_concept_is_defines_it() -> None:
    others = ", ".join(f"**Tool{letter}**" for letter in "ABCDEFGHIJKLMNOPQR")
    notes = linked(
        ("Why is it hard to plan a tour?", "It is a travelling salesman; heuristics help."),
        ("What is the travelling salesman problem?", "The shortest tour through all cities."),
        ("What is pressure?", f"Known from {others}."),
        *((f"How is part {part} made?", f"The pressure lets part {part} cool.") for part in range(60)),
    )
    question = {note.id: note.question for note in notes.notes}
    defined = {concept.name: question[concept.definition] for concept in notes.concepts if concept.definition}
    assert defined["pressure"] == "What is pressure?"
    assert "What is the travelling salesman problem?" in defined.values()
