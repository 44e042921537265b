"""The cards as a learner sees them: imported by Anki's backend, and shown by Chromium as the clients show them."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest

from anki_backend import Anki
from deck_factory import SETTINGS, collection, document, note
from notes2anki.export import apkg
from notes2anki.model import Choice, Collection, Form, Media, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# what the clients put around a card, after Anki's reviewer.scss and AnkiDroid's flashcard.css
DESKTOP = """hr{background-color:#888;margin:1em 0;border:none;height:1px} body{margin:20px;overflow-wrap:break-word}
body.nightMode{background-color:#2c2c2c;color:#fcfcfc} img{max-width:100%;max-height:95vh} li{text-align:start}
pre{text-align:left}"""
DROID = """body{margin:0;padding:0 0 30px} body.night_mode{color:white;background-color:black}
body.ankidroid_dark_mode{background-color:#303030!important} #content{margin:.5em} .chrome img{max-width:100%}"""
SCREENS = {
    "desktop": (1000, "linux chrome", "card card1 isLin fancy", DESKTOP),
    "desktop night": (1000, "linux chrome night-mode", "card card1 isLin fancy nightMode night_mode", DESKTOP),
    "phone": (390, "mobile android js chrome", "card card1", DROID),
    "phone black": (390, "mobile android js chrome", "card card1 night_mode nightMode", DROID),
    "phone grey": (390, "mobile android js chrome", "card card1 night_mode nightMode ankidroid_dark_mode", DROID),
}
PAGE = """<!doctype html><html lang="en" class="{root}"><head><meta charset="utf-8"><title>Card</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>{client}</style><style>{css}</style></head>
<body class="{body}"><main id="content">{card}</main></body></html>"""

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><rect width="900" height="300" fill="#9cf"/></svg>"""
TABLE = """<div class="tbl stack" tabindex="0"><table><thead><tr><th scope="col">Optimizer</th><th scope="col">Pros</th>
<th scope="col">Cons</th></tr></thead><tbody><tr><th scope="row">Adam</th>
<td data-label="Pros">Converges fast, copes with sparse data</td><td data-label="Cons">May generalize worse</td></tr>
<tr><th scope="row">SGD</th><td data-label="Pros">Generalizes better, is stable</td>
<td data-label="Cons">Slow; wants a tuned learning rate</td></tr></tbody></table></div>"""
CODE = """<p>The update, with <code>lr</code> as the step:</p><pre tabindex="0"><code class="language-python"><span
class="hl-k">for</span> x, y <span class="hl-k">in</span> loader:  <span class="hl-c"># a mini-batch, drawn anew each time</span>
    loss = <span class="hl-f">criterion</span>(model(x), y, reduction=<span class="hl-s">"mean"</span>, scale=<span
class="hl-m">0.5</span>, weights=<span class="hl-b">None</span>)
    loss.backward()</code></pre>"""
RICH = """<blockquote><p>As a rule, quoted.</p></blockquote><div class="callout callout-tip"><p class="callout-title">Tip</p>
<p>Begin with a small <mark>learning rate</mark>, press <kbd>Ctrl</kbd>.</p></div><ul><li class="task">☑ done</li>
<li class="task">☐ to do</li></ul><dl><dt>Term</dt><dd>What it means.</dd></dl><h3>A heading</h3>
<p>See <a href="https://example.org/a">the paper</a> and <span class="missing">a figure that is not there</span>.<sup
class="footnote-ref">1</sup></p><section class="footnotes"><ol><li><p>A footnote.</p></li></ol></section>"""
ROW = f"<tr>{'<td>1024</td>' * 20}</tr>"
WIDE = (
    f"""<div class="tbl" tabindex="0"><table><tbody>{ROW}<tr><td align="right">9</td></tr>{ROW}</tbody></table></div>"""
)
# what MathJax makes of a formula
FORMULA = f"""<p>As <span class="math"><mjx-container tabindex="0" style="white-space:nowrap">{"x + " * 90}</mjx-container></span></p>"""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde" * 2


def cards() -> Collection:
    """A card of each kind, and of each kind of content."""
    section = ("Deep learning", "Training & generalization")
    more: dict[str, Any] = {"section": section, "concepts": ("Batch normalization", "Dropout")}
    options = tuple(Choice(name, correct=name != "SGD") for name in ("Adam", "SGD", "RMSProp"))
    looks = {
        "question": Rendered(
            "<p>Why does batch normalization make training stable?</p>",
            "<ul><li>It reduces the shift of what a layer gets.</li><li>It regularizes a little.</li></ul>",
            hint="<p>Think of what a layer sees.</p>",
        ),
        "followup": Rendered("<p>Does it work with small batches?</p>", "<p>Group normalization works better.</p>"),
        "table": Rendered("<p>Compare Adam and SGD.</p>", TABLE),
        "code": Rendered(f"<p>What does this do?</p>{CODE}", CODE),
        "rich": Rendered("<p>What can an answer hold?</p>", RICH, sources="<p>Goodfellow et al., chapter 8</p>"),
        "picture": Rendered("<p>What is drawn here?</p>", '<p><img src="n2a-1.svg" alt="a blue box"></p>'),
        "choice": Rendered(
            "<p>Which optimizers keep a moving average?</p>",
            "<p>SGD has none of its own.</p>",
            choices='<ol class="choices" type="A"><li class="right">Adam</li><li>SGD</li><li class="right">RMSProp</li></ol>',
        ),
        "typed": Rendered("<p>What is the capital of Kenya?</p>", "<p>Nairobi</p>"),
        "reversed": Rendered("<p>Nairobi</p>", "<p>The capital of Kenya</p>"),
        "cloze": Rendered(
            "<p>{{c1::Batch}} descent takes all data, {{c2::stochastic}} descent {{c3::one sample::how much?}}.</p>",
            "<p>Noise helps to leave sharp minima.</p>",
        ),
        "formula": Rendered("Which <code>n</code> and <b>m</b>?", FORMULA),
        "wide": Rendered("<p>Which powers of two are there?</p>", WIDE),
        "rtl": Rendered("<p>ما هو الانحدار التدرجي؟</p>", "<p>خوارزمية تحسين تقلل دالة الخسارة.</p>"),
        "long": Rendered(f"<p>{LONG}</p>", f"<p><code>{LONG}</code></p>{TABLE.replace('Adam', LONG)}"),
    }
    forms = {"choice": Form.CHOICE, "typed": Form.TYPED, "reversed": Form.REVERSED, "cloze": Form.CLOZE}
    notes = [
        note(name, **more, form=forms.get(name, Form.BASIC), choices=options if name == "choice" else ())
        for name in looks
    ]
    notes = [
        dataclasses.replace(
            made,
            parent="question" if made.id == "followup" else None,
            section=("שפות",) if made.id == "rtl" else section,
            concepts=(LONG, *made.concepts) if made.id == "long" else made.concepts,
        )
        for made in notes
    ]
    picture = Media("n2a-1.svg", PICTURE.encode())
    return collection(document(notes, "deep/deep-learning.md"), rendered=looks, media=[picture])


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """The stylesheet, and the sides of all cards as a client would show them."""
    anki = Anki(tmp_path_factory.mktemp("anki"))
    url = "https://example.org/{path}#L{line}"
    anki.import_package(apkg.export(cards(), dataclasses.replace(SETTINGS, source_url=url))["notes.apkg"])
    sides = {}
    for (guid, number), (front, back) in anki.sides().items():
        box = '<center><input type="text" id="typeans"></center>'
        told = '<code id="typeans"><span class="typeGood">Nairobi</span></code>'
        sides[f"{guid} {number} front"] = front.replace("[[type:Typed]]", box)
        sides[f"{guid} {number} back"] = back.replace("[[type:Typed]]", told)
    css = anki.css()
    anki.col.close()
    return css, sides


@pytest.fixture(params=SCREENS)
def screen(
    request: pytest.FixtureRequest, browser: Any, deck: tuple[str, dict[str, str]], tmp_path: Path
) -> Iterator[Any]:
    """A page of a client without a card; pictures lie beside it."""
    width, root, body, client = SCREENS[request.param]
    (tmp_path / "card.html").write_text(PAGE.format(root=root, body=body, client=client, css=deck[0], card=""), "utf-8")
    (tmp_path / "n2a-1.svg").write_text(PICTURE)
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto((tmp_path / "card.html").as_uri())
    yield page
    page.close()


def show(page: Any, card: str) -> None:
    page.evaluate("html => { document.getElementById('content').innerHTML = html }", card)


def test_cards_are_accessible_and_fit_the_screen(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing: python3 dev.py setup")
    screen.evaluate(axe.Axe().axe_script)
    rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], resultTypes: ['violations']}"
    found = {}
    for name, card in deck[1].items():
        show(screen, card)
        violations = screen.evaluate(
            f"""async () => (await axe.run(document, {rules})).violations.map(
                   found => found.id + ': ' + found.nodes.map(node => node.html.slice(0, 80)).join(' | '))"""
        )
        if screen.evaluate("document.documentElement.scrollWidth > innerWidth"):
            violations.append("wider than the screen")
        if violations:
            found[name] = violations
    assert found == {}


def test_comparison_is_a_table_on_a_desk_and_blocks_on_a_phone(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    show(screen, deck[1]["table 0 back"])
    display = screen.evaluate("getComputedStyle(document.querySelector('.tbl tbody tr')).display")
    caption = screen.evaluate("getComputedStyle(document.querySelector('td'), '::before').content")
    if screen.viewport_size["width"] > 560:
        assert (display, caption) == ("table-row", "none")
    else:
        assert (display, caption) == ("block", '"Pros: "')


def test_columns_keep_their_alignment(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    show(screen, deck[1]["wide 0 back"])
    assert screen.evaluate("getComputedStyle(document.querySelector('td[align]')).textAlign").endswith("right")


def test_words_of_a_question_are_as_large_as_it_is(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    show(screen, deck[1]["formula 0 front"])
    size = "parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)"
    question, bold, code = (screen.evaluate(size.format(f".question{inner}")) for inner in ("", " b", " code"))
    assert bold == question
    assert code > question * 0.8


def test_a_section_is_written_in_its_direction(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    directions = {}
    for name in ("rtl", "question"):
        show(screen, deck[1][f"{name} 0 front"])
        directions[name] = screen.evaluate("getComputedStyle(document.querySelector('.where')).direction")
    assert directions == {"rtl": "rtl", "question": "ltr"}


def test_right_options_are_told_on_the_back_only(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    look = """[...document.querySelectorAll('.options li')].map(
        item => getComputedStyle(item).color + getComputedStyle(item, "::after").content)"""
    show(screen, deck[1]["choice 0 front"])
    assert len(set(screen.evaluate(look))) == 1
    show(screen, deck[1]["choice 0 back"])
    adam, sgd, rmsprop = screen.evaluate(look)
    assert adam == rmsprop != sgd


def test_answer_before_a_followup_is_folded(screen: Any, deck: tuple[str, dict[str, str]]) -> None:
    show(screen, deck[1]["followup 0 back"])
    parent = screen.get_by_text("It regularizes a little.")
    assert not parent.is_visible()
    screen.get_by_text("Answer to the question before").click()
    assert parent.is_visible()


def test_templates_hold_no_script(deck: tuple[str, dict[str, str]]) -> None:
    assert not [name for name, card in deck[1].items() if re.search(r"<script|\son\w+=|javascript:", card)]
