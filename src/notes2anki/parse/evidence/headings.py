"""Headings are questions where they ask; those that do not, where their siblings are questions with answers."""

from __future__ import annotations

import re
from bisect import bisect_left

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.survey import SETTLED, Group, Survey
from notes2anki.parse.evidence.titles import announces, bare, is_furniture
from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Sense

_RATING = re.compile("(?<![⭐★☆🌶🔥])[⭐★☆🌶🔥]++$")
"""How hard or how often asked: only questions are rated."""


def judge(survey: Survey) -> None:
    """Decide level by level, the highest first: what stands deeper may lie in the answer of what stands higher."""
    certain = survey.questions > 1
    if not certain and _talks(survey):
        for at in survey.candidates("heading"):
            survey.refuse(at, "headings of this text talk to its reader")
        return
    for level in range(1, 7):
        places = survey.candidates(f"heading {level}")
        group = survey.group(at for at in places if not is_furniture(survey.mark(at).text))
        if places:
            _Level(survey, group, level, certain=certain).judge(places)


def _talks(survey: Survey) -> bool:
    """Whether some of the headings that ask go on as speech does: ``So what happened?``, ``But why?``."""
    asking = [at for at in survey.candidates("heading") if survey.asking(at) is Asking.MARK]
    turning = sum(_turns(survey.mark(at).text, words("turn", survey.codes)) for at in asking)
    return turning > 1 and turning * 3 >= len(asking)


def _turns(title: str, turns: frozenset[str]) -> bool:
    """Whether a title begins with one of the words that lead on; Chinese and Japanese put no space behind them."""
    unspaced = tuple(word for word in turns if word > "\u3000")
    return bare(title).partition(" ")[0] in turns or title.startswith(unspaced)


def judge_late(survey: Survey) -> None:
    """Decide about headings that ask among headings that do not: they are questions where the file has others."""
    others = survey.questions
    for at in survey.candidates("heading"):
        sure = survey.asking(at) is Asking.MARK
        enough = others > 1 if sure else others >= SETTLED
        title = at == survey.headings[0] and survey.lines[at].level == 1 and not sure
        if enough and not title and survey.has_answer(at):
            survey.accept(at, "it asks, as other lines of this file do")
        else:
            survey.refuse(at, "nothing else in this file shows that it is for study")


class _Level:
    """The headings of one level, judged by each other."""

    def __init__(self, survey: Survey, group: Group, level: int, *, certain: bool) -> None:
        self.survey, self.group, self.level = survey, group, level
        asking, opening = group.share(Asking.MARK), group.share(Asking.WORDS)
        several = len(group.members) >= 3
        self.many = group.count(Asking.MARK) > 1 and asking >= 0.45
        self.most = certain or (asking >= 0.5 and (len(group.members) > 1 or self._all_ask()))
        self.row = not self._one_announces() and self._numbered_row()
        announced = all(survey.announced[at] for at in group.members)
        self.alike = several and opening >= 0.6 and (certain or announced or group.count(Asking.MARK) > 1)
        self.tasks = several and opening >= 0.8 and group.answered_share >= 0.6 and survey.questions > 0
        self.certain, self.opening = certain, opening
        sure = [at for at in group.members if group.asking[at] is Asking.MARK]
        self.numbered = sum(bool(survey.leads[at].number) for at in sure) * 5 > len(sure) * 4
        self.higher = [at for at in survey.headings if survey.lines[at].level < level]

    def _one_announces(self) -> bool:
        """Whether one of the headings says that questions follow, and they do not follow at its own level."""
        announcing = (at for at in self.group.members if announces(self.survey.leads[at].text))
        below = (next(self.survey.below(at), at) for at in announcing)
        return any(self.survey.lines[at].level != self.level for at in below)

    def _all_ask(self) -> bool:
        """Whether no heading of the file fails to ask but its title."""
        return all(self.survey.leads[at].asks for at in self.survey.headings[1:])

    def _numbered_row(self) -> bool:
        """Whether most of the headings are numbered, count on, and some of them ask or are announced as questions."""
        numbered = [at for at in self.group.members if self.survey.leads[at].number]
        rated = [at for at in self.group.members if _RATING.search(self.survey.lines[at].text)]
        if len(rated) >= SETTLED and len(rated) * 2 > len(self.group.members):
            return True
        asking = sum(bool(self.group.asking[at]) for at in numbered)
        expected = asking * 6 >= len(numbered) or any(self.survey.announced[at] for at in numbered)
        return (
            len(numbered) >= SETTLED
            and len(numbered) * 4 >= len(self.group.members) * 3
            and expected
            and self.survey.counts(numbered)
        )

    def _is_title(self, at: int) -> bool:
        """Whether a heading is the title of the whole file: the only one of its level, above all others."""
        first = next(iter(self.survey.headings), -1)
        return (
            self.level == 1
            and at == first
            and len(self.group.members) == 1
            and len(self.survey.headings) > 1
            and not self.higher
        )

    def judge(self, places: list[int]) -> None:
        self.survey.own()
        for at in places:
            owner = self.survey.owner[at]
            if owner >= 0 and 0 < self.survey.lines[owner].level < self.level:
                self._within(at)
            elif at not in self.group.asking or self._is_title(at) or _only_questions_below(self.survey, at):
                self.survey.refuse(at, "it heads what follows")
            else:
                self._beside(at)

    def _within(self, at: int) -> None:
        if self.group.asking.get(at) is Asking.MARK:
            self.survey.accept(at, "it asks further below a question", Sense.FOLLOWUP)
        else:
            self.survey.refuse(at, "it lies within an answer")

    def _beside(self, at: int) -> None:
        asking = self.group.asking[at]
        if not self.survey.mark(at).text and self.survey.leads[at].number and self.survey.has_choices(at):
            self.survey.accept(at, "it is a number, and a question with choices stands below it")
            return
        own = _has_own_text(self.survey, at)
        if asking is Asking.MARK and (self.many or self.most or self.survey.announced[at]):
            self.survey.accept(at, "it asks")
        elif asking is Asking.WORDS and (
            self.alike or self.tasks or (self.certain and own) or (self.many and self.opening >= 0.5)
        ):
            self.survey.accept(at, "headings beside it ask")
        elif (
            self.alike and own and self._siblings_ask(at) and (bool(self.survey.leads[at].number) or not self.numbered)
        ):
            self.survey.accept(at, "the headings beside it are questions with answers")
        elif self.row and own and (self.survey.leads[at].number or _RATING.search(self.survey.lines[at].text)):
            self.survey.accept(at, "it is one of a numbered row of questions")
        elif asking is not Asking.MARK and not (asking and self.opening >= 0.6):  # else judge_late decides
            self.survey.refuse(at, "nothing shows that it asks")

    def _siblings_ask(self, at: int) -> bool:
        """Whether most headings ask that stand with this one below the same heading."""
        place = bisect_left(self.higher, at)
        above = self.higher[place - 1] if place else -1
        below = self.higher[place] if place < len(self.higher) else len(self.survey.lines)
        members = self.group.members
        beside = members[bisect_left(members, above) : bisect_left(members, below)]
        return sum(bool(self.group.asking[other]) for other in beside if other != at) * 2 >= len(beside) - 1


def _has_own_text(survey: Survey, at: int) -> bool:
    """Whether what stands first below a heading is neither a heading nor a bold line."""
    below = next(survey.below(at), None)
    if below is None:
        return False
    mark = survey.marks[below]
    if mark and mark.sense is Sense.ANSWER:
        return True
    return survey.lines[below].block is not Block.HEADING and not (mark and "bold" in mark.shape and not mark.tail)


def _only_questions_below(survey: Survey, at: int) -> bool:
    """Whether a heading has no text of its own before a deeper heading or another line that asks."""
    below = next(survey.below(at), None)
    mark = survey.marks[below] if below is not None else None
    if below is None or mark is None or mark.sense is not Sense.QUESTION:
        return False
    if survey.lines[below].block is Block.HEADING:
        return survey.lines[below].level > survey.lines[at].level and bool(survey.asking(below))
    return survey.asking(at) is Asking.NO and survey.asking(below) is Asking.MARK
