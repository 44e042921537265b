"""Notes in German, Italian, French, Spanish and Portuguese: what says nothing of the subject is no concept, and no part of one."""

from __future__ import annotations

import pytest

from link_notes import linked, names

NOTES = [
    ("pt", ("Elementos do crime", "- dolo\n- culpabilidade"), {"crime", "dolo", "culpabilidade"}),
    ("fr", ("Causes de la grippe", "- virus influenza"), {"grippe", "virus influenza"}),
    ("fr", ("Qu'est-ce que l'« effet de serre » ?", "Les gaz gardent la chaleur."), {"effet de serre"}),
    ("pt", ("O que é backpropagation?", "O algoritmo que calcula o gradient da loss function."), {"backpropagation"}),
    (
        "it",
        ("Che cos'è l'ematocrito?", "Il tendine attacca il muscolo all'osso."),
        {"ematocrito", "tendine", "muscolo"},
    ),
    ("it", ("Cosa fa il vaccino?", "Il vaccino sfrutta la memoria. Riceve un colorante."), {"vaccino", "colorante"}),
    ("it", ("Cos'è un neurone?", "Ha un potenziale d'azione. Il surfattante evita guai."), {"potenziale d'azione"}),
    ("fr", ("Qu'est-ce que l'osmose ?", "La membrane sépare les solutions."), {"osmose", "membrane"}),
    ("fr", ("Qu’est-ce que l’entropie ?", "Elle mesure le désordre."), {"entropie"}),
    ("es", ("¿Qué es un hook?", "Para añadir estado. Permite compartir lógica."), {"hook"}),
    ("fr", ("C'est quoi l'effet de serre ?", "Les gaz gardent la chaleur."), {"effet de serre"}),
    ("fr", ("Qu'est-ce que le moteur ?", "Un mélange d'air et d'essence."), {"moteur", "mélange d'air"}),
    ("pt", ("O que é a taxa de juros?", "Chama-se juros o preço."), {"taxa de juros"}),
    ("es", ("¿Qué es la ósmosis?", "La membrana separa las soluciones."), {"ósmosis", "membrana"}),
    ("pt", ("O que é a osmose?", "A membrana separa os solutos."), {"osmose", "membrana"}),
]


@pytest.mark.parametrize(("lang", "note", "expected"), NOTES)
def test_names_are_told_from_what_stands_around_them(lang: str, note: tuple[str, str], expected: set[str]) -> None:
    found = names(linked(note, lang=lang))
    assert expected <= found
    verbs = {"attacca", "sfrutta", "riceve", "evita", "sépare", "separa", "mesure", "añadir", "compartir"}
    assert not [
        name
        for name in found
        if name.startswith(("l'", "l’", "all'", "d'", "est-", "chama-")) or verbs.intersection(name.split())
    ]


GENERAL = [
    (
        "es",
        ("Sintomas de la hipoglucemia?", "- temblor\n- sudoración, p. ej. de noche"),
        {"sintomas", "sintomas de la hipoglucemia", "ej"},
    ),
    ("fr", ("Etapes de la mitose ?", "1. prophase\n2. métaphase"), {"etapes", "etapes de la mitose"}),
    ("fr", ("ADN vs ARN", "- **ADN** : double\n- **ARN** : simple"), {"adn vs arn"}),
    ("pt", ("O que é a transição demográfica?", "- 1ª: ninguem morre\n- 2ª: urbanização"), {"1ª", "2ª", "ninguem"}),
    ("pt", ("Quais sao as consequencias da geada?", "- perda da colheita"), {"consequencias", "sao"}),
    (
        "fr",
        ("Qu'est-ce que la « taïga » ?", "Une forêt « boréale ». La 2e au monde, 1ère en Russie."),
        {"2e", "1ère", "«"},
    ),
    (
        "de",
        ("Anlass und Ursachen der Krise", "- Wichtige Funktionen: Steuerung"),
        {"anlass", "ursachen", "wichtige funktionen"},
    ),
    ("it", ("Quali sono i processi principali?", "- Importanti effetti: calore"), {"processi", "importanti effetti"}),
]


@pytest.mark.parametrize(("lang", "note", "general"), GENERAL)
def test_general_words_are_no_concepts(lang: str, note: tuple[str, str], general: set[str]) -> None:
    assert not general & names(linked(note, lang=lang))


LETTERS = [
    ("en", ("What does the skin make?", "- **Vitamin D**: of sunlight"), {"vitamin d"}, {"vitamin"}),
    ("en", ("What kills infected cells?", "- Cytotoxic T cells\n- B cells help"), {"cytotoxic t cells", "b cells"}, set()),
    ("en", ("How are points grouped?", "- K means: by the nearest centre"), {"k means"}, set()),
    ("en", ("When is a result significant?", "The p value is small. A test says so."), {"p value"}, {"a test"}),
    ("en", ("What is a matrix?", "Rows of numbers. The matrix B is square."), {"matrix"}, {"matrix b"}),
    ("de", ("Was bildet die Haut?", "- **Vitamin D**: aus Licht"), {"vitamin d"}, {"vitamin"}),
    ("it", ("Quali cellule sono adattative?", "- linfociti T\n- linfociti B"), {"linfociti t", "linfociti b"}, {"linfociti"}),
    ("es", ("¿Qué forma la piel?", "- **vitamina D**: con luz"), {"vitamina d"}, {"vitamina"}),
    ("fr", ("Que forme la peau ?", "- **vitamine D** : avec la lumière"), {"vitamine d"}, {"vitamine"}),
    ("pt", ("O que a pele forma?", "- **vitamina D**: com luz"), {"vitamina d"}, {"vitamina"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "note", "expected", "cut"), LETTERS)
def test_a_letter_stays_where_it_makes_the_name(
    lang: str, note: tuple[str, str], expected: set[str], cut: set[str]
) -> None:
    found = names(linked(note, lang=lang))
    assert expected <= found
    assert not cut & found


DONE = [
    ("it", ("Cos'è la mielina?", "Isola l'assone, prodotta dalle cellule. Le guaine sono distrutte."), "prodotta distrutte"),
    ("it", ("Cos'è il calcio?", "Serve calcio, liberato dal reticolo."), "liberato"),
    ("es", ("¿Qué es la mielina?", "Las vainas son destruidas."), "destruidas"),
    ("fr", ("Qu'est-ce qu'un nitrate ?", "Un sel, rejeté par les champs. Les gaz sont comprimés."), "rejeté comprimés"),
    ("pt", ("O que é um contrato?", "As cláusulas foram fixadas pelo banco."), "fixadas"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "note", "participles"), DONE)
def test_what_is_done_to_something_is_no_concept(lang: str, note: tuple[str, str], participles: str) -> None:
    assert not set(participles.split()) & names(linked(note, lang=lang))


def test_a_noun_that_ends_like_a_participle_is_a_concept() -> None:
    assert {"mercato", "carbonato"} <= names(linked(("Cos'è il mercato?", "Il carbonato, il mercato."), lang="it"))


def test_formulas_and_code_are_words_of_no_language() -> None:
    answer = "$P(A|B) = \\frac{P(B|A) P(A)}{P(B)}$\n\n```\nwhile not done: step = next(step)\n```\n\n" * 3
    assert names(linked(("What is Bayes?", answer), lang="")) == {"bayes"}
