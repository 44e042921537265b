"""The document as a whole decides which lines are questions: shapes that recur, siblings that ask, answers below.

Dialects claim what *could* be a question and name its shape. Here all lines of one shape are looked at together, from
the surest shapes to the weakest, and each line keeps its mark, is made a section, or becomes plain text again; `why`
then says in words what spoke for it. A false card is worse than a missed one: without evidence a line is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from notes2anki.parse.dialects.tables import cells, columns
from notes2anki.parse.languages import words
from notes2anki.parse.lead import Asking, Lead, asks
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

_OPTION = re.compile(
    r"(?P<box>\[[ xX✓✔]\][ \t])"
    r"|[*_]{0,2}[(\[]?(?:(?P<letter>[A-H])[.):：、．\]]|(?P<small>[a-h])[.)\]])[*_]{0,2}(?:[ \t`]|$|(?<=[：、．]))"
)
_SENTENCE = re.compile(r"[^.!?。！？]{1,300}[.!?。！？]+")
_SECTION_ROW = re.compile(r"\*\*[^*?？]+\*\*")
_LINK_ITEM = re.compile(r"(?:\[[ xX]\][ \t]+)?\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)[.,;]?")
_LINK_ONLY = re.compile(r"\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*")


def judge(
    lines: Sequence[Line], leads: Sequence[Lead], marks: Sequence[Mark | None], codes: tuple[str, ...] = (), about: str = ""
) -> list[Mark | None]:
    """Decide about every mark that its line alone does not prove; `codes` are the languages of the file and
    `about` is what is said of it as a whole: its path, title and tags."""
    survey = _Survey(lines, leads, list(marks), codes, about)
    survey.tables()
    survey.options()
    survey.summaries()
    survey.labels()
    survey.speakers()
    survey.headings()
    survey.followups()
    survey.emoji()
    survey.bold()
    survey.lists()
    survey.plain()
    survey.lone_headings()
    return survey.marks


@dataclass(slots=True)
class _Group:
    """Lines of one shape that stand or fall together."""

    members: list[int]
    asking: dict[int, Asking]
    answered: set[int]

    def share(self, least: Asking) -> float:
        """Return which part of the members asks at least so clearly."""
        return sum(self.asking[at] >= least for at in self.members) / max(1, len(self.members))

    def count(self, least: Asking) -> int:
        return sum(self.asking[at] >= least for at in self.members)

    @property
    def answered_share(self) -> float:
        return len(self.answered) / max(1, len(self.members))


@dataclass(slots=True)
class _Survey:
    lines: Sequence[Line]
    leads: Sequence[Lead]
    marks: list[Mark | None]
    codes: tuple[str, ...]
    about: str
    scope: list[bool] = field(default_factory=list)
    """For every line, whether a title above it says that questions follow."""
    owner: list[int] = field(default_factory=list)
    """For every line, the question in whose answer it lies; -1 without one."""
    _heading: list[int] = field(default_factory=list)
    """For every line, the heading above it; -1 without one."""

    def __post_init__(self) -> None:
        self.owner = [-1] * len(self.lines)
        self.scope = self._scopes()
        above = -1
        for at, line in enumerate(self.lines):
            above = at if line.block is Block.HEADING else above
            self._heading.append(above)

    # -- what stands where ----------------------------------------------------------------------------------------

    def _scopes(self) -> list[bool]:
        """Say of every line whether the file or a heading above it announces questions."""
        whole = announces(self.about)
        stack: list[tuple[int, bool]] = []
        scope = []
        for line, lead in zip(self.lines, self.leads, strict=True):
            if line.block is Block.HEADING:
                while stack and stack[-1][0] >= line.level:
                    stack.pop()
                stack.append((line.level, announces(lead.text)))
            scope.append(whole or any(said for _, said in stack))
        return scope

    def _candidates(self, prefix: str) -> list[int]:
        return [at for at, mark in enumerate(self.marks) if mark and mark.shape.startswith(prefix)]

    def _group(self, members: Iterable[int]) -> _Group:
        chosen = list(members)
        asking = {at: self._asking(at) for at in chosen}
        return _Group(chosen, asking, {at for at in chosen if self._has_answer(at)})

    def _asking(self, at: int) -> Asking:
        mark, line = self.marks[at], self.lines[at]
        if not mark:
            return Asking.NO
        said = asks(mark.text, self.codes)
        if said is Asking.MARK or mark.tail or line.block is not Block.PROSE:
            return said
        for below in range(at + 1, min(at + 9, len(self.lines))):  # a question may be wrapped over some lines
            other, found = self.lines[below], self.marks[below]
            if other.first or other.block is not Block.PROSE or (found and found.sense is not Sense.TEXT and found.shape != "plain line"):
                break
            if self.leads[below].asks is Asking.MARK:
                return Asking.MARK if said is Asking.NO or not self.leads[below].tail else said
        return said

    def _has_options(self, at: int) -> bool:
        """Whether a row of choices stands below a line, behind code or pictures at most."""
        for below in range(at + 1, min(at + 200, len(self.lines))):
            mark = self.marks[below]
            if mark and mark.sense is Sense.OPTION:
                return True
            if mark and mark.sense in (Sense.QUESTION, Sense.FOLLOWUP, Sense.ANSWER, Sense.SECTION):
                return False
        return False

    def _has_answer(self, at: int) -> bool:
        """Whether something that could be an answer stands on the line or below it, before the next candidate."""
        mark, line = self.marks[at], self.lines[at]
        if mark and mark.tail:
            return True
        for below in range(at + 1, len(self.lines)):
            other, found = self.lines[below], self.marks[below]
            if other.blank or (found and found.sense in (Sense.FURNITURE, Sense.SEPARATOR)):
                continue
            if line.marker and other.depth < line.depth and other.marker:
                return False
            if found is None or found.sense in (Sense.ANSWER, Sense.TEXT, Sense.OPTION, Sense.HINT):
                return True
            if other.block is Block.HEADING:
                return line.block is Block.HEADING and other.level > line.level
            if line.block is Block.HEADING:
                return found.shape != ""
            if line.marker:
                return other.depth > line.depth
            return found.shape != (mark.shape if mark else "") and found.sense is Sense.QUESTION and other.marker != ""
        return False

    def _has_own_text(self, at: int) -> bool:
        """Whether text stands below a heading that is no heading and no bold line again."""
        for below in range(at + 1, len(self.lines)):
            mark = self.marks[below]
            if not self.lines[below].blank and not (mark and mark.sense in (Sense.FURNITURE, Sense.SEPARATOR)):
                return self.lines[below].block is not Block.HEADING and not (mark and "bold" in mark.shape)
        return False

    def _beside_asks(self, at: int, group: _Group) -> bool:
        """Whether headings ask that stand below the same heading as this one."""
        level = self.lines[at].level
        above = next((up for up in range(at - 1, -1, -1) if 0 < self.lines[up].level < level), -1)
        below = next((down for down in range(at + 1, len(self.lines)) if 0 < self.lines[down].level < level), len(self.lines))
        beside = [other for other in group.members if above < other < below and other != at]
        return sum(bool(group.asking[other]) for other in beside) * 2 >= len(beside)

    def _extent(self, at: int) -> range:
        """Return the lines below a question that may be its answer."""
        line, mark = self.lines[at], self.marks[at]
        if mark and mark.dialect == "tables":
            return range(0)
        for below in range(at + 1, len(self.lines)):
            other, found = self.lines[below], self.marks[below]
            if other.block is Block.HEADING and not (found and found.sense is Sense.ANSWER) and (line.block is not Block.HEADING or other.level <= line.level):
                return range(at + 1, below)
            if line.quote and not other.blank and other.quote < line.quote:
                return range(at + 1, below)
            if found and not found.shape and (found.sense in (Sense.QUESTION, Sense.CLAIMED) or (found.sense is Sense.SECTION and not other.level)):
                return range(at + 1, below)
            if line.marker and line.level == 0 and other.marker and other.depth <= line.depth:
                return range(at + 1, below)
        return range(at + 1, len(self.lines))

    # -- what is decided ------------------------------------------------------------------------------------------

    def _accept(self, at: int, why: str, sense: Sense = Sense.QUESTION, *, whole: bool = False) -> None:
        mark = self.marks[at]
        assert mark is not None
        text, tail = (" ".join(filter(None, (self.leads[at].text, self.leads[at].tail))), "") if whole else (mark.text, mark.tail)
        self.marks[at] = mark._replace(sense=sense, shape="", text=text, tail=tail, why=f"{mark.why}, and {why}")

    def _in_count(self, at: int, group: _Group) -> bool:
        """Whether the number of a line goes on from its neighbours' in its section."""
        row = [member for member in group.members if self._heading[member] == self._heading[at]]
        return len(row) >= 3 and self._counts(row)

    def _tail(self, at: int) -> str:
        mark = self.marks[at]
        return mark.tail if mark else ""

    def _text(self, at: int) -> str:
        mark = self.marks[at]
        return mark.text if mark else ""

    def _refuse(self, at: int, why: str) -> None:
        mark = self.marks[at]
        assert mark is not None
        if self.lines[at].block is Block.HEADING:
            self.marks[at] = mark._replace(sense=Sense.SECTION, shape="", why=f"{mark.why}, and {why}")
        else:
            self.marks[at] = mark._replace(sense=Sense.TEXT, shape="", tail="", why=f"{mark.why}, but {why}")

    def _own(self) -> None:
        """Note for every line in the answer of which accepted question it lies."""
        self.owner = [-1] * len(self.lines)
        for at, mark in enumerate(self.marks):
            if mark and not mark.shape and mark.sense in (Sense.QUESTION, Sense.FOLLOWUP):
                for below in self._extent(at):
                    self.owner[below] = at

    @property
    def _questions(self) -> int:
        return sum(1 for mark in self.marks if mark and not mark.shape and mark.sense in (Sense.QUESTION, Sense.FOLLOWUP))

    # -- shape by shape, the surest first -------------------------------------------------------------------------

    def tables(self) -> None:
        """Each row of a table with a column of questions is one, with its answer in the other column."""
        for at, mark in enumerate(self.marks):
            if not mark or mark.sense is not Sense.TABLE:
                continue
            found = columns(mark.text)
            assert found is not None
            for below in range(at + 2, len(self.lines)):
                line = self.lines[below]
                if line.block is not Block.TABLE or line.first:
                    break
                row = cells(line.text)
                asked, answered = (row[place] if place is not None and place < len(row) else "" for place in found)
                if asked and answered == "" and _LINK_ONLY.fullmatch(asked):
                    self.marks[below] = Mark(Sense.FURNITURE, "", "it is an entry of a table of contents", dialect=mark.dialect)
                elif _SECTION_ROW.fullmatch(asked) and not answered:
                    continue  # it heads the rows below it
                elif asked:
                    why = "it is a row of a table with a column of questions"
                    self.marks[below] = Mark(Sense.QUESTION, asked, why, tail=answered, dialect=mark.dialect)
            self.marks[at] = mark._replace(sense=Sense.SEPARATOR)

    def speakers(self) -> None:
        """Of two speakers the one who asks more is asked for cards; what the other says then is the answer."""
        lines = self._candidates("speaker")
        named: dict[str, list[int]] = {}
        for at in lines:
            named.setdefault(self.leads[at].word, []).append(at)
        asked = {word: sum(self._asking(at) is Asking.MARK for at in places) / len(places) for word, places in named.items()}
        asking = max(sorted(asked), key=lambda word: asked[word], default="")
        dialogue = len(named) > 1 and len(lines) >= 4 and asked[asking] >= 0.5
        for number, at in enumerate(lines):
            if not dialogue:
                self._refuse(at, "it is no dialogue of questions and answers")
            elif self.leads[at].word != asking:
                self._accept(at, "the other speaker asks", Sense.ANSWER)
            elif (self._asking(at) and not self._small_talk(at)) or (number and self._replied(lines[number + 1 :])):
                self._accept(at, "this speaker asks")
            else:
                self._refuse(at, "it asks nothing to be learnt")

    def _replied(self, rest: list[int]) -> bool:
        """Whether the next speaker says more than a few words."""
        return bool(rest) and len(_WORD.findall(self._text(rest[0]))) >= 5

    def _small_talk(self, at: int) -> bool:
        """Whether a speaker greets before asking: the question is not what the line begins with."""
        first = _SENTENCE.match(self._text(at))
        return bool(first) and asks(first[0], self.codes) is Asking.NO and len(_WORD.findall(self._text(at))) < 9 if first else False

    def followups(self) -> None:
        """What is listed below “Follow-up questions:” are follow-ups; so are headings below such a heading."""
        for at, mark in enumerate(self.marks):
            heading = self.lines[at].block is Block.HEADING
            says = mark is not None and _plain(mark.text) in _followups()
            if mark is None or not (mark.sense is Sense.FOLLOWUPS or (heading and says)):
                continue
            if heading:
                if not any(found and found.sense is Sense.QUESTION and not found.shape and self.lines[above].level in range(1, self.lines[at].level) for above, found in enumerate(self.marks[:at])):
                    continue
                self.marks[at] = mark._replace(sense=Sense.FOLLOWUPS, shape="", why="it heads follow-ups of the question above")
            for below in self._extent(at):
                found, line = self.marks[below], self.lines[below]
                if not heading and not line.marker and line.first and not line.depth:
                    break
                top = heading or line.depth == self.lines[at].depth + 1
                if found and found.shape and top and (line.marker or line.level or found.shape.startswith(("bold", "line"))) and self._asking(below):
                    self._accept(below, "it stands below the head of the follow-ups", Sense.FOLLOWUP)

    def emoji(self) -> None:
        """An emoji before lines that ask stands for questions; the one that follows them, for answers."""
        shapes = sorted({mark.shape for mark in self.marks if mark and mark.shape.startswith("emoji ")})
        groups = {shape: self._group(at for at, mark in enumerate(self.marks) if mark and mark.shape == shape) for shape in shapes}
        asking = [shape for shape, group in groups.items() if len(group.members) >= 2 and group.share(Asking.MARK) >= 0.5]
        if asking:
            first = max(asking, key=lambda shape: len(groups[shape].members))
            below = [self._next_shape(at) for at in groups[first].members]
            answer = max(sorted({shape for shape in below if shape not in asking}), key=below.count, default="")
            answered = answer.startswith("emoji") and below.count(answer) * 2 >= len(below)
            for shape in asking:
                further = shape != first and not any(self._opens(at) for at in groups[shape].members)
                for at in groups[shape].members:
                    if answered or self.scope[at] or self._questions > 1:
                        self._accept(at, "such lines ask in these notes", Sense.FOLLOWUP if further else Sense.QUESTION)
            for at in groups[answer].members if answered else ():
                self._accept(at, "it follows the lines that ask", Sense.ANSWER, whole=True)
        for at in self._candidates("emoji"):
            if self.leads[at].asks is Asking.MARK and not self.leads[at].tail:
                self.marks[at] = self.marks[at]._replace(shape="plain line")  # type: ignore[union-attr]  # a candidate
            else:
                self._refuse(at, "the emoji stands for no question")

    def _next_shape(self, at: int) -> str:
        """Return the shape of the next line that is not blank."""
        for below in range(at + 1, len(self.lines)):
            if not self.lines[below].blank:
                mark = self.marks[below]
                return mark.shape if mark else ""
        return ""

    def _opens(self, at: int) -> bool:
        """Whether a line stands behind a blank one or a heading."""
        return at == 0 or self.lines[at - 1].blank or self.lines[at - 1].block is Block.HEADING

    def options(self) -> None:
        """Lettered lines A, B, C … at one depth, or boxes to tick, are the choices of a question."""
        row: list[int] = []
        for at in [*range(len(self.lines)), -1]:
            line = self.lines[at]
            match = None if at < 0 or line.block is not Block.PROSE else _OPTION.match(line.text)
            expected = "ABCDEFGH"[len(row) : len(row) + 1]
            fits = match and (match["box"] or (match["letter"] or match["small"] or "").upper() == expected)
            if fits and (not row or line.depth == self.lines[row[-1]].depth):
                row.append(at)
            elif at >= 0 and (line.blank or not (line.first or line.marker)) and row:
                continue  # a blank line, or the second line of a choice
            else:
                self._options(row)
                row = [at] if fits and (expected == "A" or (match and (match["letter"] or match["small"] or "A").upper() == "A")) else []

    def _options(self, row: list[int]) -> None:
        if len(row) < 2 or sum(self.leads[at].asks is Asking.MARK for at in row) * 2 > len(row):
            return
        for at in row:
            self.marks[at] = Mark(Sense.OPTION, self.lines[at].text, "it is one of a row of choices", dialect="options")

    def summaries(self) -> None:
        """A folded text is an answer, a question with its answer inside, or neither."""
        for at in self._candidates("summary"):
            mark = self.marks[at]
            assert mark is not None
            if says_contents(mark.text):
                self._accept(at, "it folds a table of contents", Sense.FURNITURE)
            elif says_answer(mark.text):
                self._accept(at, "it says that the answer is inside", Sense.ANSWER)
                self.marks[at] = self.marks[at]._replace(text="")  # type: ignore[union-attr]  # accepted just now
            elif asks(mark.text, self.codes) is Asking.MARK:
                self._accept(at, "it asks")
        beside = any(mark and mark.dialect == "details" and mark.sense is Sense.QUESTION and not mark.shape for mark in self.marks)
        rest = self._group(self._candidates("summary"))
        for at in rest.members:
            if (self.scope[at] or beside) and rest.asking[at] and len(_WORD.findall(self._text(at))) > 3:
                self._accept(at, "questions are announced above it")
            else:
                self._refuse(at, "it neither asks nor names an answer")

    def labels(self) -> None:
        """A label such as ``P:`` or ``Problem:`` means a question where answers are labelled, or where it asks."""
        shapes = sorted({mark.shape for mark in self.marks if mark and mark.shape.startswith("label ")})
        answers = any(mark and mark.sense is Sense.ANSWER and mark.dialect == "labelled" for mark in self.marks)
        for shape in shapes:
            group = self._group(at for at, mark in enumerate(self.marks) if mark and mark.shape == shape)
            labelled = sum(bool(self._tail(at)) or self._answer_label_below(at) for at in group.members)
            for at in group.members:
                long = len(self.leads[at].word) > 2 or self.leads[at].word == "q"  # a letter may be anything
                numbered = long and bool(self.leads[at].number) and len(group.members) > 1
                if labelled * 2 >= len(group.members) or (answers and labelled):
                    self._accept(at, "answers are labelled below such lines")
                elif group.asking[at] and (self.scope[at] or (numbered and group.share(Asking.WORDS) >= 0.5)):
                    self._accept(at, "it asks")
                elif numbered and self.scope[at]:
                    self._accept(at, "questions are announced above it")
                else:
                    self._refuse(at, "nothing below it is labelled as its answer")

    def _answer_label_below(self, at: int) -> bool:
        for below in range(at + 1, min(at + 60, len(self.lines))):
            mark = self.marks[below]
            if mark and mark.sense is Sense.ANSWER:
                return True
            if mark and (mark.shape.startswith(("label", "heading")) or (mark.sense is Sense.QUESTION and not mark.shape)):
                return mark.shape.startswith("heading") and says_answer(mark.text)
        return False

    def headings(self) -> None:
        """Headings ask where they ask; those that do not are questions where their siblings are, with answers."""
        certain = self._questions > 1
        for level in range(1, 7):
            group = self._group(at for at in self._candidates(f"heading {level}") if not _titles(self.marks[at]))
            many = group.count(Asking.MARK) >= 2 and group.share(Asking.MARK) >= 0.34
            alike = len(group.members) >= 3 and group.share(Asking.WORDS) >= 0.6 and (certain or group.count(Asking.MARK) >= 2)
            sure = [at for at in group.members if group.asking[at] is Asking.MARK]
            numbered = sum(bool(self.leads[at].number) for at in sure) * 5 > len(sure) * 4
            told = group.share(Asking.WORDS) >= 0.8 and len(group.members) >= 3 and group.answered_share >= 0.6 and self._questions > 0
            self._own()
            for at in self._candidates(f"heading {level}"):
                within = self.owner[at] >= 0 and self.lines[self.owner[at]].level in range(1, level)
                if within and group.asking.get(at) is not Asking.MARK:
                    self._refuse(at, "it lies within an answer")
                elif within:
                    self._accept(at, "it asks further below a question", Sense.FOLLOWUP)
                elif at not in group.asking or self._only_questions_below(at):
                    self._refuse(at, "it heads what follows")
                elif group.asking[at] is Asking.MARK and (many or self.scope[at] or certain or group.share(Asking.MARK) >= 0.5):
                    self._accept(at, "it asks")
                elif group.asking[at] is Asking.WORDS and (alike or told or (certain and self._has_own_text(at)) or (many and group.share(Asking.WORDS) >= 0.5)):
                    self._accept(at, "headings beside it ask")
                elif alike and self._has_own_text(at) and self._beside_asks(at, group) and (bool(self.leads[at].number) or not numbered):
                    self._accept(at, "the headings beside it are questions with answers")
                elif group.asking[at] is Asking.MARK or (group.asking[at] and group.share(Asking.WORDS) >= 0.6):
                    continue  # until it is known whether there are other questions
                else:
                    self._refuse(at, "nothing shows that it asks")

    def lone_headings(self) -> None:
        """A heading that asks among headings that do not is a question where the file has others."""
        others = self._questions
        for at in self._candidates("heading"):
            if others > (1 if self._asking(at) is Asking.MARK else 2) and self._has_own_text(at):
                self._accept(at, "it asks, as other lines of this file do")
            else:
                self._refuse(at, "nothing else in this file shows that it is for study")

    def _only_questions_below(self, at: int) -> bool:
        """Whether a heading has no text of its own before the next question or heading that is deeper."""
        line = self.lines[at]
        for below in range(at + 1, len(self.lines)):
            other, mark = self.lines[below], self.marks[below]
            if other.blank or (mark and mark.sense in (Sense.FURNITURE, Sense.SEPARATOR)):
                continue
            if mark is None or mark.sense is not Sense.QUESTION:
                return False
            if other.block is Block.HEADING:
                return other.level > line.level and self._asking(below) > Asking.NO
            return self._asking(at) is Asking.NO and self._asking(below) is Asking.MARK
        return False

    def bold(self) -> None:
        """Bold lines are questions where bold is used so: most of them ask, or they ask and are announced."""
        for shape in ("bold line", "line that opens in bold", "bold item", "item that opens in bold"):
            if shape.startswith("bold"):
                self._own()
            free = [at for at in self._candidates(shape) if self.marks[at].shape == shape]  # type: ignore[union-attr]
            inside = [at for at in free if self.owner[at] >= 0]
            group = self._group(at for at in free if self.owner[at] < 0)
            counting = sum(bool(self.leads[at].number) for at in group.members if group.asking[at]) * 2 > len(group.members) >= 2
            for at in inside:
                if counting and self.leads[at].number and self._asking(at):
                    self._accept(at, "it goes on in the numbers of the bold questions")
                else:
                    self._refuse(at, "it lies within an answer")
            in_lists = "item" in shape
            many = group.count(Asking.MARK) >= 2 and group.share(Asking.MARK) >= (0.3 if shape.startswith("bold") else 0.5)
            asking_sections = {self._heading[at] for at in group.members if group.asking[at] is Asking.MARK}
            settled = self._questions >= 3
            alike = (len(group.members) >= 3 or settled) and group.share(Asking.WORDS) >= 0.6
            for at in group.members:
                spoken = self.scope[at] or settled
                if group.asking[at] is Asking.MARK and (many or spoken or self._questions):
                    self._accept(at, "bold lines ask in these notes")
                elif group.asking[at] is Asking.WORDS and (alike and (many or spoken)):
                    self._accept(at, "bold lines ask in these notes")
                elif (self.scope[at] or (settled and shape.startswith("bold"))) and self._in_count(at, group) and at in group.answered:
                    self._accept(at, "it is one of a numbered row, and questions are announced above it", whole=True)
                elif (
                    group.share(Asking.WORDS) >= 0.4
                    and (many and spoken and self._heading[at] in asking_sections)
                    and at in group.answered
                    and not announces(self._text(at))
                ):
                    self._accept(at, "the bold lines beside it are questions")
                elif self._has_options(at):
                    self._accept(at, "choices stand below it")
                elif not in_lists:
                    self._refuse(at, "bold is not used for questions here")

    def lists(self) -> None:
        """A list is one of questions where its items ask and are answered, or where questions are announced."""
        for depth in range(12):
            for lettered in (False, True):  # parts of a question come after the questions themselves
                self._own()
                for run in self._runs(depth):
                    if self.marks[run[0]].shape.startswith("letter") is lettered:  # type: ignore[union-attr]  # candidates
                        self._list(self._group(run))

    def _runs(self, depth: int) -> list[list[int]]:
        """Return the candidates of one depth, list by list: numbers go on through sections, bullets stand together."""
        shapes = (f"number {depth}", f"letter {depth}", f"bullet {depth}")
        found: dict[tuple[object, ...], list[int]] = {}
        parents: dict[int, int] = {}
        series: dict[str, tuple[int, int, int]] = {}
        for at, (line, mark) in enumerate(zip(self.lines, self.marks, strict=True)):
            if line.marker:
                parents[line.depth] = at
            bold = mark is not None and "item" in mark.shape and line.depth == depth
            if not mark or not (mark.shape in shapes or bold):
                continue
            number = self.leads[at].number
            counted = number.isdecimal() and not line.marker.startswith(("-", "*", "+"))
            kind = "letter" if mark.shape.startswith("letter") else "number" if counted else "bullet"
            heading, last, row = series.get(kind, (-1, 0, 0))
            goes_on = self._heading[at] == heading or (counted and int(number) == last + 1)
            series[kind] = (self._heading[at], int(number) if counted else 0, row if goes_on else row + 1)
            parent = parents.get(depth - 1 if line.marker else depth, 0) if depth else 0
            found.setdefault((kind, series[kind][2], parent, self.owner[at]), []).append(at)
        return list(found.values())

    def _list(self, group: _Group) -> None:
        first = group.members[0]
        for at in group.members:
            if group.asking[at] is not Asking.MARK and self._subquestions(at):
                group.asking[at] = Asking.MARK
        owner = self.owner[first]
        lettered = self.leads[first].number.isalpha()
        apart = not lettered and group.share(Asking.MARK) >= 0.6 and len(group.members) >= 2 and group.answered_share >= 0.6
        if owner >= 0 and not (apart and not self.lines[owner].depth and self.lines[first].depth <= 1):
            self._nested(group, owner)
            return
        if sum(bool(_LINK_ITEM.fullmatch(self.lines[at].text)) for at in group.members) * 10 >= len(group.members) * 7:
            for at in group.members:
                self._refuse(at, "its list only leads elsewhere")
            return
        spoken = self.scope[first] or (self._questions >= 3 and group.share(Asking.WORDS) >= 0.8)
        clear, alike = group.share(Asking.MARK), group.share(Asking.WORDS)
        enough = group.count(Asking.MARK) >= 2 or (spoken and group.count(Asking.WORDS) >= 1)
        shown = spoken or group.answered_share >= 0.6 or self._mostly_questions
        below = sum(at in group.answered and not (self._tail(at) and self.leads[at].bold) for at in group.members)
        counted = (spoken or self._questions >= 3) and len(group.members) >= 3 and below >= 0.8 * len(group.members) and self._counts(group.members)
        for at in group.members:
            if group.asking[at] is Asking.MARK and enough and shown and alike >= 0.4:
                self._accept(at, "its list asks")
            elif group.asking[at] is Asking.WORDS and enough and shown and alike >= 0.6:
                self._accept(at, "its list asks")
            elif self._has_options(at) or counted:
                self._accept(at, "choices stand below it" if self._has_options(at) else "its list is a numbered row of questions")
            elif enough and shown and alike >= 0.7 and (spoken or at in group.answered) and clear:
                self._accept(at, "its list is one of questions")
            else:
                self._refuse(at, "its list is not one of questions")

    def _subquestions(self, at: int) -> bool:
        """Whether lettered lines within an item of a list ask: the item is the stem of a question in parts."""
        line = self.lines[at]
        for below in range(at + 1, len(self.lines)):
            other, mark = self.lines[below], self.marks[below]
            if other.block is Block.HEADING or (other.marker and other.depth <= line.depth):
                return False
            if mark and mark.shape.startswith("letter") and self._asking(below) is Asking.MARK:
                return True
        return False

    def _nested(self, group: _Group, owner: int) -> None:
        """Decide about a list within the answer of a question: items that ask further below an item are follow-ups."""
        parent = self.lines[owner]
        for at in group.members:
            line = self.lines[at]
            lettered = self.leads[at].number.isalpha() and group.share(Asking.MARK) >= 0.5 and len(group.members) > 1
            deeper = lettered or (bool(parent.marker) and (line.depth > parent.depth or (line.depth == parent.depth and not line.marker)))
            if deeper and (group.asking[at] is Asking.MARK or (group.asking[at] and group.share(Asking.MARK) >= 0.5)):
                self._accept(at, "it asks further below a question", Sense.FOLLOWUP)
            else:
                self._refuse(at, "it lies within an answer")

    def _counts(self, row: list[int]) -> bool:
        """Whether the numbers of some lines go up one by one."""
        numbers = [int(self.leads[at].number) for at in row if self.leads[at].number.isdecimal()]
        steps = sum(after - before == 1 for before, after in pairwise(numbers))
        return len(numbers) == len(row) and steps >= (len(numbers) - 1) * 0.7

    @property
    def _mostly_questions(self) -> bool:
        """Whether most blocks of the file ask."""
        starts = [at for at, line in enumerate(self.lines) if line.first and line.block in (Block.PROSE, Block.HEADING)]
        asking = sum(1 for at in starts if self.leads[at].asks is Asking.MARK)
        return len(starts) >= 3 and asking * 2 >= len(starts)

    def plain(self) -> None:
        """Plain lines ask where several of them do, each with its answer below or behind it."""
        self._own()
        free = [at for at in self._candidates("plain") if self.owner[at] < 0 and self.lines[at].first and not self.lines[at].quote]
        group = self._group(free)
        paragraphs = [at for at, line in enumerate(self.lines) if line.first and line.block is Block.PROSE and self.owner[at] < 0]
        short = sum(len(self._text(at)) for at in free) <= 110 * len(free)
        often = len(free) >= 3 and len(free) * 3 >= len(paragraphs) and short
        for at in self._candidates("plain") + self._candidates("keycap"):
            mark = self.marks[at]
            assert mark is not None
            beside = [other for other in paragraphs if self._heading[other] == self._heading[at]]
            asking = [other for other in free if self._heading[other] == self._heading[at]]
            dense = (len(asking) >= 3 or (len(asking) >= 2 and self._questions >= 3)) and len(asking) * 5 >= len(beside) * 3
            if mark.shape == "keycap":
                self._accept(at, "it asks")
            elif at in group.asking and (self._has_options(at) or (mark.tail == "" and at in group.answered and (often or self.scope[at]))):
                self._accept(at, "such lines are questions in these notes")
            elif at in group.asking and dense:
                self._accept(at, "the paragraphs of this section open with questions")
            else:
                self._refuse(at, "a question within prose is no card")


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def announces(text: str) -> bool:
    """Whether a title says that questions follow: ``Interview questions``, ``FAQ``, ``Ejercicios``."""
    parts = _plain(text).split(" ")
    if " ".join(parts) in _announcing() or parts[-1] in _announcing() or any(part in _questions() for part in parts):
        return True
    return any(" ".join(parts[start:end]) in _announcing() for end in range(2, len(parts) + 1) for start in range(max(0, end - 5), end - 1))


@cache
def _questions() -> frozenset[str]:
    """Return the words for questions, in the plural: a title that has one announces them wherever it stands."""
    return frozenset(word for word in words("question") & words("sections") if len(word) > 2 and " " not in word) - {"exercise", "test"}


@cache
def _announcing() -> frozenset[str]:
    return frozenset(_plain(word) for word in words("sections"))


@cache
def _followups() -> frozenset[str]:
    return frozenset(_plain(word) for word in words("followup"))


def _titles(mark: Mark | None) -> bool:
    """Whether a title is one that documents have and that asks nothing: contents, references."""
    return mark is not None and _plain(mark.text) in (words("contents") | words("source") | words("sections"))


def says_contents(text: str) -> bool:
    """Whether the summary of a folded text names a table of contents: ``View contents``."""
    parts = _plain(text).split(" ")
    return len(parts) <= 6 and any(" ".join(parts[n:]) in words("contents") for n in range(len(parts)))


def says_answer(text: str) -> bool:
    """Whether the summary of a folded text only says that the answer is inside: ``Show answer``."""
    parts = _plain(text).split(" ")
    long = {word for word in words("answer") if len(word) > 2 or word[0] > "\u3000"}  # noqa: PLR2004 - “a” is a word, too
    return len(parts) <= 6 and (any(part in long for part in parts) or any(word in text for word in long if word[0] > "\u3000"))
