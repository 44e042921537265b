"""Lettered lines A, B, C … at one depth, or boxes to tick, are the choices of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes2anki.parse.asking import asks
from notes2anki.parse.dialects.numbered import ARROW
from notes2anki.parse.lines import Block
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey

_CHOICE = re.compile(
    r"(?P<box>(?:\[[ xX✓✔]\]|[☐☑☒✅⬜🔲])[ \t])"
    r"|(?P<kana>[アイウエオ])[ \t.．、:：)）]"
    r"|[*_]{0,2}[(\[]?(?:(?P<letter>[A-H])[.):：、．\]]|(?P<small>[a-h])[.)\]])[*_]{0,2}(?:[ \t`]|$|(?<=[：、．]))"
)
_LETTERS = "ABCDEFGH"
_KANA = "アイウエオ"


def judge(survey: Survey) -> None:
    """Find the rows of choices."""
    row: list[int] = []
    for at, line in enumerate(survey.lines):
        match = _CHOICE.match(line.text) if line.block is Block.PROSE else None
        letter = _letter(match) if match else ""
        if (
            letter in ("*", _LETTERS[len(row) : len(row) + 1])
            and letter
            and (not row or line.depth == survey.lines[row[-1]].depth)
        ):
            row.append(at)
        elif not row and letter not in ("*", "A"):
            continue
        elif not row or not (line.blank or not (line.first or line.marker)):  # not the second line of a choice
            _mark(survey, row)
            row = [at] if letter in ("*", "A") else []
    _mark(survey, row)


def _has_question(survey: Survey, first: int) -> bool:
    """Whether a row of choices can have its question above: not right below a heading that neither asks nor counts."""
    above = next((at for at in range(first - 1, -1, -1) if not survey.lines[at].blank), None)
    if above is None or survey.lines[above].block is not Block.HEADING:
        return above is not None
    lead = survey.leads[above]
    return bool(lead.asks or lead.number or lead.label or asks(lead.text, survey.codes))


def _letter(match: re.Match[str]) -> str:
    """Return the letter of a choice, or a star for a box."""
    if match["kana"]:
        return _LETTERS[_KANA.index(match["kana"])]
    return (match["letter"] or match["small"] or "*").upper()


def _mark(survey: Survey, row: list[int]) -> None:
    if len(row) < 2 or not _has_question(survey, row[0]):
        return
    asking = sum(survey.leads[at].asks for at in row)
    answered = sum(ARROW.search(survey.lines[at].text) is not None for at in row)
    if survey.is_labelled(row[-1]) or (asking * 2 <= len(row) and answered * 2 <= len(row)):  # else parts of a question
        for at in row:
            survey.marks[at] = Mark(
                Sense.OPTION, survey.lines[at].text, "it is one of a row of choices", dialect="choices"
            )
