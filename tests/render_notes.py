"""Notes made by hand for the tests of `render`, and the law that all of its HTML must hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import networkx as nx

from notes2anki.model import Collection, Document, Form, FrontMatter, Kind, Note, Place, Source
from notes2anki.render import render

if TYPE_CHECKING:
    from pathlib import Path

# fmt: off
TAGS = {
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "blockquote",
    "caption", "center", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}
ATTRIBUTES = {
    "align", "alt", "class", "colspan", "data-label", "datetime", "height", "href", "open", "rel", "rowspan",
    "scope", "src", "start", "tabindex", "title", "type", "width",
}
# fmt: on
CLASSES = re.compile(
    r"tbl|stack|math|missing|unbroken|behind|right|choices|task|callout|callout-[a-z]+|callout-title|footnotes|footnote-ref"
    r"|hl-[a-z]|language-[a-z]+"
)
MEDIA = r"n2a-[0-9a-f]{24}\.[a-z0-9]{2,4}"
ACTING = re.compile(rf"\[(?!sound:{MEDIA}\])(?:sound:|anki:|/?latex\]|/?\${{1,2}}\]|\[type:)", re.IGNORECASE)
DELIMITER = re.compile(r"\\[(\[]")
LIVE = re.compile(r"\\(?:href|unicode|require|class|cssId|style|bbox|mmlToken)(?![a-zA-Z])")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def collection(answer: str = "", *, references: str = "", **more: Any) -> Collection:
    """A file `notes/notes.md` with one note."""
    values: dict[str, Any] = {"form": Form.BASIC, "prompt": "Why?", "answer": answer}
    text = "\n".join([(values | more)["prompt"], answer])
    note = Note(
        id="1",
        kind=Kind.QUESTION,
        question="Why?",
        place=Place("notes/notes.md", 1, text.count("\n") + 1),
        section=(),
        dialect="by hand",
        **(values | more),
    )
    source = Source("notes/notes.md", text)
    document = Document(source, "Notes", FrontMatter(), (), (note,), references)
    return Collection("Notes", (document,), (), nx.MultiDiGraph())


def answer(text: str, base: Path | None = None, **more: Any) -> str:
    """The HTML of an answer."""
    return render(collection(text, **more), base).rendered["1"].answer


def prompt(text: str, form: Form = Form.BASIC) -> str:
    """The HTML of a prompt."""
    return render(collection(prompt=text, form=form), None).rendered["1"].prompt


def codes(text: str, base: Path | None = None) -> list[tuple[str, int]]:
    """Code and line of each diagnostic about an answer, whose first line is 2."""
    return [(found.code, found.line) for found in render(collection(text), base).diagnostics]


class _Reader(HTMLParser):
    """Collects what is wrong in the HTML of a field."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.inside: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"{tag} {name}")
            elif name == "href" and not re.match(r"(?:https?://|mailto:)", value or "", re.IGNORECASE):
                self.faults.append(f"href {value}")
            elif name == "src" and not re.fullmatch(MEDIA, value or ""):
                self.faults.append(f"src {value}")
            elif name == "class" and not all(map(CLASSES.fullmatch, (value or "").split())):
                self.faults.append(f"class {value}")
        kind = "math" if ("class", "math") in attrs else tag
        if tag not in {"br", "hr", "img", "wbr", "col"}:
            self.inside.append(kind)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() not in {tag, "math"}:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data
        if "code" in self.inside or "pre" in self.inside:
            return
        if "math" in self.inside:
            if LIVE.search(data):
                self.faults.append(f"formula {data}")
        elif DELIMITER.search(data):
            self.faults.append(f"delimiter {data}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)


def read(html: str) -> tuple[str, list[str]]:
    """Return the text of a field and what is wrong with its HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    acting = [match[0] for match in ACTING.finditer(html)]
    return reader.text, reader.faults + acting + FORBIDDEN.findall(html)
