"""What notes say of two concepts, what is learnt first, and where it is said."""

from __future__ import annotations

import runpy
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from link_notes import linked, statements
from notes2anki.link.mentions import Names
from notes2anki.link.prerequisites import without_cycles
from notes2anki.link.tongue import language_of
from notes2anki.link.words import language
from notes2anki.parse import parse

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SAID = [
    ("type_of", "What types of storm cloud do you know?", "Types:\n**Cirrus**: thin\n**Cumulus**: thick\n**Stratus**: flat", "cumulus", "storm cloud"),
    ("type_of", "What is a marine mammal?", "Marine mammals such as **porpoises** and **blue whales** nurse their young.", "blue whales", "marine mammal"),
    ("part_of", "What are the main components of a bass guitar?", "- Bridge\n- Fingerboard\n- Tailpiece", "fingerboard", "bass guitar"),
    ("compared_with", "What is the difference between mitosis and meiosis?", "One divides once.", "meiosis", "mitosis"),
    ("compared_with", "TCP vs. UDP?", "TCP is ordered.", "tcp", "udp"),
    ("solves", "How do you prevent gum disease?", "- Dental floss\n- Regular checkups\n- Fluoride", "dental floss", "gum disease"),
    ("solves", "What is ridge regression?", "Ridge regression reduces multicollinearity.\n\nMulticollinearity: predictors move together", "ridge regression", "multicollinearity"),
    ("causes", "What is smoking?", "Smoking causes emphysema.\n\nEmphysema: damaged lungs", "smoking", "emphysema"),
    ("type_of", "Which storm clouds do you know?", "- **Cumulonimbus**: thunder\n- **Nimbostratus**: rain", "nimbostratus", "storm clouds"),
    ("type_of", "Which kinds of storm cloud are there?", "| Kind | Height |\n| Cumulonimbus | tall |\n| Nimbostratus | low |", "nimbostratus", "storm cloud"),
    ("type_of", "What is a marimba?", "Marimbas and vibraphones are percussion instruments.\nPercussion instruments: struck", "vibraphones", "percussion instruments"),
    ("type_of", "What sorts of sail are there?", "A **jib** stands before the mast. It is a kind of headsail.\nHeadsail: in front", "jib", "headsail"),
    ("part_of", "What is a bass guitar?", "A bass guitar consists of a fingerboard, a tailpiece and a bridge.\nFingerboard: for the left hand", "fingerboard", "bass guitar"),
    ("compared_with", "Viola or cello?", "The **viola** is smaller. **Cello**: held between the knees", "viola", "cello"),
    ("solves", "How do you keep a custard from curdling?", "- **Cornstarch**\n- **Double boiler**", "double boiler", "curdling"),
    ("solves", "What is scurvy?", "Lack of a vitamin.\nTreatment: ascorbic acid", "ascorbic acid", "scurvy"),
    ("causes", "What causes scurvy?", "- **Malnutrition**\n- **Alcoholism**", "malnutrition", "scurvy"),
    ("causes", "What are the symptoms of scurvy?", "- **Bleeding gums**\n- **Anaemia**", "scurvy", "anaemia"),
    ("causes", "What are the metals?", "**Iron**: cheap, suffers from rust\nRust: red", "iron", "rust"),
    ("causes", "What is silicosis?", "Silicosis is caused by quartz dust.\nQuartz dust: fine sand", "quartz dust", "silicosis"),
    ("used_for", "What are the uses of graphite?", "- **Pencils**\n- **Crucibles**", "graphite", "crucibles"),
    ("used_for", "What methods for drying hay do you know?", "- **Tripods**\n- **Haybarns**", "tripods", "drying hay"),
    ("used_for", "What kinds of methods for haymaking do you know?", "- **Tripods**\n- **Haybarns**", "tripods", "haymaking"),
    ("used_for", "What is graphite?", "Graphite is soft.\nApplications: crucibles", "graphite", "crucibles"),
    ("used_for", "What is softmax?", "**Softmax**: used for multi-class classification", "softmax", "multi-class classification"),
    ("type_of", "Which storm clouds do you know?", "**Cumulonimbus**, **nimbostratus** and **altocumulus**. All bring rain.", "altocumulus", "storm clouds"),
    ("type_of", "What is a marsupial?", "It has a pouch. Examples: **kangaroo** (large), **wombat** (digs), **koala** (sleeps).", "wombat", "marsupial"),
    ("type_of", "What is a marsupial?", "It has a pouch. Some of its examples are: **kangaroo**, **wombat**, **koala**, etc.", "koala", "marsupial"),
    ("solves", "How do you prevent scurvy?", "Never sail for months. Use lime juice, and rest.", "lime juice", "scurvy"),
    ("solves", "What is scurvy?", "The gums bleed. Treat it with ascorbic acid.\nAscorbic acid: a vitamin", "ascorbic acid", "scurvy"),
    ("used_for", "What is air pressure?", "Weight of the air. Sailors measure it with a barometer.\nBarometer: a glass tube", "barometer", "air pressure"),
    ("used_for", "What is a keel?", "The keel ensures lateral stability.\nLateral stability: upright", "keel", "lateral stability"),
    ("type_of", "What is stochastic gradient descent?", "It is gradient descent on samples. Gradient descent: go down", "stochastic gradient descent", "gradient descent"),
]  # fmt: skip

SAID_ELSEWHERE = [
    ("de", "type_of", "Welche Wolkenarten kennst du?", "- **Cirrus**\n- **Cumulus**\n- **Stratus**", "cumulus", "wolkenarten"),
    ("de", "type_of", "Was sind Säugetiere?", "Säugetiere wie **Wale** und **Fledermäuse** säugen ihre Jungen.", "wale", "säugetiere"),
    ("de", "part_of", "Was sind die Bestandteile einer Geige?", "- Steg\n- Griffbrett\n- Wirbel", "griffbrett", "geige"),
    ("de", "part_of", "Was ist eine Geige?", "Eine Geige besteht aus **Griffbrett**, **Steg** und **Wirbeln**.", "griffbrett", "geige"),
    ("de", "compared_with", "Was ist der Unterschied zwischen Mitose und Meiose?", "Die eine teilt einmal.", "meiose", "mitose"),
    ("de", "solves", "Wie kann man Karies vorbeugen?", "- **Fluorid**\n- **Zahnseide**", "zahnseide", "karies"),
    ("de", "solves", "Was ist Fluorid?", "**Fluorid** verhindert **Karies**.", "fluorid", "karies"),
    ("de", "solves", "Was ist Skorbut?", "Mangel an einem Vitamin.\nBehandlung: Ascorbinsäure", "ascorbinsäure", "skorbut"),
    ("de", "causes", "Was verursacht Skorbut?", "- **Mangelernährung**\n- **Alkoholismus**", "mangelernährung", "skorbut"),
    ("de", "causes", "Was ist Rauchen?", "**Rauchen** führt zu **Lungenkrebs**.", "rauchen", "lungenkrebs"),
    ("de", "causes", "Was ist Silikose?", "Silikose wird durch **Quarzstaub** verursacht.", "quarzstaub", "silikose"),
    ("de", "causes", "Welche Symptome hat Skorbut?", "- **Zahnfleischbluten**\n- **Blutarmut**", "skorbut", "blutarmut"),
    ("de", "used_for", "Was ist Graphit?", "**Graphit** wird zur **Schmierung** verwendet.", "graphit", "schmierung"),
    ("de", "used_for", "Was ist Graphit?", "Weich und grau.\nAnwendungen: Schmelztiegel", "graphit", "schmelztiegel"),
    ("de", "type_of", "Was ist eine Marimba?", "Die **Marimba** ist ein **Schlaginstrument**.", "marimba", "schlaginstrument"),
    ("fr", "type_of", "Quels types de nuages connaissez-vous ?", "- **Cirrus**\n- **Cumulus**\n- **Stratus**", "cumulus", "nuages"),
    ("fr", "type_of", "Qu'est-ce qu'un mammifère marin ?", "Les mammifères marins comme les **dauphins** et les **baleines** allaitent leurs petits.", "dauphins", "mammifère marin"),
    ("fr", "part_of", "Quels sont les composants d'un violon ?", "- Chevalet\n- Touche\n- Chevilles", "chevalet", "violon"),
    ("fr", "part_of", "Qu'est-ce qu'un violon ?", "Le violon se compose d'un **chevalet**, d'un **cordier** et d'un **manche**.", "manche", "violon"),
    ("fr", "compared_with", "Quelle est la différence entre la mitose et la méiose ?", "L'une divise une fois.", "méiose", "mitose"),
    ("fr", "solves", "Comment prévenir les caries ?", "- **Fluor**\n- **Fil dentaire**", "fil dentaire", "caries"),
    ("fr", "solves", "Qu'est-ce que le fluor ?", "Le **fluor** prévient les **caries**.", "fluor", "caries"),
    ("fr", "solves", "Qu'est-ce que le scorbut ?", "Manque de vitamine.\nTraitement : acide ascorbique", "acide ascorbique", "scorbut"),
    ("fr", "causes", "Quelles sont les causes du scorbut ?", "- **Malnutrition**\n- **Alcoolisme**", "malnutrition", "scorbut"),
    ("fr", "causes", "Qu'est-ce que le tabagisme ?", "Le **tabagisme** provoque l'**emphysème**.", "tabagisme", "emphysème"),
    ("fr", "causes", "Qu'est-ce que la silicose ?", "La silicose est causée par la **poussière de quartz**.", "poussière de quartz", "silicose"),
    ("fr", "causes", "Quels sont les symptômes du scorbut ?", "- **Saignements**\n- **Anémie**", "scorbut", "anémie"),
    ("fr", "used_for", "Qu'est-ce que le graphite ?", "Le **graphite** est utilisé pour la **lubrification**.", "graphite", "lubrification"),
    ("fr", "used_for", "Qu'est-ce que le graphite ?", "Mou et gris.\nUtilisations : creusets", "graphite", "creusets"),
    ("fr", "type_of", "Qu'est-ce qu'un marimba ?", "Le **marimba** est un **instrument à percussion**.", "marimba", "instrument à percussion"),
    ("it", "type_of", "Quali tipi di nuvole conosci?", "- **Cirri**\n- **Cumuli**\n- **Strati**", "cumuli", "nuvole"),
    ("it", "type_of", "Che cos'è un mammifero marino?", "I mammiferi marini come i **delfini** e le **balene** allattano i piccoli.", "delfini", "mammifero marino"),
    ("it", "part_of", "Quali sono i componenti di un violino?", "- Ponticello\n- Tastiera\n- Piroli", "ponticello", "violino"),
    ("it", "part_of", "Che cos'è un violino?", "Il violino è composto da **ponticello**, **tastiera** e **piroli**.", "ponticello", "violino"),
    ("it", "compared_with", "Qual è la differenza tra mitosi e meiosi?", "Una divide una volta.", "meiosi", "mitosi"),
    ("it", "solves", "Come si previene la carie?", "- **Fluoro**\n- **Filo interdentale**", "filo interdentale", "carie"),
    ("it", "solves", "Che cos'è il fluoro?", "Il **fluoro** previene la **carie**.", "fluoro", "carie"),
    ("it", "solves", "Che cos'è lo scorbuto?", "Mancanza di una vitamina.\nTerapia: acido ascorbico", "acido ascorbico", "scorbuto"),
    ("it", "causes", "Quali sono le cause dello scorbuto?", "- **Malnutrizione**\n- **Alcolismo**", "malnutrizione", "scorbuto"),
    ("it", "causes", "Che cos'è il fumo?", "Il **fumo** provoca l'**enfisema**.", "fumo", "enfisema"),
    ("it", "causes", "Che cos'è la silicosi?", "La silicosi è causata dalla **polvere di quarzo**.", "polvere di quarzo", "silicosi"),
    ("it", "causes", "Quali sono i sintomi dello scorbuto?", "- **Sanguinamento**\n- **Anemia**", "scorbuto", "anemia"),
    ("it", "used_for", "Che cos'è la grafite?", "La **grafite** è usata per la **lubrificazione**.", "grafite", "lubrificazione"),
    ("it", "used_for", "Che cos'è la grafite?", "Morbida e grigia.\nApplicazioni: crogioli", "grafite", "crogioli"),
    ("it", "type_of", "Che cos'è la marimba?", "La **marimba** è uno **strumento a percussione**.", "marimba", "strumento a percussione"),
    ("es", "type_of", "¿Qué tipos de nubes conoces?", "- **Cirros**\n- **Cúmulos**\n- **Estratos**", "cúmulos", "nubes"),
    ("es", "type_of", "¿Qué es un mamífero marino?", "Los mamíferos marinos como los **delfines** y las **ballenas** amamantan a sus crías.", "delfines", "mamífero marino"),
    ("es", "part_of", "¿Cuáles son los componentes de un violín?", "- Puente\n- Diapasón\n- Clavijas", "diapasón", "violín"),
    ("es", "part_of", "¿Qué es un violín?", "El violín está compuesto por **puente**, **diapasón** y **clavijas**.", "diapasón", "violín"),
    ("es", "compared_with", "¿Cuál es la diferencia entre mitosis y meiosis?", "Una divide una vez.", "meiosis", "mitosis"),
    ("es", "solves", "¿Cómo se previene la caries?", "- **Flúor**\n- **Hilo dental**", "hilo dental", "caries"),
    ("es", "solves", "¿Qué es el flúor?", "El **flúor** previene la **caries**.", "flúor", "caries"),
    ("es", "solves", "¿Qué es el escorbuto?", "Falta de una vitamina.\nTratamiento: ácido ascórbico", "ácido ascórbico", "escorbuto"),
    ("es", "causes", "¿Cuáles son las causas del escorbuto?", "- **Desnutrición**\n- **Alcoholismo**", "desnutrición", "escorbuto"),
    ("es", "causes", "¿Qué es el tabaquismo?", "El **tabaquismo** provoca el **enfisema**.", "tabaquismo", "enfisema"),
    ("es", "causes", "¿Qué es la silicosis?", "La silicosis es causada por el **polvo de cuarzo**.", "polvo de cuarzo", "silicosis"),
    ("es", "causes", "¿Cuáles son los síntomas del escorbuto?", "- **Sangrado**\n- **Anemia**", "escorbuto", "anemia"),
    ("es", "used_for", "¿Qué es el grafito?", "El **grafito** se usa para la **lubricación**.", "grafito", "lubricación"),
    ("es", "used_for", "¿Qué es el grafito?", "Blando y gris.\nAplicaciones: crisoles", "grafito", "crisoles"),
    ("es", "type_of", "¿Qué es la marimba?", "La **marimba** es un **instrumento de percusión**.", "marimba", "instrumento de percusión"),
    ("pt", "type_of", "Quais tipos de nuvens você conhece?", "- **Cirros**\n- **Cúmulos**\n- **Estratos**", "cúmulos", "nuvens"),
    ("pt", "type_of", "O que é um mamífero marinho?", "Os mamíferos marinhos como os **golfinhos** e as **baleias** amamentam os filhotes.", "golfinhos", "mamífero marinho"),
    ("pt", "part_of", "Quais são os componentes de um violino?", "- Cavalete\n- Espelho\n- Cravelhas", "cavalete", "violino"),
    ("pt", "part_of", "O que é um violino?", "O violino é composto por **cavalete**, **espelho** e **cravelhas**.", "cavalete", "violino"),
    ("pt", "compared_with", "Qual é a diferença entre mitose e meiose?", "Uma divide uma vez.", "meiose", "mitose"),
    ("pt", "solves", "Como se previne a cárie?", "- **Flúor**\n- **Fio dental**", "fio dental", "cárie"),
    ("pt", "solves", "O que é o flúor?", "O **flúor** previne a **cárie**.", "flúor", "cárie"),
    ("pt", "solves", "O que é o escorbuto?", "Falta de uma vitamina.\nTratamento: ácido ascórbico", "ácido ascórbico", "escorbuto"),
    ("pt", "causes", "Quais são as causas do escorbuto?", "- **Desnutrição**\n- **Alcoolismo**", "desnutrição", "escorbuto"),
    ("pt", "causes", "O que é o tabagismo?", "O **tabagismo** provoca o **enfisema**.", "tabagismo", "enfisema"),
    ("pt", "causes", "O que é a silicose?", "A silicose é causada pela **poeira de quartzo**.", "poeira de quartzo", "silicose"),
    ("pt", "causes", "Quais são os sintomas do escorbuto?", "- **Sangramento**\n- **Anemia**", "escorbuto", "anemia"),
    ("pt", "used_for", "O que é a grafite?", "A **grafite** é usada para a **lubrificação**.", "grafite", "lubrificação"),
    ("pt", "used_for", "O que é a grafite?", "Macia e cinza.\nAplicações: cadinhos", "grafite", "cadinhos"),
    ("pt", "type_of", "O que é a marimba?", "A **marimba** é um **instrumento de percussão**.", "marimba", "instrumento de percussão"),
    ("fr", "part_of", "Etapes de la métamorphose ?", "- œuf\n- chrysalide", "chrysalide", "métamorphose"),
    ("es", "causes", "Sintomas del escorbuto?", "- **Sangrado**\n- **Anemia**", "escorbuto", "anemia"),
    ("pt", "causes", "Quais sao as consequencias do tabagismo?", "- **Enfisema**\n- **Bronquite**", "tabagismo", "enfisema"),
    ("pt", "compared_with", "Mitose x meiose", "Uma divide uma vez.", "meiose", "mitose"),
    ("fr", "part_of", "Qu'est-ce qu'un quatuor ?", "Ensemble formé de **violons**, d'un **alto** et d'un **violoncelle**.", "alto", "quatuor"),
    ("pt", "part_of", "O que é um quarteto?", "Conjunto formado por **violinos**, **contrabaixo** e **violoncelo**.", "contrabaixo", "quarteto"),
    ("es", "part_of", "¿Qué es un cuarteto?", "Conjunto formado por **violines**, **contrabajo** y **violonchelo**.", "contrabajo", "cuarteto"),
    ("pt", "solves", "O que é o escorbuto?", "Falta de uma vitamina.\nComo evitar: **acerola**, **limão**", "acerola", "escorbuto"),
    ("pt", "type_of", "Quais são os remédios constitucionais?", "- **habeas corpus**\n- **ação popular**", "ação popular", "remédios constitucionais"),
    ("fr", "causes", "Qu'est-ce que la silicose ?", "Due à la **poussière de quartz**.", "poussière de quartz", "silicose"),
    ("it", "part_of", "Che cos'è un quartetto?", "Insieme formato da **violini**, **contrabbasso** e **violoncello**.", "contrabbasso", "quartetto"),
    ("it", "solves", "Che cos'è lo scorbuto?", "Mancanza di una vitamina.\nCome prevenirlo: **acerola**, **limone**", "acerola", "scorbuto"),
    ("it", "causes", "Che cos'è la silicosi?", "Dovuta alla **polvere di quarzo**.", "polvere di quarzo", "silicosi"),
]  # fmt: skip


def _said(notes: tuple[str, str], lang: str = "en") -> set[tuple[str, str, str]]:
    found = statements(linked(notes, lang=lang))
    return found | {(kind, target, source) for kind, source, target in found if kind == "compared_with"}


@pytest.mark.parametrize(
    ("kind", "question", "answer", "source", "target"), SAID, ids=[f"{row[0]} {row[3]}" for row in SAID]
)
def test_a_relation_is_read(kind: str, question: str, answer: str, source: str, target: str) -> None:
    assert (kind, source, target) in _said((question, answer))


@pytest.mark.parametrize(
    ("lang", "notes", "said"),
    [
        (lang, (question, answer), said)
        for lang, kind, question, answer, *ends in SAID_ELSEWHERE
        for said in [(kind, *ends)]
    ],
    ids=[f"{row[0]} {row[1]} {row[4]}" for row in SAID_ELSEWHERE],
)
def test_a_relation_is_read_in_other_languages(lang: str, notes: tuple[str, str], said: tuple[str, str, str]) -> None:
    assert said in _said(notes, lang)


NOT_SAID = [
    ("What is a violin?", "A **violin** has a **bridge**. Not far away stands a **church**."),
    ("What is a market?", "The **wage rate** falls and the **price level** grows, which leads to **hyperinflation**."),
    ("Which of them is better?", "Here are some common **sailing boats**\nA **jib** is nice."),
    ("What happens when you type an address?", "- **Handshake**\n- **Rendering**"),
    ("Can graphite be used for lubrication?", "No."),
    ("Why learn about clouds?", "**Cirrus** is pretty. **Farming** needs rain."),
    (
        "What is special of a marimba?",
        "- **Components**: many\n- **Resonators** make it loud\n- **Vibraphones** are near",
    ),
    ("What was invented?", "- **Locomotive** – Stephenson\n- **Spinning jenny**: Hargreaves"),
]


@pytest.mark.parametrize(("question", "answer"), NOT_SAID)
def test_nothing_is_said_where_nothing_is_said(question: str, answer: str) -> None:
    typed = {"type_of", "part_of", "compared_with", "solves", "causes", "used_for"}
    assert not {kind for kind, *_ in statements(linked((question, answer)))} & typed


NOT_SAID_ELSEWHERE = [
    ("de", "Was ist eine Geige?", "Eine **Geige** hat einen **Steg**. Nicht weit davon steht eine **Kirche**."),
    ("fr", "Qu'est-ce qu'un violon ?", "Un **violon** a un **chevalet**. Non loin se trouve une **église**."),
    ("it", "Che cos'è un violino?", "Un **violino** ha un **ponticello**. Non lontano c'è una **chiesa**."),
    ("es", "¿Qué es un violín?", "Un **violín** tiene un **puente**. No lejos hay una **iglesia**."),
    ("pt", "O que é um violino?", "Um **violino** tem um **cavalete**. Não longe fica uma **igreja**."),
    ("de", "Kann man Graphit zur Schmierung verwenden?", "Nein."),
    ("fr", "Peut-on utiliser le graphite pour la lubrification ?", "Non."),
    ("it", "Si può usare la grafite per la lubrificazione?", "No."),
    ("es", "¿Se puede usar el grafito para la lubricación?", "No."),
    ("pt", "Pode-se usar a grafite para a lubrificação?", "Não."),
    ("fr", "Où vivent les dauphins ?", "- **Méditerranée** : dans le **golfe**"),
    ("es", "¿Dónde viven los delfines?", "- **Mediterráneo**: en el **golfo**"),
    ("it", "Dove vivono i delfini?", "- **Mediterraneo**: nel **golfo**"),
    ("pt", "Onde vivem os golfinhos?", "- **Mediterrâneo**: no **golfo**"),
    ("fr", "Qui utilise l'oxygène ?", "Le **ténia** et le **lichen** utilise rarement. Une **carpe** respire."),
    ("pt", "Onde fica o Tejo?", "O **Tejo** e um **castelo** antigo. O **Douro** esta longe."),
    ("es", "¿Qué hay en la plaza?", "- **Fuente** – Bernini\n- **Obelisco**: Fontana"),
]


@pytest.mark.parametrize(("lang", "question", "answer"), NOT_SAID_ELSEWHERE)
def test_nothing_is_said_in_other_languages_where_nothing_is_said(lang: str, question: str, answer: str) -> None:
    typed = {"type_of", "part_of", "compared_with", "solves", "causes", "used_for"}
    assert not {kind for kind, *_ in statements(linked((question, answer), lang=lang))} & typed


def test_what_stands_before_a_colon_is_not_compared() -> None:
    said = statements(linked(("**Cell division**: mitosis vs meiosis", "**Mitosis** divides once, **meiosis** twice.")))
    assert {each for each in said if each[0] == "compared_with"} == {("compared_with", "mitosis", "meiosis")}


@pytest.mark.parametrize(
    ("text", "found"), [("results in weight decay", 0), ("results in weight loss,", 0), ("weight is lost", 1)]
)
def test_the_first_word_of_a_longer_name_is_not_what_is_named(text: str, found: int) -> None:
    assert len(Names({0: ["weight"]}, language("en")).spans(text, frozenset({0}))) == found


def test_what_labelled_notes_say_is_found_and_hardly_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    bench = runpy.run_path(str(BENCHMARKS / "relations_score.py"))
    found = expected = hit = true = 0
    for file in sorted((BENCHMARKS / "concepts").glob("*.txt")):
        source, labels = bench["labelled"](file)
        if labels.expected and language_of(parse(source)[0]).code == "en":
            right = labels.expected | labels.acceptable
            said = {each for each in bench["stated"](source, labels) if each in right or not bench["by_name"](each)}
            found += len(said)
            true += len(said & right)
            expected += len(labels.expected)
            hit += len(said & labels.expected)
    assert true / found > 0.9
    assert hit / expected > 0.42


def test_a_relation_names_the_line_that_says_so() -> None:
    collection = linked(("What is smoking?", "A habit.\n\nSmoking causes emphysema.\nEmphysema: damaged lungs"))
    edges = [data for _, _, data in collection.graph.edges(data=True) if data["kind"] == "causes"]
    assert [edge["evidence"] for edge in edges] == [[{"path": "notes.md", "line": 4}]]


def test_what_an_explanation_uses_is_learnt_first() -> None:
    collection = linked(
        ("What is a gradient?", "The vector of all slopes."),
        ("What is gradient descent?", "Steps against the gradient."),
        ("What is momentum?", "Gradient descent that remembers its speed. The gradient is averaged."),
    )
    steps = {(source, target) for kind, source, target in statements(collection) if kind == "prerequisite"}
    assert {("gradient", "gradient descent"), ("gradient descent", "momentum")} <= steps


def test_what_the_writer_asks_for_goes_first() -> None:
    collection = linked(
        ("What is a loom?", "A frame. Weaving needs it."), ("What is weaving?", "Requires: loom\nThreads.")
    )
    assert ("prerequisite", "loom", "weaving") in statements(collection)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda step: step[0] != step[1]), st.floats(0.1, 9)
    )
)
def test_steps_of_learning_never_form_a_cycle(steps: dict[tuple[int, int], float]) -> None:
    kept = without_cycles(steps)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(kept)))
    assert kept.items() <= steps.items()
    for left_out in steps.keys() - kept.keys():
        assert nx.has_path(nx.DiGraph(list(kept)), left_out[1], left_out[0])
