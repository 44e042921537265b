"""Quotes are questions where most of them ask, questions are to be expected, and the answers stand between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.evidence.survey import SETTLED
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey


def judge(survey: Survey) -> None:
    """Decide about the quotes of one paragraph, all of a file together."""
    survey.own()
    quotes = [run for run in _quotes(survey) if survey.owner[run[0]] < 0]
    asking = {run[0]: asks(" ".join(survey.lines[at].text for at in run), survey.codes) for run in quotes}
    sure = sum(said is Asking.MARK for said in asking.values())
    most = sum(said > Asking.NO for said in asking.values()) * 2 >= len(quotes)
    certain = survey.questions
    for run in quotes:
        announced = survey.announced[run[0]] and sure > 1
        several = sure >= SETTLED <= certain and most and asking[run[0]]  # else it may be quoted mail
        if survey.heading[run[0]] >= 0 and (several or (announced and (most or asking[run[0]]))):
            _accept(survey, run)


def _accept(survey: Survey, run: list[int]) -> None:
    why = "it is a quote that asks, as others here do, and what follows is not quoted"
    text = "\n".join(survey.lines[at].text for at in run)
    survey.marks[run[0]] = Mark(Sense.QUESTION, text, why, dialect="quotes")
    for at in run[1:]:
        survey.marks[at] = Mark(Sense.FURNITURE, "", "it belongs to the question above", dialect="quotes")
    survey.questions += 1


def _quotes(survey: Survey) -> list[list[int]]:
    """Return the quotes that are one paragraph of plain prose, with something else, not quoted, next below."""
    found: list[list[int]] = []
    for at, line in enumerate(survey.lines):
        mark = survey.marks[at]
        plain = line.block is Block.PROSE and line.quote == 1 and not line.depth and _is_open(mark)
        if plain and found and found[-1][-1] == at - 1 and not line.first:
            found[-1].append(at)
        elif plain and line.first and (at == 0 or not survey.lines[at - 1].quote):
            found.append([at])
        elif line.quote and found and found[-1][-1] == at - 1:
            found.pop()  # more is quoted: it is a longer text
    return found


def _is_open(mark: Mark | None) -> bool:
    return mark is None or mark.shape.startswith("plain")
