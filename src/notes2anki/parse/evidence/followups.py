"""What is listed below “Follow-up questions:” are follow-ups; so are the questions below such a heading."""

from __future__ import annotations

from notes2anki.parse.evidence.survey import Survey
from notes2anki.parse.evidence.titles import says_followups
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Sense


def judge(survey: Survey) -> None:
    """Find the heads of follow-ups, and accept what asks below them."""
    asked_at = 7  # the highest level at which a heading asked, since the last higher one
    for at, mark in enumerate(survey.marks):
        line = survey.lines[at]
        if line.block is Block.HEADING and mark:
            if mark.sense is Sense.QUESTION and not mark.shape:
                asked_at = min(asked_at, line.level)
            elif says_followups(mark.text) and asked_at < line.level:
                survey.marks[at] = mark._replace(sense=Sense.FOLLOWUPS, shape="", why="it heads follow-ups of the question above")
            elif line.level < asked_at:
                asked_at = 7
        head = survey.marks[at]
        if head and head.sense is Sense.FOLLOWUPS:
            _accept_below(survey, at)


def _accept_below(survey: Survey, head: int) -> None:
    """Accept what asks in the list, or in the section, below a head."""
    heading = survey.lines[head].block is Block.HEADING
    for at in range(head + 1, len(survey.lines)):
        line, mark = survey.lines[at], survey.marks[at]
        over = line.level and (not heading or line.level <= survey.lines[head].level)
        listed = line.marker or line.depth or not line.first
        if over or (not heading and not line.blank and not listed) or (mark and mark.sense is Sense.SECTION and not line.level):
            break
        if not mark or not mark.shape or not (heading or line.depth == survey.lines[head].depth + 1):
            continue
        if (line.marker or line.level or "bold" in mark.shape) and survey.asking(at):
            survey.accept(at, "it stands below the head of the follow-ups", Sense.FOLLOWUP)
