"""Notes and collections for the tests of links and graphs, made without the parser."""

from __future__ import annotations

from notes2anki.link import link
from notes2anki.model import Collection, Document, Form, FrontMatter, Kind, Note, Place, Section, Source


def document(
    *notes: tuple[str, str], path: str = "notes.md", lang: str = "en", sections: tuple[str, ...] = ()
) -> Document:
    """A file of questions and answers, one below the other."""
    lines: list[str] = []
    made = []
    for number, (question, answer) in enumerate(notes):
        start = len(lines) + 1
        lines += [f"### {question}", *answer.split("\n")]
        place = Place(path, start, len(lines))
        identity = f"{path}:{number}"
        made.append(Note(identity, Kind.QUESTION, Form.BASIC, question, question, answer, place, sections, "heading"))
        lines.append("")
    titles = (Section(sections, 1),) if sections else ()
    return Document(Source(path, "\n".join(lines)), "Notes", FrontMatter(lang=lang), titles, tuple(made))


def linked(*notes: tuple[str, str], lang: str = "en") -> Collection:
    """The collection of one file."""
    return link([document(*notes, lang=lang)])


def names(collection: Collection) -> set[str]:
    """Every form of every concept, in small letters."""
    return {form.casefold() for concept in collection.concepts for form in (concept.name, *concept.aliases)}


def together(collection: Collection, one: str, other: str) -> bool:
    """Whether two forms name one concept."""
    return any(
        {one.casefold(), other.casefold()} <= {form.casefold() for form in (concept.name, *concept.aliases)}
        for concept in collection.concepts
    )


def statements(collection: Collection) -> set[tuple[str, str, str]]:
    """Kind, source and target of every edge between concepts, by name in small letters."""
    graph = collection.graph
    name = {node: data["name"].casefold() for node, data in graph.nodes(data=True) if data["kind"] == "concept"}
    return {
        (kind, name[source], name[target])
        for source, target, kind in graph.edges(keys=True)
        if source in name and target in name
    }
