"""How well the order of learning agrees with teachers: direction, coverage and F1 on the notes in `prerequisites/`.

    python benchmarks/prerequisites_score.py

Below each answer stands one line, ``= concept; concept``: what a teacher would have learnt right before it.
"""

from __future__ import annotations

import re
from pathlib import Path

from notes2anki.link import link
from notes2anki.link.words import language
from notes2anki.model import Document, Form, FrontMatter, Kind, Note, Place, Source

FOLDER = Path(__file__).parent / "prerequisites"
_NAME = re.compile(
    r"(?:what (?:is|are|does)|how does|define|explain) (?:an? |the )?(.+?)(?: mean| do| work)?(?:,.*)?[?.]?",
    re.IGNORECASE,
)
Pair = tuple[str, str]


def key(name: str) -> str:
    """A name without case and plural."""
    return " ".join(language("en").word(word).key for word in name.split())


def labelled(file: Path) -> tuple[Document, dict[str, list[str]]]:
    """The notes of a file, and for each of its concepts what is learnt before it."""
    title, *blocks = file.read_text("utf-8").split("\n### ")
    notes = []
    needs = {}
    for number, block in enumerate(blocks):
        question, *answer, label = block.strip().split("\n")
        place = Place(file.name, 1, 1)
        text = "\n".join(answer)
        notes.append(Note(str(number), Kind.QUESTION, Form.BASIC, question, question, text, place, (), "labels"))
        match = _NAME.fullmatch(question)
        needs[key(match[1] if match else question)] = [key(name) for name in label[1:].split(";") if name.strip()]
    return Document(Source(file.name, title), "", FrontMatter(), (), tuple(notes)), needs


def found(document: Document) -> tuple[dict[Pair, float], int]:
    """The steps between concepts by every form of their names, and how many concepts are explained."""
    graph = link([document]).graph
    forms = {
        node: {key(form) for form in (data["name"], *data["aliases"])}
        for node, data in graph.nodes(data=True)
        if data["kind"] == "concept"
    }
    steps = {
        (one, other): data["weight"]
        for first, later, kind, data in graph.edges(keys=True, data=True)
        if kind == "prerequisite"
        for one in forms[first]
        for other in forms[later]
    }
    return steps, sum(bool(note) for _, note in graph.nodes(data="definition"))


def main() -> None:
    print(f"{'file':12} concepts explained  pairs  edges  direction coverage precision recall    F1")
    for file in sorted(FOLDER.glob("*.txt")):
        document, needs = labelled(file)
        unknown = {name for names in needs.values() for name in names} - set(needs)
        if unknown:
            raise SystemExit(f"{file.name}: no note explains {', '.join(sorted(unknown))}")
        steps, explained = found(document)
        wanted = {(name, later) for later, names in needs.items() for name in names}
        made = {pair for pair in steps if set(pair) <= set(needs)}
        right, wrong = len(wanted & made), sum((later, first) in made for first, later in wanted)
        precision, recall = right / max(1, len(made)), right / len(wanted)
        print(
            f"{file.stem:12} {len(needs):8} {explained:9} {len(wanted):6} {len(made):6} {right / max(1, right + wrong):10.3f}"
            f" {(right + wrong) / len(wanted):8.3f} {precision:9.3f} {recall:6.3f} {2 * precision * recall / max(1e-9, precision + recall):5.3f}"
        )


if __name__ == "__main__":
    main()
