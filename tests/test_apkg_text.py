"""Names, tags and marks as Anki must read them: input beside what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_factory import document, note
from notes2anki.config import Decks
from notes2anki.export.anki import cloze, markup
from notes2anki.export.anki.decks import DeckNames
from notes2anki.export.anki.tags import tags
from notes2anki.model import Kind


@pytest.mark.parametrize(
    ("levels", "name"),
    [
        (("Notes", "a/b/deep.md", "Deep learning"), "Notes::a::b::Deep learning"),
        (("Notes", "deep.md", ""), "Notes::deep"),
        (("Notes", "v1.2.md", ""), "Notes::v1.2"),
        (("Deep learning", "deep.md", "Deep Learning"), "Deep learning"),
        (("Notes", "x.md", "std::vector"), "Notes::std∷vector"),
        (("Notes:", "x.md", ": Optimization: "), "Notes::Optimization"),
        (("Notes", "x.md", 'a "b" <i> \\ c'), 'Notes::a "b" <i> \\ c'),
        (("Notes", "x.md", "tab\tand\u3000space\x1f\x00end\u202e"), "Notes::tab and space end"),
        (("Notes", "x.md", "👩\u200d🔬 cafe\u0301"), "Notes::👩\u200d🔬 café"),
        (("Notes", "x.md", "long " * 100), "Notes::" + ("long " * 20).strip()),
        (("", "\x00", ""), "Notes"),
    ],
)
def test_deck_is_named_after_folders_and_file(levels: tuple[str, str, str], name: str) -> None:
    title, path, file_title = levels
    file = document([note("a", section=("S",))], path, file_title)
    assert DeckNames(title, Decks.FILE).name(file, file.notes[0]) == name


@pytest.mark.parametrize(
    ("decks", "name"),
    [
        (Decks.FLAT, "All"),
        (Decks.FILE, "All::sub::File"),
        (Decks.SECTION, "All::sub::File::Part::Detail"),
    ],
)
def test_decks_are_divided_as_the_settings_say(decks: Decks, name: str) -> None:
    file = document([note("a", section=("File", "Part", "Detail"))], "sub/file.md", "File")
    assert DeckNames("All", decks).name(file, file.notes[0]) == name


@pytest.mark.parametrize(
    ("asked", "name"),
    [("A::B", "A::B"), ("A::A", "A::A"), (" A :: :: B: ", "A::B"), ("::", "All::File"), ("", "All::File")],
)
def test_deck_that_the_notes_ask_for_wins(asked: str, name: str) -> None:
    file = document([note("a", deck=asked)], "file.md", "File")
    assert DeckNames("All", Decks.SECTION).name(file, file.notes[0]) == name


def test_deck_names_that_differ_in_case_are_one() -> None:
    names = DeckNames("", Decks.FILE)
    titles = ["Optimization", "OPTIMIZATION", "optimization"]
    files = [document([note("a", deck=f"{title}::{title}")], "x.md", title) for title in titles]
    assert {names.name(file, file.notes[0]) for file in files} == {"Optimization::Optimization"}


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ml", ("ml",)),
        ("a::b", ("a::b",)),
        ("two words", ("two-words",)),
        ("tab\tand\u3000wide\xa0space", ("tab-and-wide-space",)),
        ("::lead", ("lead",)),
        ("trail::", ("trail",)),
        ("a::::b", ("a::b",)),
        ("a:::b", ("a::b",)),
        (" :: ", ()),
        ("\x00\x1f", ()),
        ("Größe🚀", ("Größe🚀",)),
    ],
)
def test_tag_of_the_writer(written: str, tag: tuple[str, ...]) -> None:
    assert tags(note("a", tags=(written,)), {}) == tag


def test_tags_say_what_is_known_of_a_note() -> None:
    known = note(
        "a",
        kind=Kind.FOLLOWUP,
        tags=("Exam", "exam"),
        section=("1️⃣ Foundations:", "C++ & हिन्दी", "???"),
        concepts=("ReLU", "Batch normalization"),
    )
    assert tags(known, {"ReLU": "relu", "Batch normalization": "batch-normalization"}) == (
        "concept::batch-normalization",
        "concept::relu",
        "Exam",
        "followup",
        "section::1-foundations::c-हिन्दी",
    )


@given(st.text(), st.lists(st.text()), st.lists(st.text()))
def test_no_tag_is_split_or_blank(tag: str, section: list[str], concepts: list[str]) -> None:
    for made in tags(note("a", tags=(tag,), section=tuple(section), concepts=tuple(concepts)), {}):
        assert made.split() == [made]
        assert all(made.split("::"))


@pytest.mark.parametrize(
    ("text", "ordinals", "hidden", "revealed"),
    [
        ("no mark", (), "no mark", "no mark"),
        ("{{c1::a}} and {{c2::b}}", (0, 1), "[…] and […]", "a and b"),
        ("{{c2::a::hint}} b", (1,), "[…] b", "a b"),
        ("{{c1,3::a}}", (0, 2), "[…]", "a"),
        ("{{c1::a {{c2::b::hint}} c::hint}} d", (0, 1), "[…] d", "a b c d"),
        ("{{c1::two\nlines}}", (0,), "[…]", "two\nlines"),
        ("{{c0::a}} {{c501::b}}", (), "[…] […]", "a b"),
        ("{{c1::a", (), "{{c1::a", "{{c1::a"),
        ("{{c3::x}} {{c1::a {{c2::b}}", (2,), "[…] {{c1::a {{c2::b}}", "x {{c1::a {{c2::b}}"),
        ("a}} {{x}} {{c1:b}}", (), "a}} {{x}} {{c1:b}}", "a}} {{x}} {{c1:b}}"),
    ],
)
def test_cloze_marks(text: str, ordinals: tuple[int, ...], hidden: str, revealed: str) -> None:
    assert cloze.ordinals(text) == ordinals
    assert cloze.hide(text) == hidden
    assert cloze.reveal(text) == revealed


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("", ""),
        ("<p></p>", ""),
        ("<p>&nbsp;\u3000\u200b<br></p>", ""),
        ("<p>…</p>", "<p>…</p>"),
        ('<p><img src="a.png"></p>', '<p><img src="a.png"></p>'),
        ("<p>a\x1fb\x00\ud800</p>\n", "<p>ab</p>\n"),
        ("<p>\u0301\u0338x onclick=y</p>", "<p>\u0301&#824;x onclick=y</p>"),
        ("<p>u\u0308\x07</p>", "<p>\xfc</p>"),
    ],
)
def test_field(html: str, kept: str) -> None:
    assert markup.field(html) == kept


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b> & \"'", "&lt;b&gt; &amp; &quot;&#x27;"),
        ("[sound:x.mp3] [latex]", "&#91;sound:x.mp3] &#91;latex]"),
        ("{{c1::x}} {{Question}}", "&#123;&#123;c1::x&#125;&#125; &#123;&#123;Question&#125;&#125;"),
        ("\u0338x \x1f", "&#824;x "),
        (r"\(x\) \[y\] \n", r"\<span></span>(x\) \<span></span>&#91;y\] \n"),
    ],
)
def test_text_stays_text(text: str, html: str) -> None:
    assert markup.escape(text) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("<p><code>x</code>=1 &lt; 2</p>", "x=1 &lt; 2"),
        ("<ul><li>a</li>\n<li>b</li></ul>", "a b"),
    ],
)
def test_typed_answer_is_one_line_of_text(html: str, text: str) -> None:
    assert markup.typed(html) == text
