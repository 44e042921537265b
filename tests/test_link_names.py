"""Which forms name one concept, and which must not be put together."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from link_notes import document, linked, names, together
from notes2anki.link import link
from notes2anki.link.aliases import acronyms
from notes2anki.link.phrases import phrases
from notes2anki.link.text import Piece, Role
from notes2anki.link.words import language

if TYPE_CHECKING:
    from notes2anki.model import Collection

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
ACRONYMS = [
    ("The consumer price index (CPI) rose.", {("CPI", "consumer price index")}),
    ("SHAP (Shapley Additive Explanations) → why", {("SHAP", "Shapley Additive Explanations")}),
    ("k-Nearest Neighbors(KNN): the closest points", {("KNN", "k-Nearest Neighbors")}),
    ("MSE stands for Mean Square Error while RMSE stands for Root Mean Square Error.",
     {("MSE", "Mean Square Error"), ("RMSE", "Root Mean Square Error")}),
    ("LSTM: Long Short Term Memory", {("LSTM", "Long Short Term Memory")}),
    ("Recent translations are cached in the TLB (Translation Lookaside Buffer).", {("TLB", "Translation Lookaside Buffer")}),
    ("Support Vector Machines (SVMs) draw a line.", {("SVMs", "Support Vector Machines")}),
    ("MAR steht für missing at random.", {("MAR", "missing at random")}),
    ("Treaty on the Functioning of the European Union (TFEU)", {("TFEU", "Treaty on the Functioning of the European Union")}),
    ("It is good (see below) and quick (e.g. here).", set()),
    ("We use Python (version 3) and Java (old).", set()),
    ("The result (it was late) did not matter.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), ACRONYMS, ids=[text[:30] for text, _ in ACRONYMS])
def test_acronyms_are_read_with_what_they_stand_for(text: str, pairs: set[tuple[str, str]]) -> None:
    assert set(acronyms(text)) == pairs


def test_acronyms_of_labelled_sentences_are_paired() -> None:
    bench = runpy.run_path(str(BENCHMARKS / "acronyms_score.py"))
    sentences = bench["labelled"]()
    assert len(sentences) > 100
    found = [(bench["found"](text), pairs) for text, pairs in sentences]
    right = sum(len(given & pairs) for given, pairs in found)
    assert 2 * right / sum(len(given) + len(pairs) for given, pairs in found) > 0.95


SAME = [
    ("case", "What is ReLU?", "Relu is simple. RelU is quick.", "Relu", "ReLU"),
    ("hyphen", "What is fine-tuning?", "Fine tuning starts from a trained model. Finetuning is cheap.", "fine tuning", "fine-tuning"),
    ("plural", "What is a neural network?", "Neural networks have layers.", "neural networks", "neural network"),
    ("irregular plural", "What is a local minimum?", "**Local minima** trap the search.", "local minima", "local minimum"),
    ("two spellings", "What is quantisation?", "Quantization saves memory.", "Quantization", "quantisation"),
    ("acronym", "What is gradient boosting?", "Gradient boosting machine (GBM): GBM adds trees.", "GBM", "Gradient boosting machine"),
    ("initials", "What is batch normalization?", "Batch normalization is common; BN is cheap.", "BN", "batch normalization"),
    ("empty noun", "What is the knapsack problem?", "Knapsack is hard. The knapsack problem is known.", "knapsack problem", "knapsack"),
    ("said so", "What is a residual connection?", "Residual Connections (Skip Connections) help.", "Skip Connections", "residual connection"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "one", "other"), [row[1:] for row in SAME], ids=[row[0] for row in SAME]
)
def test_forms_of_one_concept_are_put_together(question: str, answer: str, one: str, other: str) -> None:
    assert together(linked((question, answer)), one, other)


APART = [
    ("general", "generalize", "What is a general purpose register?", "**generalization** and **general ledger** differ."),
    ("file system", "file", "What is a file system?", "A **file system** keeps each **file** on disk."),
    ("precision", "recall", "What are precision and recall?", "**Precision** and **recall** are metrics."),
    ("type i error", "type ii error", "What is a type I error?", "- **type I error**: too keen\n- **type II error**: too slow"),
    ("loss", "loss function", "What is a loss function?", "A **loss function** gives a **loss**."),
    ("l1 regularization", "l2 regularization", "L1 or L2?", "- L1 regularization: sparse\n- L2 regularization: small"),
    ("mitosis", "meiosis", "Mitosis vs meiosis?", "**Mitosis** divides once, **meiosis** twice."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "question", "answer"), APART, ids=[f"{row[0]}-{row[1]}" for row in APART])
def test_different_things_are_never_put_together(one: str, other: str, question: str, answer: str) -> None:
    assert not together(linked((question, answer)), one, other)


SLIPS = [
    ("a neighbouring key", "input layer", "Inout Layer", True),
    ("two letters swapped", "neural network", "nueral network", True),
    ("a doubled letter left out", "linear regression", "linear regresion", True),
    ("a letter left out", "binary classification", "binary clasification", True),
    ("a letter doubled", "decision boundary", "decission boundary", True),
    ("at the end", "business class", "business classs", True),
    ("in a plural", "activation functions", "activation functoins", True),
    ("in one long word", "classification", "clasification", True),
    ("a short word", "gate array", "gste array", False),
    ("the first letter", "correct answer sheet", "incorrect answer sheet", False),
    ("another first letter", "input layer", "unput layer", False),
    ("a prefix", "stable equilibrium", "unstable equilibrium", False),
    ("an ending", "reduced matrix", "reducer matrix", False),
    ("a number", "type 10 error", "type 20 error", False),
    ("another ion", "sodium nitrate", "sodium nitrite", False),
    ("another salt", "copper sulfate", "copper sulfite", False),
    ("another alcohol", "pure ethanol", "pure ethanal", False),
    ("another division", "meiosis", "miosis", False),
    ("another word", "trial court", "trail court", False),
    ("two slips", "input layer", "inoot layer", False),
    ("a vowel that is hardly heard", "backpropagation", "backpropogation", True),
    ("a word made of two", "overfitting error", "overfiting error", True),
    ("two prefixes", "microeconomics", "macroeconomics", False),
    ("a vowel near the end", "thunderstorm cloud", "thunderstarm cloud", False),
    ("a vowel in a short word", "convection oven", "convuction oven", False),
    ("acronyms", "LSTMS cell", "LSMTS cell", False),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "same"), [row[1:] for row in SLIPS], ids=[row[0] for row in SLIPS])
def test_a_slip_of_the_finger_makes_no_other_concept(right: str, wrong: str, *, same: bool) -> None:
    notes = [(f"What is {right}?", f"**{right}**: one\n\nThe {right} is here.")]
    notes += [(f"Why is there a {right}?", f"- {right}\n- other things")] * 2
    assert together(linked(*notes, ("What else?", f"**{wrong}**: two")), right, wrong) is same


def test_a_form_that_is_hardly_more_frequent_is_not_right() -> None:
    assert not together(
        linked(("What is inside?", "- input layer\n- inout layer\n- input layer")), "input layer", "inout layer"
    )


def test_what_is_written_as_often_is_no_slip() -> None:
    notes = [("Why is there an input layer?", "- input layer"), ("Why is there an inout layer?", "- inout layer")]
    assert not together(linked(*notes, *notes), "input layer", "inout layer")


def test_two_meanings_of_an_acronym_stay_apart() -> None:
    notes = linked(
        ("What is an ATM network?", "Asynchronous transfer mode (ATM) sends cells."),
        ("Where do I get cash?", "At an automated teller machine (ATM)."),
    )
    assert not together(notes, "Asynchronous transfer mode", "automated teller machine")
    assert not together(notes, "ATM", "automated teller machine")


def test_a_plural_does_not_join_two_meanings_of_an_acronym() -> None:
    notes = linked(
        ("What is an ATM network?", "Asynchronous transfer mode (ATM) sends cells."),
        ("Where do I get cash?", "At automated teller machines (ATMs)."),
    )
    assert not together(notes, "Asynchronous transfer mode", "automated teller machines")


def test_an_acronym_in_a_longer_name_is_what_it_stands_for() -> None:
    notes = linked(
        ("What is EM induction?", "- **EM induction**\n- Electromagnetic (EM) fields"),
        ("What is electromagnetic induction?", "- **Electromagnetic induction**: a field that makes a current"),
    )
    assert together(notes, "EM induction", "electromagnetic induction")


def test_an_acronym_of_two_meanings_is_left_alone_in_longer_names() -> None:
    notes = linked(
        ("What is MS treatment?", "- **MS treatment**: of multiple sclerosis (MS)"),
        ("How is the valve?", "- In mitral stenosis (MS) it is narrow"),
        ("What is multiple sclerosis treatment?", "- **Multiple sclerosis treatment**: slows relapses"),
    )
    assert not together(notes, "MS treatment", "multiple sclerosis treatment")


@pytest.mark.parametrize(
    "label", ["Answer", "Solution", "Follow-up", "Types", "Example", "Pros", "Cons", "Note", "Hint"]
)
def test_labels_are_no_concepts(label: str) -> None:
    notes = linked(("What is osmosis?", f"**{label}:**\nWater moves through a membrane.\n{label}: see above"))
    assert label.casefold() not in names(notes)


@pytest.mark.parametrize(
    "answer", ["", "```python\nx = gradient()\n```", "$$E = mc^2$$", "https://example.org/a/b", "![](a.png)", "!!! ???"]
)
def test_what_is_no_prose_gives_no_concepts(answer: str) -> None:
    assert names(linked(("???", answer))) == set()


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "colour", "color"),
        ("en", "matrices", "matrix"),
        ("en", "networks", "network"),
        ("de", "Netze", "Netz"),
        ("fr", "réseaux", "réseau"),
        ("it", "reti", "rete"),
        ("pt", "redes", "rede"),
        ("es", "redes", "red"),
        ("it", "uragano", "uragani"),
        ("it", "vulcanico", "vulcaniche"),
        ("it", "provincia", "province"),
        ("it", "energia", "energie"),
        ("es", "volcán", "volcanes"),
        ("es", "luz", "luces"),
        ("es", "índice", "índices"),
        ("es", "país", "países"),
        ("pt", "vulcão", "vulcões"),
        ("pt", "nível", "níveis"),
        ("pt", "lei", "leis"),
        ("pt", "país", "países"),
        ("pt", "nuvem", "nuvens"),
        ("fr", "noyau", "noyaux"),
        ("fr", "loi", "lois"),
        ("fr", "cheval", "chevaux"),
    ],
)
def test_forms_of_one_word_share_a_key(code: str, one: str, other: str) -> None:
    assert language(code).word(one).key == language(code).word(other).key


def test_formulas_and_entities_hold_no_words() -> None:
    answer = (
        "A map&nbsp;of scores&gt;0:\n\n\\[\n\\sigma(z) = \\frac{e^{z}}{\\sum e^{z}}\n\\]\n\n\\begin{align*}\n\\theta &= \\argmax p\n"
        "\\end{align*}\n\nThe rest: \\mathbb{R} and \\theta, once \\[ \\lambda \\] and $\\kappa$."
    )
    found = " ".join(names(linked(("What is softmax?", answer), ("What is argmin?", answer))))
    assert "softmax" in found
    for word in ("frac", "theta", "nbsp", "gt", "mathbb", "align", "sigma", "argmax", "lambda", "kappa"):
        assert word not in found.split()


def vault(*pages: tuple[str, str], aliases: tuple[str, ...] = ()) -> Collection:
    """Files of one note each, by title and text; `aliases` are those of the first."""
    names = [title.removeprefix("What is a ").removesuffix("?") for title, _ in pages]
    files = [document(page, path=f"notes/{name}.md") for name, page in zip(names, pages, strict=True)]
    return link([replace(files[0], front=replace(files[0].front, aliases=aliases)), *files[1:]])


def mentioned(collection: Collection, title: str) -> set[str]:
    """What a note mentions, by name."""
    return {concept.casefold() for note in collection.notes if note.question == title for concept in note.concepts}


SHOWN = [
    ("shown", "Look at the [[Halyard|hoisting line]] first.", True),
    ("in another folder", "Look at the [[rigging/Halyard|hoisting line]] first.", True),
    ("a part of it", "Look at the [[Halyard#Wear|hoisting line]] first.", True),
    ("a link of Markdown", "Look at the [hoisting line](Halyard.md) first.", True),
    ("a link with spaces", "Look at the [hoisting line](../notes/Halyard.md#wear) first.", True),
    ("a link with its suffix", "Look at the [[Halyard.md|hoisting line]] first.", True),
    ("to two files", "A [[Halyard|hoisting line]] or a [[Winch|hoisting line]].", False),
    ("seldom linked", "A [[Halyard|hoisting line]]. " + "Any hoisting line is a hoisting line. " * 5, False),
    ("to a picture", "See ![[hoisting.png|hoisting line]].", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "same"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_what_a_link_shows_is_another_name_of_its_target(text: str, *, same: bool) -> None:
    pages = (("Halyard", "A rope."), ("Winch", "A drum."), ("Mast", text), ("Reef", "Ease the hoisting line a little."))
    assert ("halyard" in mentioned(vault(*pages), "Reef")) is same


@pytest.mark.parametrize("shown", ["here", "this", "more", "see", "hier", "siehe", "the other one", "2", "ici", "work"])
def test_words_that_point_are_no_names(shown: str) -> None:
    pages = (
        ("Halyard", "A rope."),
        ("Mast", f"A spar, see [[Halyard|{shown}]]."),
        ("Reef", f"More of {shown} later on."),
    )
    assert "halyard" not in mentioned(vault(*pages), "Reef")


def test_a_title_with_a_dot_is_no_attached_file() -> None:
    pages = (("What is Node.js?", "A runtime."), ("What is npm?", "Comes with the [[Node.js|server runtime]]."))
    collection = link([document(page, path=f"{name}.md") for page, name in zip(pages, ("Node.js", "npm"), strict=True)])
    assert mentioned(collection, "What is npm?") >= {"node.js"}


def test_the_suffix_of_a_link_is_no_part_of_a_name() -> None:
    pages = vault(("Halyard", "A rope."), ("Mast", "See the [[rigging/Halyard.md|hoisting line]] and [[Halyard.md]]."))
    assert not [form for form in names(pages) if ".md" in form or "rigging" in form]


def test_a_link_never_joins_two_files() -> None:
    pages = vault(
        ("Halyard", "A rope."), ("Bowline", "A knot."), ("Mast", "Two [[Halyard|bowlines]], one [[Halyard|bowline]].")
    )
    assert not together(pages, "Halyard", "Bowline")


def test_brackets_in_a_title_tell_files_of_one_name_apart() -> None:
    pages = (
        ("What is a cell (biology)?", "Life."),
        ("What is a cell (prison)?", "Bars."),
        ("What is a sheet (sail)?", "A rope."),
    )
    collection = vault(*pages, ("What is a reef?", "Ease the sheet; see [[Cell (prison)]]."))
    assert not together(collection, "cell biology", "cell prison")
    assert mentioned(collection, "What is a reef?") >= {"sheet", "cell prison"}
    assert "cell biology" not in mentioned(collection, "What is a reef?")


def test_a_heading_is_named_by_what_it_shares_words_with() -> None:
    pages = (
        ("Diffusion", "Flux."),
        ("Osmosis", "By [[Diffusion#Fick's first law|Fick's law]]."),
        ("Cell", "Fick's law holds."),
    )
    assert not together(vault(*pages), "Diffusion", "Fick's law")


def test_aliases_of_a_file_name_it_everywhere() -> None:
    pages = vault(("Kicking strap", "A tackle."), ("Boom", "A vang keeps it down."), aliases=("vang",))
    assert mentioned(pages, "Boom") >= {"kicking strap"}


@pytest.mark.parametrize(("written", "found"), [("[[Family]]", True), ("family", False)])
def test_an_everyday_word_is_a_name_where_the_writer_mostly_links_it(written: str, *, found: bool) -> None:
    pages = [("Family", "A rank."), ("Genus", f"Below each {written}."), ("Tribe", f"Part of a {written}.")]
    pages.append(
        ("Phylum", "**Chordates**, **arthropods**, **molluscs** and **sponges** are far above any family there is.")
    )
    assert ("family" in mentioned(vault(*pages), "Phylum")) is found


def test_what_is_linked_is_mentioned_whatever_it_shows() -> None:
    pages = vault(("Kicking strap", "A tackle."), ("Boom", "Kept down [[Kicking strap|by this]]."))
    assert mentioned(pages, "Boom") >= {"kicking strap"}


def test_the_links_of_a_vault_are_found_again() -> None:
    bench = runpy.run_path(str(BENCHMARKS / "vaults_score.py"))
    for file in sorted((BENCHMARKS / "vaults").glob("*.md")):
        pages, asked = bench["pages"](file), bench["ASKED"].get(file.stem, "What is {}?")
        _, exactly = bench["score"](pages, bench["exact"](pages))
        recall, precision = bench["score"](pages, bench["learned"](pages, asked))
        assert recall > 0.9
        assert precision > exactly - 0.03


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The sum of consumption, public spending and net exports.", {"consumption", "public spending", "net exports"}),
        ("Cut off by halyards, the winches or the capstans", set()),
        ("Halyards and winches", set()),
        ("halyards, winches, capstans", set()),
        ("First halyards, then winches and capstans", set()),
    ],
)
def test_what_stands_in_a_row_is_listed(text: str, listed: set[str]) -> None:
    found = phrases(Piece(text, Role.BODY, 0), language("en"))
    assert {phrase.text for phrase in found if phrase.role & Role.LISTED} == listed


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (("The **learning rate** (LR) is a step.", "The LR was too large, the LR is too small."), "learning rate"),
        (("A convolutional neural network (CNN) sees.", *["**CNN** and CNN."] * 3), "CNN"),
        (("Local interpretable model-agnostic explanations (LIME) tell.", "**LIME** helps."), "LIME"),
        (("**Halyards** hoist. Halyards chafe.", "A **halyard** breaks."), "halyard"),
    ],
)
def test_a_concept_is_shown_as_a_teacher_would_name_it(answers: tuple[str, ...], shown: str) -> None:
    collection = linked(*((f"What happens in case {number}?", answer) for number, answer in enumerate(answers)))
    assert shown in {concept.name for concept in collection.concepts}
