"""What the notes say of two concepts: typed relations, each with the lines that say so.

In this order of trust: the shape of the question, lists and tables under it, then sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING

from notes2anki.link.patterns import ASIDE, CLOSE, KINDS, OPEN, Patterns
from notes2anki.link.text import plain, prose, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notes2anki.link.mentions import Names
    from notes2anki.model import Note

QUESTION, LIST, SENTENCE = 3, 2, 1
"""How much a statement counts, by where it stands."""
SYMMETRIC = frozenset({"compared_with"})
TURNED = {"uses": "used_for", "effects": "causes"}
"""Names for lists whose items are the targets of a relation: a list of uses says what a thing is used for."""
ARROWS = frozenset(("→", "->", "=>"))
"""Between a thing and what it is for; behind other signs a thing may stand for anything."""
LONGEST_SENTENCE = 600
LONGEST_QUESTION = 2_000
"""Characters of a question that are looked at."""
LONGEST_LIST = 8
"""Mentions of one sentence that are taken for a list."""

_NUMBER = re.compile(rf"{OPEN}(\d+){CLOSE}")
_HEAD = re.compile(rf"(?:[\w-]{{1,30}} ){{0,2}}?{OPEN}(\d+){CLOSE}(?:{ASIDE})?\s*(:|→|->|=>|[–—-](?= )|$)\s*(.*)")
_ASKED = re.compile(r"[^?]+\??")
_ASIDE = re.compile(ASIDE)
_NAME_FIRST = re.compile(rf"{OPEN}(\d+){CLOSE}(?= ?(?:[,(;]|$))")
_NEAR_START = re.compile(rf"[*_]{{0,3}}(?:[\w-]{{1,30}} ){{0,2}}{OPEN}")
"""A short line is an item if its name is what it is about: not ``here are some common colours``."""
_BULLET = re.compile(r"\s{0,12}(?:[-*+•]|\d{1,2}[.)])\s")
_STRESSED = re.compile(r"\s{0,12}(?:[-*+•]\s+|\d{1,2}[.)]\s+)?(?:\*{1,3}|_{1,3})\w")


@dataclass(slots=True)
class Statement:
    """A relation with what speaks for it: the weights of all places, and the places as note and line of its answer."""

    weight: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)


Key = tuple[str, int, int]
"""Kind, source, target."""


class Relations:
    """Collects what the notes say; `keep` are the concepts that may be said something of."""

    def __init__(self, names: Names, patterns: Patterns, keep: frozenset[int]) -> None:
        self.names = names
        self.patterns = patterns
        self._keep = keep
        self.statements: dict[Key, Statement] = defaultdict(Statement)

    def read(self, number: int, note: Note, asked: int | None) -> None:
        """Take in one note; `asked` is the concept that its question asks about, if that is known."""
        _Reading(self, number, plain(note.question)[:LONGEST_QUESTION], asked).read(note.answer)

    def marked(self, text: str) -> str:
        """A text with numbers in the place of its mentions."""
        return self.names.marked(plain(text).replace(OPEN, " ").replace(CLOSE, " "), self._keep)

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and concept of each mention in a text."""
        return self.names.spans(text, self._keep)

    def say(self, kind: str, source: int, target: int, weight: int, place: tuple[int, int]) -> None:
        """Note down that something is said."""
        if source == target:
            return
        if kind in SYMMETRIC and source > target:
            source, target = target, source
        statement = self.statements[kind, source, target]
        if place not in statement.places[-1:]:
            statement.weight += weight
            statement.places.append(place)

    def best(self) -> dict[Key, Statement]:
        """One relation for each pair of concepts: the one that most speaks for."""
        rivals: dict[tuple[int, int], list[Key]] = defaultdict(list)
        for key in self.statements:
            rivals[min(key[1:]), max(key[1:])].append(key)
        chosen = (min(keys, key=self._rank) for keys in rivals.values())
        return {key: self.statements[key] for key in sorted(chosen)}

    def _rank(self, key: Key) -> tuple[int, int, int]:
        return -self.statements[key].weight, KINDS.index(key[0]), key[1]


class _Reading:
    """One note, read line by line."""

    def __init__(self, relations: Relations, number: int, question: str, asked: int | None) -> None:
        self._all = relations
        self._patterns = relations.patterns
        self._words = relations.patterns.words
        self._number = number
        self._question = question
        self._lowered = lowered if len(lowered := question.lower()) == len(question) else question
        self._marked = [(part.lower(), relations.marked(part)) for part in _ASKED.findall(question)]
        self._kind = self._list_kind()
        self._focus = self._asked(asked)
        self._columns: list[str | None] = []

    def read(self, answer: str) -> None:
        self._compare()
        polar = self._patterns.question.get("polar")
        for question, marked in self._marked:
            if polar is None or not polar.match(question.lstrip()):
                self._sentence(marked, -1)
        for line, text in prose(answer):
            self._line(text, line)

    def _list_kind(self) -> str | None:
        """What an item of a list under this question is to the concept that is asked about."""
        return next((kind for kind, cue in self._patterns.lists.items() if cue.search(self._lowered)), None)

    def _asked(self, asked: int | None) -> int | None:
        """The concept that the answer is about."""
        spans = self._all.spans(self._question)
        listed = self._listed(spans)
        if listed is not None:
            self._kind = "type_of"
            return listed
        if self._kind is not None:
            cue = self._patterns.lists[self._kind].search(self._lowered)
            # looked for apart: the whole "symptoms of scurvy" may be a name, too
            behind = self._all.spans(self._question[cue.end() :]) if cue else ()
            if behind:
                return behind[0][2]
        if asked is not None:
            return asked
        how = self._patterns.question["how"].search(self._lowered) if "how" in self._patterns.question else None
        told = [span for span in spans if how is None or span[0] >= how.start()] or spans
        purpose = [concept for first, _, concept in told if self._words.aim.search(self._lowered[:first])]
        return next(iter(purpose or [concept for *_, concept in told]), None)

    def _listed(self, spans: Sequence[tuple[int, int, int]]) -> int | None:
        """What has the kinds that are asked for: ``regularization techniques for networks``, ``Which clouds do you know?``."""
        kinds, start, plural = (
            self._patterns.lists.get("type_of"),
            *(self._patterns.question.get(name) for name in ("list", "plural")),
        )
        cue = kinds.search(self._lowered) if kinds else None
        begin = start.match(self._lowered) if start and plural and self._kind is None else None
        for first, last, concept in spans:
            if cue and first < cue.start() <= last + 1:
                return concept
            name = self._lowered[first:last]
            # "the colours of a flag" are no kind: there is nothing that they are
            lone = self._words.of.match(self._lowered, last) is not None and " " not in name
            if begin and first == begin.end() and plural and plural.search(name) and not lone:
                return concept
        return None

    def _compare(self) -> None:
        """What a question sets side by side: ``A vs. B``, ``why prefer A over B and C``."""
        cue = self._patterns.question.get("compared_with")
        focus = [self._focus] if self._focus is not None else []
        for sentence, marked in self._marked:
            if cue is None or not (cue.search(sentence) or self._words.choice.fullmatch(marked.strip("? "))):
                continue
            parts = self._words.field.split(self._words.between.split(marked, maxsplit=1)[-1])
            sides = self._words.over.split(parts[0])
            if len(sides) == 2:
                pairs: Iterable[tuple[int, int]] = product(mentions(sides[0])[-1:] or focus, mentions(sides[1]))
            else:
                _, colon, behind = marked.rpartition(": ")
                within = [behind, *parts] if colon else parts
                compared = next((these for part in within if len(these := mentions(part)) > 1), mentions(marked))
                pairs = combinations(compared[:4] if len(compared) > 1 else [*focus, *compared], 2)
            for one, other in pairs:
                self._say("compared_with", one, other, QUESTION, -1)

    def _line(self, text: str, line: int) -> None:
        if "|" in text or "\t" in text.strip():
            self._row(text, line)
            return
        self._columns = []
        clean = unmarked(text)
        kind = self._kind
        label = self._label(plain(clean)) if ":" in clean else None
        self._text(text, self._all.marked(clean if label is None else label), line, labelled=label is not None)
        if label and _BULLET.match(text):
            self._kind = kind

    def _text(self, text: str, marked: str, line: int, *, labelled: bool) -> None:
        """A line that is no row of a table; a label before it is cut off."""
        if OPEN not in marked:
            return
        found = mentions(marked)
        head = _HEAD.match(marked)
        if head:
            self._item(int(head[1]), line)
            self._explained(int(head[1]), head[3], line, arrow=head[2] in ARROWS)
            return
        subject = ""
        if listed := self._enumerated(marked, alone=not labelled):
            for item in listed:
                self._item(item, line)
        elif found and marked.startswith(OPEN) and (_STRESSED.match(text) or _NAME_FIRST.match(marked)):
            self._item(found[0], line)
            subject = f"{OPEN}{found[0]}{CLOSE} "
        elif found and len(marked.split()) <= 6 and _NEAR_START.match(marked):
            self._item(found[0], line)
        self._sentences(marked, line, subject)

    def _enumerated(self, marked: str, *, alone: bool) -> list[int]:
        """The mentions of a sentence that is nothing but a list of them; `alone`: one is no list."""
        listed = self._words.items.match(_ASIDE.sub("", marked)) if marked.startswith(OPEN) else None
        found = mentions(listed[0])[:LONGEST_LIST] if listed else []
        return found if len(found) > alone else []

    def _label(self, text: str) -> str | None:
        """What stands behind a label, which also says what the items are; one within a list of other things does so for its line alone."""
        match = self._words.label.match(text)
        if match is None:
            return None
        for kind, pattern in self._patterns.label.items():
            if pattern.fullmatch(match[1].strip()):
                self._kind = kind
                return match[2]
        return None

    def _item(self, item: int, line: int) -> None:
        if self._focus is not None and self._kind is not None:
            self._say_listed(self._kind, item, self._focus, line)

    def _say_listed(self, kind: str, item: int, whole: int, line: int) -> None:
        if kind in TURNED:
            self._say(TURNED[kind], whole, item, LIST, line)
        else:
            self._say(kind, item, whole, LIST, line)

    def _explained(self, head: int, text: str, line: int, *, arrow: bool) -> None:
        """``Softmax: used in classification``, ``Grad-CAM → for CNNs``, ``SHAP → feature importance``."""
        subject = f"{OPEN}{head}{CLOSE} "
        if arrow and self._words.only.fullmatch(text):
            for item in mentions(text)[:LONGEST_LIST]:
                self._say("used_for", head, item, LIST, line)
        elif self._words.use.match(text):
            self._sentences(f"{subject}{self._words.used} {text[:1].lower()}{text[1:]}", line)
        else:
            self._sentences(text, line, subject)

    def _advice(self, marked: str, line: int) -> None:
        """``Use X`` under a question that asks how to do something."""
        advice = self._patterns.subject.get("advice")
        if advice is None or self._focus is None or not advice.match(marked):
            return
        kind = "solves" if self._kind == "solves" else "used_for" if self._is_how() else None
        if kind is None:
            return
        listed = self._words.listed.match(marked)
        for item in mentions(listed[1])[:LONGEST_LIST] if listed else ():
            self._say(kind, item, self._focus, LIST, line)

    def _is_how(self) -> bool:
        pattern = self._patterns.question.get("how")
        return bool(pattern and pattern.search(self._lowered))

    def _row(self, text: str, line: int) -> None:
        cells = [cell.strip() for cell in text.strip().strip("|").replace("\t", "|").split("|")]
        if not self._columns:
            self._columns = [self._column(cell) for cell in cells] or [None]
            return
        first = self._all.marked(cells[0]).strip("* ")
        head = mentions(first)
        if self._words.only.fullmatch(first):
            self._item(head[0], line)
        for kind, cell in zip(self._columns[1:], cells[1:], strict=False):
            for item in mentions(self._all.marked(cell))[:LONGEST_LIST] if kind and head else ():
                self._say_listed(kind or "", item, head[0], line)

    def _column(self, cell: str) -> str | None:
        return next((kind for kind, pattern in self._patterns.column.items() if pattern.fullmatch(cell)), None)

    def _sentences(self, text: str, line: int, head: str = "") -> None:
        """All sentences of a line; `head` is what they speak of where they do not say, otherwise what the one before spoke of."""
        subject = head or (f"{OPEN}{self._focus}{CLOSE} " if self._focus is not None else "")
        for sentence in self._clauses(text):
            label = self._label(sentence) if ":" in sentence else None
            for item in self._enumerated(label, alone=False) if label is not None else ():
                self._item(item, line)
            if OPEN in sentence:
                said = self._with_subject(self._words.clause.sub("", sentence, count=1), subject, told=bool(head))
                if not self._sentence(said, line) and not head:
                    self._advice(sentence, line)
            named = self._words.subject.match(sentence)
            if named and not head:
                subject = f"{named[1]} "

    def _clauses(self, text: str) -> Iterator[str]:
        """Sentences, cut where a further verb without a subject starts: ``cheap, suffers from rust``."""
        verb = self._patterns.subject.get("verb")
        for sentence in self._words.end.split(text):
            start = 0
            for comma in self._words.comma.finditer(sentence) if verb else ():
                if verb and verb.match(sentence, comma.end()):
                    yield sentence[start : comma.start()]
                    start = comma.end()
            yield sentence[start:]

    def _with_subject(self, sentence: str, subject: str, *, told: bool) -> str:
        """A sentence with its subject put in, where it says ``it`` or starts with a verb."""
        pronoun = self._patterns.subject.get("pronoun")
        thing = self._patterns.subject.get("object")
        if self._focus is not None and thing:
            sentence = thing.sub(f" {OPEN}{self._focus}{CLOSE}", sentence, count=1)
        said = pronoun.match(sentence) if pronoun else None
        if subject and said:
            return subject + sentence[said.end() :].lstrip()
        verb = self._patterns.subject.get("verb")
        if subject and ((verb and verb.match(sentence)) or (told and not sentence.startswith(OPEN))):
            return subject + sentence[:1].lower() + sentence[1:]
        return sentence

    def _sentence(self, sentence: str, line: int) -> bool:
        """Take in what one sentence says; whether it says anything of what it names first."""
        if sentence.count(OPEN) < 2 or len(sentence) > LONGEST_SENTENCE:
            return False
        text = sentence.lower()
        if not self._patterns.cues.search(text):
            return False
        text = " ".join(text.split())
        told = False
        for kind, pattern in self._patterns.sentences:
            for match in pattern.finditer(text):
                groups = match.groupdict()
                # what stands in brackets behind one of them is told of that alone
                sources = mentions(_ASIDE.sub("", groups.get("a") or groups.get("as") or ""))
                targets = mentions(_ASIDE.sub("", groups.get("b") or groups.get("bs") or ""))
                for source, target in product(sources[:LONGEST_LIST], targets[:LONGEST_LIST]):
                    self._say(kind, source, target, SENTENCE, line)
                    told = told or mentions(text)[0] in {source, target}
        return told

    def _say(self, kind: str, source: int, target: int, weight: int, line: int) -> None:
        self._all.say(kind, source, target, weight, (self._number, line))


def mentions(marked: str) -> list[int]:
    """The concepts in a marked text, each once, in order."""
    return list(dict.fromkeys(int(number) for number in _NUMBER.findall(marked)))


def by_name(names: Mapping[int, Iterable[tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    """Pairs where one name ends with the other: ``stochastic gradient descent`` is a ``gradient descent``."""
    known = {words: concept for concept, forms in sorted(names.items(), reverse=True) for words in sorted(forms)}
    for concept, forms in sorted(names.items()):
        for words in sorted(forms):
            tails = (known.get(words[start:]) for start in range(1, len(words) - 1))
            wider = next((tail for tail in tails if tail is not None and tail != concept), None)
            if wider is not None:
                yield concept, wider
