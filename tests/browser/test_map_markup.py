"""Answers on the page: pictures in the file, links that lead out or nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import map_notes
import pytest

from notes2anki.config import Settings
from notes2anki.export import concept_map
from notes2anki.export.map import markup
from notes2anki.export.map.markup import Markup
from notes2anki.model import Media, Rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from chromium import Opened

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
NAME = "n2a-0123456789abcdef01234567.png"
MEDIA = {NAME: Media(NAME, PNG)}


@pytest.mark.parametrize(
    ("rendered", "page"),
    [
        pytest.param("<p>a &lt; b</p>", "<p>a &lt; b</p>", id="text is left alone"),
        pytest.param('<a title="x">y</a>', "<a>y</a>", id="a link without an address"),
        pytest.param('<a href="other.md">y</a>', "<a>y</a>", id="a link within the notes"),
        pytest.param('<a href="#part">y</a>', "<a>y</a>", id="a link within the note"),
        pytest.param(
            '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">y</a>',
            '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">y</a>',
            id="a link that leads out",
        ),
        pytest.param(
            '<img src="gone.png" alt="A &quot;leaf&quot; > stem">',
            '<span class="absent">Picture: A &quot;leaf&quot; &gt; stem</span>',
            id="a picture that is not there",
        ),
        pytest.param('<span class="math">\\(x^2\\)</span>', '<span class="math">x^2</span>', id="a formula"),
        pytest.param("<abbr>x</abbr><area>", "<abbr>x</abbr><area>", id="elements that begin alike"),
    ],
)
def test_markup(rendered: str, page: str) -> None:
    assert Markup({}).page(rendered) == page


def test_a_picture_comes_into_the_file() -> None:
    page = Markup(MEDIA).page(f'<img src="{NAME}" alt="A leaf">')
    assert re.fullmatch(r'<img src="data:image/png;base64,[A-Za-z0-9+/=]+" alt="A leaf">', page)


def test_pictures_end_where_the_room_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "PICTURES", len(PNG))
    page = Markup(MEDIA)
    assert "data:image" in page.page(f'<img src="{NAME}" alt="one">')
    assert page.page(f'<img src="{NAME}" alt="two">') == '<span class="absent">Picture: two</span>'


def test_a_broken_tag_costs_no_time() -> None:
    assert Markup({}).page("<img " + "a " * 100_000) == "<img " + "a " * 100_000


def test_a_picture_is_seen_under_the_policy(show: Callable[..., Opened]) -> None:
    rendered = {"n00000": Rendered("<p>What?</p>", f'<p><img src="{NAME}" alt="A leaf"></p>')}
    collection = map_notes.collection({"One": [("What?", "A leaf.", ["Leaf"])]}, rendered=rendered)
    collection = map_notes.with_media(collection, MEDIA)
    shown = show(collection, "#concept=leaf")
    shown.page.locator("#details summary").click()
    assert shown.page.evaluate("document.querySelector('#details img').naturalWidth") == 1
    assert shown.problems == []


def test_a_source_is_linked_where_the_settings_say_how() -> None:
    settings = Settings(Path(), source_url="https://example.org/{path}#L{line}")
    html = concept_map.export(map_notes.bread(), settings)["concept-map.html"].decode()
    assert 'href="https://example.org/bread.md#L1"' in html
