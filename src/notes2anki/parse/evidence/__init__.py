"""The document as a whole decides which lines are questions: shapes that recur, siblings that ask, answers below.

Dialects claim what *could* be a question and name its shape. Here all lines of one shape are looked at together, from
the surest shapes to the weakest, and each line keeps its mark, is made a section, or becomes plain text again; `why`
then says in words what spoke for it. A false card is worse than a missed one: without evidence a line is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.evidence import (
    bold,
    choices,
    emoji,
    followups,
    headings,
    labels,
    lists,
    prose,
    quotes,
    speakers,
    summaries,
    tables,
)
from notes2anki.parse.evidence.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.parse.lead import Lead
    from notes2anki.parse.lines import Line
    from notes2anki.parse.marks import Mark

_SUREST_FIRST = (tables, choices, summaries, labels, speakers, headings, emoji, bold, followups, lists, quotes, prose)
"""Each module has a function `judge`; what a surer shape has claimed, a weaker one finds decided."""


def judge(
    lines: Sequence[Line],
    leads: Sequence[Lead],
    marks: Sequence[Mark | None],
    codes: tuple[str, ...] = (),
    about: str = "",
) -> list[Mark | None]:
    """Decide about every mark that its line alone does not prove.

    `codes` are the languages of the file; `about` is what is said of it as a whole: its path, title and tags.
    """
    survey = Survey(lines, leads, marks, codes, about)
    for module in _SUREST_FIRST:
        module.judge(survey)
    headings.judge_late(survey)
    bold.judge_late(survey)
    for at in survey.candidates(""):
        survey.refuse(at, "nothing shows that it asks")
    return survey.marks
