"""What is listed below “Follow-up questions:” are follow-ups, and so is a list that asks behind a colon in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import Asking
from notes2anki.parse.evidence.titles import says_followups
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey

_NEAR = 40
"""Lines before a heading in which an answer must have begun."""


def judge(survey: Survey) -> None:
    """Find the heads of follow-ups, and accept what asks below them."""
    survey.own()
    for at, mark in enumerate(survey.marks):
        if (mark and mark.sense is Sense.FOLLOWUPS) or _heads(survey, at):
            dialect = mark.dialect if mark else "followups"
            survey.marks[at] = Mark(Sense.FOLLOWUPS, "", "it heads follow-ups of the question above", dialect=dialect)
            _accept_below(survey, at)


def _heads(survey: Survey, at: int) -> bool:
    """Whether a line within an answer heads follow-ups: it says so, or it ends in a colon and the list below it asks."""
    line, mark = survey.lines[at], survey.marks[at]
    if survey.owner[at] < 0 or line.marker or not line.first or line.block not in (Block.PROSE, Block.HEADING):
        return False
    if mark and (mark.shape or mark.sense not in (Sense.TEXT, Sense.SECTION)):
        return False
    if line.block is Block.HEADING:
        return says_followups(survey.leads[at].text) or (_is_told(survey, at) and _list_asks(survey, at))
    return line.text.rstrip("*_ ").endswith((":", "：")) and _list_asks(survey, at)


def _is_told(survey: Survey, head: int) -> bool:
    """Whether something stands between a question and a heading within its answer that does not ask itself."""
    between = range(max(survey.owner[head] + 1, head - _NEAR), head)
    return any(not survey.idle(at) and not survey.leads[at].asks for at in between)


def _list_asks(survey: Survey, head: int) -> bool:
    """Whether what stands next below a line is a list of which most items end with a question mark."""
    depth = survey.lines[head].depth + 1
    items = asking = 0
    for at in range(head + 1, len(survey.lines)):
        line = survey.lines[at]
        if line.level or (line.first and not line.blank and line.depth < depth):
            break
        if line.marker and line.depth == depth:
            items += 1
            mark = survey.marks[at]
            asking += bool(mark and mark.shape and not survey.only_links(at) and survey.asking(at) is Asking.MARK)
    return asking * 5 >= items * 3 and asking > 0


def _accept_below(survey: Survey, head: int) -> None:
    """Accept what asks in the list, or in the section, below a head."""
    heading = survey.lines[head].block is Block.HEADING
    for at in range(head + 1, len(survey.lines)):
        line, mark = survey.lines[at], survey.marks[at]
        over = line.level and (not heading or line.level <= survey.lines[head].level)
        listed = line.marker or line.depth or not line.first
        if (
            over
            or (not heading and not line.blank and not listed)
            or (mark and mark.sense is Sense.SECTION and not line.level)
        ):
            break
        if not mark or not mark.shape or not (heading or line.depth == survey.lines[head].depth + 1):
            continue
        if (line.marker or line.level or "bold" in mark.shape) and not survey.only_links(at) and survey.asking(at):
            survey.accept(at, "it stands below the head of the follow-ups", Sense.FOLLOWUP)
