"""A list is one of questions where its items ask and are answered, or where questions are to be expected."""

from __future__ import annotations

import re

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.survey import SETTLED, Group, Survey
from notes2anki.parse.evidence.titles import announces, bare
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Sense

_SHAPES = ("number", "letter", "bullet", "bold item", "item")
_NEAR = 20
_PART = re.compile(r"\d{1,3}[a-z]")
_BULLETS = ("-", "*", "+")


def judge(survey: Survey) -> None:
    """Decide list by list, the outer ones first; lettered parts come after the questions they are parts of."""
    mostly = _mostly_questions(survey)
    places = [at for shape in _SHAPES for at in survey.candidates(shape)]
    kinds = {(survey.lines[at].depth, survey.mark(at).shape.startswith("letter")) for at in places}
    for depth, lettered in sorted(kinds):
        survey.own()
        lists = [_List(survey, survey.group(run), mostly=mostly) for run in _runs(survey, depth, lettered=lettered)]
        for each in sorted(lists, key=_List.is_unsure):  # what the sure ones show helps with the others
            each.judge()


def _mostly_questions(survey: Survey) -> bool:
    """Whether most blocks of the file ask."""
    starts = [at for at, line in enumerate(survey.lines) if line.first and line.block in (Block.PROSE, Block.HEADING)]
    asking = sum(survey.leads[at].asks for at in starts)
    return len(starts) >= SETTLED and asking * 2 >= len(starts)


def _runs(survey: Survey, depth: int, *, lettered: bool) -> list[list[int]]:
    """Return the candidates of one depth, list by list: numbers go on through sections, bullets stand together."""
    found: dict[tuple[object, ...], list[int]] = {}
    series: dict[str, tuple[int, int, int, int]] = {}
    parent = -1
    for at, (line, mark) in enumerate(zip(survey.lines, survey.marks, strict=True)):
        if (line.marker and line.depth < depth) or (line.marker and line.depth == depth and lettered):
            parent = at
        if not mark or line.depth != depth or not mark.shape.startswith(_SHAPES):
            continue
        if mark.shape.startswith("letter") is not lettered:
            continue
        number = survey.leads[at].number
        counted = number.isdecimal() and not line.marker.startswith(_BULLETS)
        kind = "number" if counted else "other"
        heading, last, row, owner = series.get(kind, (-1, 0, 0, -1))
        follows = counted and int(number) == last + 1
        goes_on = survey.heading[at] == heading or follows
        owner = owner if follows else survey.owner[at]  # a follow-up between two numbers does not end their row
        series[kind] = (survey.heading[at], int(number) if counted else 0, row if goes_on else row + 1, owner)
        found.setdefault((kind, series[kind][2], parent, owner), []).append(at)
    return list(found.values())


class _List:
    """The items of one list, judged by each other."""

    def __init__(self, survey: Survey, group: Group, *, mostly: bool) -> None:
        self.survey, self.group, self.mostly = survey, group, mostly
        self.first = group.members[0]
        self.lettered = survey.mark(self.first).shape.startswith("letter")
        for at in group.members:
            if group.asking[at] is not Asking.MARK and _parts_ask(survey, at):
                group.asking[at] = Asking.MARK
        self.asking, self.opening = group.share(Asking.MARK), group.share(Asking.WORDS)

    def is_unsure(self) -> bool:
        """Whether it asks, but nothing is answered and nothing announces questions."""
        return self.asking >= 0.6 and self.group.answered_share < 0.6 and not self.survey.announced[self.first]

    def judge(self) -> None:
        owner = self.survey.owner[self.first]
        links = sum(self.survey.only_links(at) for at in self.group.members)
        if owner >= 0 and not self._stands_apart(owner):
            self._within(owner)
        elif links * 10 >= len(self.group.members) * 7:
            for at in self.group.members:
                self.survey.refuse(at, "its list only leads elsewhere")
        elif self._repeats():
            for at in self.group.members:
                self.survey.refuse(at, "its list names questions that stand elsewhere in the file")
        elif self.survey.lines[self.first].quote:
            for at in self.group.members:
                self.survey.refuse(at, "it is quoted")
        else:
            self._free()

    def _stands_apart(self, owner: int) -> bool:
        """Whether a list below the answer of a question is one of answered questions itself."""
        asked = self.asking >= 0.6 and len(self.group.members) > 1 and self.group.answered_share >= 0.6
        return (
            asked
            and not self.lettered
            and not self.survey.lines[owner].depth
            and self.survey.lines[self.first].depth <= 1
        )

    def _within(self, owner: int) -> None:
        """Decide about a list within an answer: what asks further below an item, and lettered parts, are follow-ups."""
        above = self.survey.lines[owner]
        told = sum(self._is_told(at) for at in self.group.members) * 2 >= len(self.group.members)
        parts = self.lettered and (self.opening >= 0.5 or told) and len(self.group.members) > 1
        for at in self.group.members:
            line = self.survey.lines[at]
            inside = bool(above.marker) and (
                line.depth > above.depth or (line.depth == above.depth and not line.marker)
            )
            asks = (
                self.group.asking[at] is Asking.MARK
                or (bool(self.group.asking[at]) and (parts or self.asking >= 0.5))
                or told
                or (parts and at in self.group.answered)
            )
            answered = at in self.group.answered and bool(line.marker) and self.asking >= 0.6
            if (parts or inside or answered) and asks:
                self.survey.accept(at, "it asks further below a question", Sense.FOLLOWUP)
            else:
                self.survey.refuse(at, "it lies within an answer")

    def _is_told(self, at: int) -> bool:
        """Whether an answer stands behind an item, and not just the text that its bold type opens."""
        return bool(self.survey.mark(at).tail) and not self.survey.leads[at].bold

    def _free(self) -> None:
        group, survey = self.group, self.survey
        settled = survey.questions >= SETTLED
        likely = settled and (len(group.members) > 1 or self.first in group.answered or self._goes_on())
        spoken = survey.announced[self.first] or (likely and self.opening >= 0.7) or self._is_paper()
        enough = group.count(Asking.MARK) > 1 or (spoken and group.count(Asking.WORDS) > 0)
        shown = enough and (spoken or group.answered_share >= 0.6 or self.mostly)
        announced = survey.announced[self.first]
        row = ((spoken or settled) and self._numbered_row()) or (announced and (self._verdicts() or self._is_ticket()))
        for at in group.members:
            heads = survey.mark(at).text.endswith((":", "：")) and announces(survey.mark(at).text)
            if heads:
                survey.refuse(at, "it only says that questions follow")
            elif shown and group.asking[at] and self.opening >= (0.4 if group.asking[at] is Asking.MARK else 0.6):
                survey.accept(at, "its list asks")
            elif shown and survey.is_labelled(at):
                survey.accept(at, "an answer is labelled below it")
            elif survey.has_choices(at) and not survey.lines[at].text.startswith("["):
                survey.accept(at, "choices stand below it")
            elif row or (shown and self.opening >= 0.7 and self.asking and (spoken or at in group.answered)):
                survey.accept(at, "its list is one of questions")
            else:
                survey.refuse(at, "its list is not one of questions")

    def _goes_on(self) -> bool:
        """Whether questions of the same depth stand shortly above, below items that stand beside the one around this."""
        survey, depth = self.survey, self.survey.lines[self.first].depth
        for at in range(self.first - 1, max(survey.heading[self.first], self.first - _NEAR), -1):
            mark, line = survey.marks[at], survey.lines[at]
            if line.depth == depth and line.marker and mark and mark.sense is Sense.QUESTION and not mark.shape:
                return survey.has_answer(at)
        return False

    def _is_paper(self) -> bool:
        """Whether the items are numbered as only the questions of a paper are, in parts: ``1(a)``, ``2b``."""
        parts = [at for at in self.group.members if _PART.fullmatch(self.survey.leads[at].number)]
        return len(parts) >= SETTLED and self.opening >= 0.3

    def _is_ticket(self) -> bool:
        """Whether the items stand right below a heading such as “Ticket 3”, most with something nested in them."""
        survey, heading = self.survey, self.survey.heading[self.first]
        mark = survey.marks[heading] if heading >= 0 else None
        ticket = mark is not None and mark.dialect == "labelled" and mark.sense is Sense.SECTION
        return ticket and self.group.answered_share >= 0.6 and not survey.lines[self.first].depth > 1

    def _repeats(self) -> bool:
        """Whether most items are questions that have been found elsewhere: the list is one of contents."""
        known = self.survey.asked
        repeated = sum(bare(self.survey.mark(at).text) in known for at in self.group.members)
        return len(self.group.members) >= SETTLED and repeated * 5 >= len(self.group.members) * 3

    def _verdicts(self) -> bool:
        """Whether nearly all items say behind them whether they are true."""
        told = [at for at in self.group.members if self._is_told(at)]
        return len(told) > 1 and len(told) >= 0.8 * len(self.group.members)

    def _numbered_row(self) -> bool:
        """Whether the items count on and nearly all have something below them, or behind them but not behind bold."""
        members, survey = self.group.members, self.survey
        below = sum(
            at in self.group.answered and not (survey.mark(at).tail and survey.leads[at].bold) for at in members
        )
        return len(members) >= SETTLED and below >= 0.8 * len(members) and survey.counts(members)


def _parts_ask(survey: Survey, at: int) -> bool:
    """Whether lettered lines within an item ask: the item is the stem of a question in parts."""
    line = survey.lines[at]
    if not line.marker:
        return False
    for below in range(at + 1, len(survey.lines)):
        other, mark = survey.lines[below], survey.marks[below]
        if other.block is Block.HEADING or (other.marker and other.depth <= line.depth):
            return False
        if mark and mark.shape.startswith("letter") and survey.asking(below) is Asking.MARK:
            return True
    return False
