"""Bold lines are questions where bold is used so: most of them ask, or they count on, or questions are announced."""

from __future__ import annotations

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.survey import SETTLED, Group, Survey
from notes2anki.parse.evidence.titles import announces, bare
from notes2anki.parse.marks import Sense

_TITLE = 60
"""Characters of the longest title."""
_SHAPES = (("bold line", "line that opens in bold"), ("bold item", "item that opens in bold"))


def judge(survey: Survey) -> None:
    """Decide about lines first, then about items; items that are not decided by their bold are left to their list."""
    for together in _SHAPES:
        if not any(survey.candidates(shape) for shape in together):
            continue
        survey.own()
        for shape in together:
            places = survey.candidates(shape)
            group = survey.group(at for at in places if survey.owner[at] < 0)
            _within(survey, group, [at for at in places if survey.owner[at] >= 0])
            _Bold(survey, group, shape).judge()


def _within(survey: Survey, group: Group, inside: list[int]) -> None:
    """Decide about bold lines within answers: they are questions only where the bold questions are numbered, too."""
    counted = sum(bool(survey.leads[at].number) for at in group.members if group.asking[at])
    counting = counted * 2 > len(group.members) > 1
    many = group.count(Asking.MARK) > 1
    for at in inside:
        if counting and survey.leads[at].number and survey.asking(at):
            survey.accept(at, "it goes on in the numbers of the bold questions")
        elif many and survey.asking(at) is Asking.MARK and not survey.lines[survey.owner[at]].level:
            survey.accept(at, "bold lines ask in these notes")
        elif survey.asking(at) is not Asking.MARK:  # else it may be a follow-up
            survey.refuse(at, "it lies within an answer")


def judge_late(survey: Survey) -> None:
    """Make sections of bold lines that stand right above questions, each with a title of its own."""
    titles = [
        at
        for at, mark in enumerate(survey.marks)
        if mark and mark.sense is Sense.TEXT and mark.dialect == "bold" and _heads(survey, at)
    ]
    if len(titles) > 1 and len({bare(survey.mark(at).text) for at in titles}) == len(titles):
        for at in titles:
            survey.marks[at] = survey.mark(at)._replace(sense=Sense.SECTION, why="it is bold and heads questions")


def _heads(survey: Survey, at: int) -> bool:
    """Whether a line is all bold, begins a paragraph of its own level, and a question stands next below it."""
    line, lead = survey.lines[at], survey.leads[at]
    mark = survey.mark_below(at)
    alone = lead.bold == lead.text and not lead.tail and not lead.text.endswith((":", "："))
    return (
        alone
        and line.first
        and len(line.text) <= _TITLE
        and not (line.depth or line.quote)
        and mark is not None
        and mark.sense is Sense.QUESTION
        and not mark.shape
        and mark.dialect not in ("headings", "labelled", "tables")
    )


class _Bold:
    """The bold lines of one shape, judged by each other."""

    def __init__(self, survey: Survey, group: Group, shape: str) -> None:
        self.survey, self.group = survey, group
        self.alone = shape.startswith("bold")
        self.item = "item" in shape
        self.settled = survey.questions >= SETTLED
        self.opening = group.share(Asking.WORDS)
        self.many = group.count(Asking.MARK) > 1 and group.share(Asking.MARK) >= (0.3 if self.alone else 0.5)
        self.alike = (len(group.members) >= SETTLED or self.settled) and self.opening >= 0.6
        self.asking_sections = {survey.heading[at] for at in group.members if group.asking[at] is Asking.MARK}
        self.several = group.count(Asking.MARK) >= SETTLED
        rows: dict[int, list[int]] = {}
        for at in group.members:
            rows.setdefault(survey.heading[at], []).append(at)
        self.counting = {heading for heading, row in rows.items() if len(row) >= SETTLED and survey.counts(row)}
        """The headings below which the bold lines count on."""

    def judge(self) -> None:
        for at in self.group.members:
            asking, spoken = self.group.asking[at], self.survey.announced[at] or self.settled or self.several
            if (asking is Asking.MARK and (self.many or spoken or self.survey.questions)) or (
                asking is Asking.WORDS and self.alike and (self.many or spoken)
            ):
                self.survey.accept(at, "bold lines ask in these notes")
            elif self._in_numbered_row(at):
                self.survey.accept(at, "it is one of a numbered row of questions", whole=True)
            elif self._beside_questions(at) and self.many and spoken:
                self.survey.accept(at, "the bold lines beside it are questions")
            elif self.survey.has_choices(at):
                self.survey.accept(at, "choices stand below it")
            elif not self.item:
                self.survey.refuse(at, "bold is not used for questions here")

    def _in_numbered_row(self, at: int) -> bool:
        """Whether the bold lines of the section count on, each with an answer, where questions are to be expected."""
        expected = self.survey.announced[at] or (self.settled and self.alone)
        return expected and at in self.group.answered and self.survey.heading[at] in self.counting

    def _beside_questions(self, at: int) -> bool:
        """Whether enough of the bold lines ask, some of them in this section, and this one has an answer."""
        asked_here = self.survey.heading[at] in self.asking_sections
        return (
            self.opening >= 0.4
            and asked_here
            and at in self.group.answered
            and not announces(self.survey.mark(at).text)
        )
