"""Which files reach a card: those that lie below the notes, are what they say, and are wanted; each other one is reported."""

from __future__ import annotations

import base64
import html
import os
import struct
import sys
import unicodedata
import zlib
from typing import TYPE_CHECKING

import pytest

from notes2anki.render import render
from notes2anki.render.folder import LARGEST
from notes2anki.render.svg import is_drawing
from render_notes import answer, codes, collection

if TYPE_CHECKING:
    from pathlib import Path


def png(red: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes([0, red, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder of notes with pictures, beside things that nobody must get."""
    (tmp_path / "secret.png").write_bytes(png(9))
    root = tmp_path / "read"
    for folder in ("notes/img", "attachments/deep", ".hidden"):
        (root / folder).mkdir(parents=True)
    (root / "notes/img/a b.png").write_bytes(png(1))
    (root / "notes/100%.png").write_bytes(png(2))
    (root / "top.png").write_bytes(png(3))
    (root / "attachments/deep/far.png").write_bytes(png(4))
    (root / ".hidden/x.png").write_bytes(png(5))
    (root / "notes/.x.png").write_bytes(png(6))
    (root / "notes/really.jpg").write_bytes(png(7))
    (root / "notes/text.png").write_bytes(b"root:x:0:0")
    (root / "notes/text.txt").write_bytes(png(8))
    (root / "notes/drawing.svg").write_bytes(DRAWING)
    (root / "notes/script.svg").write_bytes(DRAWING.replace(b"<path", b"<script>1</script><path"))
    (root / "notes/say.mp3").write_bytes(b"ID3\x03rest")
    (root / "notes/film.mp4").write_bytes(b"\0\0\0\x18ftypmp42rest")
    (root / "notes/link.png").symlink_to("../../secret.png")
    (root / "notes/inner.png").symlink_to("../top.png")
    (root / "notes/slash").symlink_to("/")
    return root


@pytest.mark.parametrize(
    "text",
    [
        "![x](img/a%20b.png)",
        "![x](<img/a b.png>)",
        "![x](./img/../img/a%20b.png)",
        "![x](img\\a%20b.png)",
        "![x][r]\n\n[r]: img/a%20b.png",
        '<img src="img/a b.png" alt="x">',
        "<img src='img/a%20b.png' alt=x>",
        "![[a b.png|x]]",
        "![x](notes/img/a%20b.png)",
        "![x](img/a%20b.png?raw=true)",
        "![x](img/a%20b.png#center)",
        "![x](img/a b.png)",
        '![x](img/a b.png "a title")',
        "![x](img/a%20b.png){.center}",
    ],
)
def test_every_way_to_name_a_picture(base: Path, text: str) -> None:
    made = render(collection(text), base)
    (media,) = made.media.values()
    assert media.data == png(1)
    assert made.rendered["1"].answer == f'<img src="{media.name}" alt="x">'
    assert made.diagnostics == ()


def test_names_come_from_content(base: Path) -> None:
    made = render(collection("![](img/a%20b.png) ![](../top.png) ![](inner.png) ![](/nowhere.png)"), base)
    assert len(made.media) == 2
    assert sorted(made.media) == list(made.media)
    (base / "top.png").write_bytes(png(33))
    again = render(collection("![](../top.png)"), base)
    assert not again.media.keys() & made.media.keys()


def test_a_percent_sign_in_a_name(base: Path) -> None:
    assert "<img" in answer("![](100%25.png)", base)
    assert "<img" in answer("![](100%.png)", base)
    assert "<img" in answer("![[100%.png]]", base)


def test_wiki_pictures_lie_anywhere_others_where_they_say(base: Path) -> None:
    assert "<img" in answer("![[far.png]]", base)
    assert codes("![](far.png)", base) == [("image-missing", 2)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_written_apart_in_the_note_or_in_the_name(base: Path, form: str) -> None:
    name = unicodedata.normalize(form, "Möwe ä.png")
    (base / "notes" / name).write_bytes(png(1))
    for written in ("NFC", "NFD"):
        text = unicodedata.normalize(written, "Möwe ä.png")
        for link in (f"![]({text.replace(' ', '%20')})", f"![[{text}]]", f"![](<../notes/{text}>)"):
            assert list(render(collection(link), base).diagnostics) == []


def test_sizes(base: Path) -> None:
    assert 'width="300"' in answer("![[top.png|300]]", base)
    assert 'alt="a" width="30" height="20"' in answer("![a|30x20](../top.png)", base)
    assert 'alt="a" width="30" height="20"' in answer("![a](../top.png =30x20)", base)
    assert 'alt="a" width="30">' in answer("![a](../top.png){: .c width='30px'}", base)
    assert 'alt="a" width="30">' in answer("![a|30](img/a b.png)", base)
    assert 'alt="a">' in answer("![a](../top.png){width=30%}", base)
    assert 'width="50"' in answer('<img src="../top.png" width="50" height="9em">', base)


def test_sounds_and_films_are_played_by_anki(base: Path) -> None:
    for text in (
        "[sound:say.mp3]",
        "![](say.mp3)",
        "![[say.mp3]]",
        '<audio src="say.mp3" controls></audio>',
        "![](film.mp4)",
    ):
        made = render(collection(text), base)
        (name,) = made.media
        assert made.rendered["1"].answer == f"[sound:{name}]"


def test_a_picture_within_the_text(base: Path) -> None:
    data = base64.b64encode(png()).decode()
    made = render(collection(f"![x](data:image/png;base64,{data})"), base)
    assert [media.data for media in made.media.values()] == [png()]
    assert codes("![x](data:image/png;base64,AAA)", base) == [("image-type", 2)]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("img/none.png", "image-missing"),
        ("img", "image-type"),
        ("text.txt", "image-type"),
        ("text.png", "image-type"),
        ("script.svg", "image-type"),
        ("say.mp3.png", "image-missing"),
        ("../../secret.png", "image-outside"),
        ("..%2f..%2fsecret.png", "image-outside"),
        ("..%252f..%252fsecret.png", "image-outside"),
        ("link.png", "image-outside"),
        ("slash/etc/hostname.png", "image-outside"),
        (".x.png", "image-outside"),
        ("../.hidden/x.png", "image-outside"),
        ("/etc/passwd", "image-type"),
        ("/top.png", "image-outside"),
        ("~/x.png", "image-outside"),
        ("C:/x.png", "image-outside"),
        ("https://example.org/x.png", "image-remote"),
        ("//example.org/x.png", "image-remote"),
        (f"{'x' * 5000}.png", "image-missing"),
    ],
)
def test_what_does_not_reach_a_card(base: Path, path: str, code: str) -> None:
    made = render(collection(f"first line\n\n![the text]({path})"), base)
    assert made.media == {}
    assert [(found.code, found.line) for found in made.diagnostics] == [(code, 4)]
    assert "the text" in made.rendered["1"].answer
    assert "<img" not in made.rendered["1"].answer


def test_a_wrong_suffix_is_taken_for_what_it_is(base: Path) -> None:
    made = render(collection("![x](really.jpg)"), base)
    assert [name.rpartition(".")[2] for name in made.media] == ["png"]
    assert [found.code for found in made.diagnostics] == ["image-type"]


def test_one_that_is_too_large(base: Path) -> None:
    with (base / "notes/big.png").open("wb") as file:
        file.write(png())
        file.truncate(LARGEST + 1)
    made = render(collection("![x](big.png)"), base)
    assert [found.code for found in made.diagnostics] == ["image-too-large"]
    assert made.media == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
def test_a_pipe_is_not_waited_for(base: Path) -> None:
    os.mkfifo(base / "notes/pipe.png")
    assert codes("![x](pipe.png)", base) == [("image-missing", 2)]


def test_standard_input_has_no_media() -> None:
    assert codes("![x](x.png) ![y](../x.png)") == [("image-missing", 2), ("image-missing", 2)]


@pytest.mark.parametrize(
    "piece",
    [
        b"<script>1</script>",
        b"<g onclick='x()'/>",
        b"<a href='javascript:x()'/>",
        b"<image href='https://example.org/x.png'/>",
        b"<image xmlns:x='http://www.w3.org/1999/xlink' x:href='//example.org/x.png'/>",
        b"<foreignObject/>",
        b"<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
        b"<style>@import 'x.css';</style>",
        b"<style>a{fill:url(https://example.org/x)}</style>",
        b"<style>a{fill:u\\72l(https://example.org/x)}</style>",
        b"<path style='fill:url(https://example.org/x)'/>",
        b"<set attributeName='href' to='javascript:x()'/>",
        b"<animate attributeName='href' values='javascript:x()'/>",
        b"<path>",
    ],
)
def test_a_drawing_that_is_more_than_one(piece: bytes) -> None:
    assert not is_drawing(DRAWING.replace(b"<path", piece + b"<path"))


def test_a_drawing() -> None:
    assert is_drawing(DRAWING)
    assert is_drawing(DRAWING.replace(b"<path", b"<defs/><use href='#a'/><path style='fill:url(#b)' fill='url(#c)'"))
    assert is_drawing(
        DRAWING.replace(b"<svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd"><svg')
    )
    assert not is_drawing(DRAWING.replace(b"<svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg'))
    assert not is_drawing(b"<html><body>x</body></html>")
    assert not is_drawing(DRAWING.replace(b"<svg", b'<?xml-stylesheet href="x"?><svg'))


def test_a_drawing_that_is_written_out_becomes_a_file(base: Path) -> None:
    made = render(collection('a <svg width="9">\n  <use xlink:href="#b"/>\n</svg> b'), base)
    (media,) = made.media.values()
    assert is_drawing(media.data)
    assert b'xmlns="http://www.w3.org/2000/svg"' in media.data
    assert made.rendered["1"].answer == f'a <img src="{media.name}" alt=""> b'
    for text in ("<svg><script>1</script></svg>", "the <svg> tag", "<svg onload='x'></svg>"):
        made = render(collection(text), base)
        assert (made.rendered["1"].answer, made.media) == (html.escape(text, quote=False), {})


def test_no_name_can_hold_a_null(base: Path) -> None:
    assert [code for code, _ in codes("![x](a%00b.png)", base)] == ["image-missing"]
