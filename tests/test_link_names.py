"""Which forms name one concept, and which must not be put together."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from link_notes import linked, names, together
from notes2anki.link.aliases import acronyms
from notes2anki.link.words import language

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


def test_two_meanings_of_an_acronym_stay_apart() -> None:
    notes = linked(
        ("What is an ATM network?", "Asynchronous transfer mode (ATM) sends cells."),
        ("Where do I get cash?", "At an automated teller machine (ATM)."),
    )
    assert not together(notes, "Asynchronous transfer mode", "automated teller machine")
    assert not together(notes, "ATM", "automated teller machine")


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
