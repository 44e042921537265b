"""How many of the relations that the labelled notes of `concepts/` state are found, and how many of those found are stated.

    python benchmarks/relations_score.py            a line for each file, and for each kind of relation in it
    python benchmarks/relations_score.py --errors   and what is wrong or missed

Under an answer stand lines of labels, ``~ kind: source=other form -> target; ...`` for relations that a reader expects and
``~? kind: ...`` for such as are neither missed nor wrong. A relation by name alone, ``dark roux`` to ``roux``, is not counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 (benchmarks are read, not type-checked)

from concepts_labels import FOLDER, key

from notes2anki.link import link
from notes2anki.link.patterns import KINDS
from notes2anki.link.relations import SYMMETRIC
from notes2anki.model import Source
from notes2anki.parse import parse

_LABEL = re.compile(r"~(\??) (\w+): (.*)")
Relation = tuple[str, str, str]
"""Kind, source, target."""


@dataclass(frozen=True)
class Labels:
    """The relations of a file, by keys of names, and the name that each other form stands for."""

    expected: frozenset[Relation]
    acceptable: frozenset[Relation]
    canonical: dict[str, str]


def labelled(file: Path) -> tuple[Source, Labels]:
    """The notes of a file, blank lines in the place of the labels, and the labels."""
    lines = file.read_text("utf-8").splitlines()
    found = [match for line in lines if (match := _LABEL.fullmatch(line))]
    entries = [
        (match[1], match[2], *(side.split("=") for side in entry.split("->")))
        for match in found
        for entry in match[3].split(";")
    ]
    canonical = {key(form): key(side[0]) for _, _, *sides in entries for side in sides for form in side[1:]}
    expected, acceptable = (
        frozenset(
            relation(kind, *(canonical.get(key(side[0]), key(side[0])) for side in sides))
            for doubt, kind, *sides in entries
            if doubt == mark
        )
        for mark in ("", "?")
    )
    text = "\n".join("" if line.startswith(("~", "= ")) else line for line in lines)
    return Source(f"{file.stem}.md", text), Labels(expected, acceptable, canonical)


def relation(kind: str, source: str, target: str) -> Relation:
    return (kind, *sorted((source, target))) if kind in SYMMETRIC else (kind, source, target)  # type: ignore[return-value]


def by_name(said: Relation) -> bool:
    """Whether the names alone say it: ``dark roux`` is a ``roux``."""
    kind, source, target = said
    return kind == "type_of" and source.endswith(target)


def stated(source: Source, labels: Labels) -> set[Relation]:
    """The typed relations that are found in a text, under the names of the labels."""
    graph = link([parse(source)[0]]).graph
    known = {name for _, *ends in labels.expected | labels.acceptable for name in ends}
    name = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "concept":
            forms = [labels.canonical.get(key(form), key(form)) for form in (data["name"], *data["aliases"])]
            name[node] = next((form for form in forms if form in known), forms[0])
    return {relation(kind, name[one], name[other]) for one, other, kind in graph.edges(keys=True) if kind in KINDS}


def main() -> None:
    for file in sorted(FOLDER.glob("*.txt")):
        source, labels = labelled(file)
        if not labels.expected:
            continue
        right = labels.expected | labels.acceptable
        found = {
            (kind, one, other)
            for kind, one, other in stated(source, labels)
            if (kind, one, other) in right or not by_name((kind, one, other))
        }
        counts = {
            kind: Counter(
                found=sum(each[0] == kind for each in found),
                right=sum(each[0] == kind for each in found & right),
                hit=sum(each[0] == kind for each in found & labels.expected),
                expected=sum(each[0] == kind for each in labels.expected),
            )
            for kind in KINDS
        }
        for kind, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
            precision = count["right"] / max(1, count["found"])
            recall = count["hit"] / max(1, count["expected"])
            score = 2 * precision * recall / max(1e-9, precision + recall)
            print(
                f"{file.stem:10} {kind:14} P {precision:.3f} ({count['right']}/{count['found']})"
                f"  R {recall:.3f} ({count['hit']}/{count['expected']})  F1 {score:.3f}"
            )
        if "--errors" in sys.argv:
            print("  wrong:", *sorted(found - right), sep="\n    ")
            print("  missed:", *sorted(labels.expected - found), sep="\n    ")


if __name__ == "__main__":
    main()
