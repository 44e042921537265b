"""Concepts beside what public methods find in the same notes: RAKE, TextRank, YAKE and TF-IDF.

    python benchmarks/concepts_baselines.py                    the labelled notes of `concepts/`
    python benchmarks/concepts_baselines.py GOLD.json=NOTES.md  and such as have their labels in a file of their own

Each note is a text of its own; printed is the F1 of its best 5 and best 8 names, and of all names for notes2anki. YAKE is the
package of that name (`pip install --group benchmark`; it fetches nothing), left out where it is not installed. The others are
written here as their authors describe them, with the function words that notes2anki has for the language of the notes:
RAKE by Rose and others, 2010; TextRank by Mihalcea and Tarau, 2004, with a window of two words.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from concepts_labels import FOLDER, Labels, key, labelled

from notes2anki.link.concepts import Finder
from notes2anki.link.text import plain, prose
from notes2anki.link.tongue import language_of
from notes2anki.model import Source
from notes2anki.parse import parse
from notes2anki.repair import repair

try:
    import yake
except ImportError:
    yake = None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notes2anki.link.words import Language
    from notes2anki.model import Document, Note

BEST = (5, 8)
LONGEST = 4
"""Words of the longest phrase."""
ROUNDS = 30
"""So often ranks are passed on; they hardly change any more."""
_WORD = re.compile(r"[^\W_]+(?:[-'’.+#&/][^\W_]+)*|[^\s\w]|\n")


def text_of(note: Note) -> str:
    return "\n".join([plain(note.question), *(plain(line) for _, line in prose(note.answer))])


def runs(text: str, language: Language) -> Iterator[list[str]]:
    """Words between function words and marks."""
    run: list[str] = []
    for word in [*_WORD.findall(text), "\n"]:
        if word[0].isalnum() and len(word) > 1 and not word.isdigit() and word.casefold() not in language.stop:
            run.append(word)
        elif run:
            yield run
            run = []


def ranked(found: Sequence[list[str]], worth: Callable[[list[str]], float]) -> list[str]:
    """Phrases by what they are worth, each once."""
    phrases = {" ".join(run).casefold(): run for run in reversed(found) if len(run) <= LONGEST}
    return sorted(phrases, key=lambda phrase: (-worth(phrases[phrase]), phrase))


def rake(texts: Sequence[str], language: Language) -> Iterator[list[str]]:
    for text in texts:
        found = list(runs(text, language))
        times: Counter[str] = Counter()
        degree: Counter[str] = Counter()
        for run in found:
            for word in run:
                times[word.casefold()] += 1
                degree[word.casefold()] += len(run)
        yield ranked(found, lambda run: sum(degree[word.casefold()] / times[word.casefold()] for word in run))  # noqa: B023


def textrank(texts: Sequence[str], language: Language) -> Iterator[list[str]]:
    for text in texts:
        found = list(runs(text, language))
        near: dict[str, set[str]] = defaultdict(set)
        for one, other in pairwise(word.casefold() for run in found for word in run):
            if one != other:
                near[one].add(other)
                near[other].add(one)
        rank = dict.fromkeys(near, 1.0)
        for _ in range(ROUNDS):
            rank = {word: 0.15 + 0.85 * sum(rank[other] / len(near[other]) for other in near[word]) for word in near}
        yield ranked(found, lambda run: sum(rank.get(word.casefold(), 0.0) for word in run))  # noqa: B023


def tfidf(texts: Sequence[str], language: Language) -> Iterator[list[str]]:
    counts = [
        Counter(
            " ".join(run[start : start + length]).casefold()
            for run in runs(text, language)
            for length in range(1, min(len(run), LONGEST) + 1)
            for start in range(len(run) - length + 1)
        )
        for text in texts
    ]
    notes = Counter(phrase for count in counts for phrase in count)
    for count in counts:
        worth = {phrase: times * math.log(len(texts) / notes[phrase] + 1) for phrase, times in count.items()}
        yield sorted(worth, key=lambda phrase: (-worth[phrase], -len(phrase), phrase))


def yaked(texts: Sequence[str], language: Language) -> Iterator[list[str]]:
    finder = yake.KeywordExtractor(lan=language.code, n=3, top=max(BEST))
    for text in texts:
        yield [phrase for phrase, _ in finder.extract_keywords(text)]


BASELINES = {"RAKE": rake, "TextRank": textrank, "TF-IDF": tfidf} | ({"YAKE": yaked} if yake else {})


def ours(document: Document) -> list[list[frozenset[str]]]:
    """The names of each note, best first, each with the keys of all its forms."""
    finder = Finder()
    finder.read(document)
    findings = finder.findings()
    forms = {number: frozenset(map(key, named.forms)) for number, named in findings.named.items()}
    return [[forms[mention.concept] for mention in mentions] for mentions in findings.mentions]


def f1(names: Sequence[Sequence[frozenset[str]]], labels: Sequence[Labels | None], best: int | None) -> float:
    """F1 of the `best` names of each note: those acceptable are right, those expected are to be found."""
    right = wrong = hit = total = 0
    for found, label in zip(names, labels, strict=True):
        if label is None:
            continue
        kept = found[:best]
        wrong += sum(not forms & label.right for forms in kept)
        right += sum(bool(forms & label.right) for forms in kept)
        hit += sum(any(forms & expected for forms in kept) for expected in label.expected)
        total += len(label.expected)
    precision, recall = right / max(1, right + wrong), hit / max(1, total)
    return 2 * precision * recall / max(1e-9, precision + recall)


def gold(labels: Path, notes: Path) -> tuple[Document, list[Labels | None]]:
    """Notes whose labels stand in a file of their own, by the line of the question or a line beside it; None for other notes."""
    table = json.loads(labels.read_text("utf-8"))
    forms = {name: frozenset(map(key, (name, *others))) for name, others in table["aliases"].items()}
    asked = {question["line"]: question for question in table["questions"]}
    document = parse(repair(Source(notes.name, notes.read_text("utf-8", errors="replace")))[0])[0]
    result: list[Labels | None] = []
    for note in document.notes:
        question = next((asked.pop(line) for place in (0, -1, 1) if (line := note.place.line + place) in asked), None)
        core, fine = (
            ([forms.get(name, frozenset({key(name)})) for name in question[kind]] for kind in ("core", "ok"))
            if question
            else ((), ())
        )
        result.append(Labels(tuple(core), frozenset().union(*fine)) if question else None)
    return document, result


def main() -> None:
    documents = {file.stem: labelled(file) for file in sorted(FOLDER.glob("*.txt"))}
    for pair in sys.argv[1:]:
        labels, _, notes = pair.partition("=")
        documents[Path(notes).stem] = gold(Path(labels), Path(notes))
    methods = ["notes2anki", *BASELINES]
    print(f"{'F1 of the best 5, best 8':28}", *(f"{method:>13}" for method in methods), f"{'all of ours':>13}")
    for name, (document, labels) in documents.items():
        language = language_of(document)
        texts = [text_of(note) for note in document.notes]
        names = {"notes2anki": ours(document)} | {
            method: [[frozenset({key(phrase)}) for phrase in found] for found in find(texts, language)]
            for method, find in BASELINES.items()
        }
        cells = [" ".join(f"{f1(names[method], labels, best):.3f}" for best in BEST) for method in methods]
        print(
            f"{name:24} {language.code:3}",
            *(f"{cell:>13}" for cell in cells),
            f"{f1(names['notes2anki'], labels, None):13.3f}",
        )


if __name__ == "__main__":
    main()
