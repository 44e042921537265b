"""How many of a writer's own links are found again where they are hidden: recall and precision on the notes in `vaults/`.

    python benchmarks/vaults_score.py [--errors]

A file of `vaults/` holds the notes of one vault: ``# Title``, below it perhaps ``aliases: one, other``, then the text with
its ``[[links]]``. Each note becomes a file of its own that asks what its title is. Three ways of looking are compared:
`exact` is the titles as they are written, `hidden` has no link in any note, and `learned` hides the links of one half of
the notes, once this half and once that one, and reads the other half with its links.

Found is what an edge `mentions` leads to. A writer links a name once and not wherever it stands, so precision is low for
every way of looking; it is there to be compared with that of exact titles.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from notes2anki.link import link
from notes2anki.model import Document, Form, FrontMatter, Kind, Note, Place, Source

FOLDER = Path(__file__).parent / "vaults"
ASKED = {"brot": "Was ist {}?", "vulcani": "Che cos'è {}?"}
"""How a note asks what its title is, if not in English."""
_LINK = re.compile(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]+))?\]\]")


@dataclass
class Page:
    """A note of a vault."""

    title: str
    aliases: tuple[str, ...]
    text: str
    links: set[str] = field(default_factory=set)

    @property
    def hidden(self) -> str:
        """The text without its links, as it is shown."""
        return _LINK.sub(lambda found: found[2] or found[1], self.text)


def pages(file: Path) -> list[Page]:
    """The notes of a vault, each with the titles that it links."""
    result = []
    for block in re.split(r"^# ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, text = block.strip().partition("\n")
        named = re.match(r"aliases: (.*)\n", text)
        aliases = tuple(alias.strip() for alias in named[1].split(",")) if named else ()
        result.append(Page(title, aliases, text[named.end() :] if named else text))
    known = {page.title.casefold(): page.title for page in result}
    for page in result:
        page.links = {known[found[1].casefold()] for found in _LINK.finditer(page.text)} - {page.title}
    return result


def document(page: Page, text: str, asked: str) -> Document:
    """A note as a file of its own."""
    path = f"{page.title}.md"
    question = asked.format(page.title)
    place = Place(path, 1, 2 + text.count("\n"))
    note = Note(path, Kind.QUESTION, Form.BASIC, question, question, text, place, (), "heading")
    return Document(Source(path, f"# {question}\n{text}"), page.title, FrontMatter(aliases=page.aliases), (), (note,))


def found(vault: list[Page], hidden: set[str], asked: str) -> dict[str, set[str]]:
    """The titles that each note is found to mention, where the links of some notes are hidden."""
    graph = link([document(page, page.hidden if page.title in hidden else page.text, asked) for page in vault]).graph
    titles = {page.title.casefold(): page.title for page in vault}
    named = {
        node: {titles[form.casefold()] for form in (data["name"], *data["aliases"]) if form.casefold() in titles}
        for node, data in graph.nodes(data=True)
        if data["kind"] == "concept"
    }
    result = {}
    for page in vault:
        edges = graph.out_edges(f"{page.title}.md", data="kind")
        nodes = [target for _, target, kind in edges if kind == "mentions"]
        result[page.title] = set().union(*(named[node] for node in nodes)) - {page.title}
    return result


def exact(vault: list[Page]) -> dict[str, set[str]]:
    """The titles that are written in each note as they are, in whatever case."""
    patterns = {page.title: re.compile(rf"(?<!\w){re.escape(page.title)}(?!\w)", re.IGNORECASE) for page in vault}
    return {
        page.title: {title for title, pattern in patterns.items() if pattern.search(page.hidden)} - {page.title}
        for page in vault
    }


def learned(vault: list[Page], asked: str) -> dict[str, set[str]]:
    """What is found in each half of the notes if the other half keeps its links."""
    result: dict[str, set[str]] = {}
    for start in (0, 1):
        half = {page.title for page in vault[start::2]}
        result |= {title: titles for title, titles in found(vault, half, asked).items() if title in half}
    return result


def score(vault: list[Page], said: dict[str, set[str]]) -> tuple[float, float]:
    """Recall and precision."""
    right = sum(len(page.links & said[page.title]) for page in vault)
    return right / sum(len(page.links) for page in vault), right / sum(map(len, said.values()))


def main() -> None:
    print(f"{'vault':10} {'way':8} recall precision")
    for file in sorted(FOLDER.glob("*.md")):
        vault, asked = pages(file), ASKED.get(file.stem, "What is {}?")
        for way, said in (
            ("exact", exact(vault)),
            ("hidden", found(vault, {page.title for page in vault}, asked)),
            ("learned", learned(vault, asked)),
        ):
            print(f"{file.stem:10} {way:8} {score(vault, said)[0]:6.3f} {score(vault, said)[1]:9.3f}")
        if "--errors" in sys.argv:
            for page in vault:
                print(
                    f"  {page.title}: missed {sorted(page.links - said[page.title])} more {sorted(said[page.title] - page.links)}"
                )


if __name__ == "__main__":
    main()
