"""Lists of terms in HTML whose terms ask: what is described below each is its answer.

    <dl>
    <dt>Q: May I bring a dog?</dt> <dd>A: Yes, on a lead.</dd>
    <dt>When do you close?</dt>
    <dd>At dusk.

    In winter at four.</dd>
    </dl>

Lists of terms that ask nothing are no questions.
"""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.label import find_label
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNS = ("<dt",)
_TAG = re.compile(r"<(?P<name>/?(?:dt|dd|dl))\b[^<>]{0,500}>", re.IGNORECASE)
_LEAST = 2
"""So many of the terms must ask, and half of them: else it is a list of terms with what they mean."""


class _Term(NamedTuple):
    """A term with its descriptions; lines are counted from 0."""

    at: int
    last: int
    """The last line of what describes it."""
    asked: str
    answer: str


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the terms that ask, with their descriptions."""
    shown = ["" if line.block is Block.CODE else line.raw for line in lines]
    terms = _terms("\n".join(shown), list(accumulate((len(text) + 1 for text in shown), initial=0)))
    asking = sum(asks(term.asked) is Asking.MARK for term in terms)
    if asking < _LEAST or asking * 2 < len(terms):
        return
    for term, following in pairwise([*terms, None]):
        assert term is not None
        end = term.last + 1 if following is None else following.at
        if term.asked and end > term.at:
            last = min(term.last, end - 1)
            why = "it is a term of a list in HTML whose terms ask"
            yield Found(term.at, end, term.asked, term.answer, answer_end=last, why=why)


def _terms(text: str, starts: Sequence[int]) -> list[_Term]:
    """Return the terms of a text whose lines begin at some places."""
    terms: list[_Term] = []
    asked, answer, at, last = "", list[str](), -1, 0
    for tag, following in pairwise([*_TAG.finditer(text), None]):
        assert tag is not None
        name, inner = tag["name"].lower(), text[tag.end() : following.start() if following else None]
        if name in ("dt", "dl", "/dl") and at >= 0:
            terms.append(_Term(at, last, asked, "\n\n".join(answer)))
            at = -1
        if name == "dt":
            asked, answer, at = _unlabelled(inner.strip()), [], bisect(starts, tag.start()) - 1
            last = at
        elif name == "dd" and at >= 0 and inner.strip():
            answer.append(_unlabelled(inner.strip()))
            last = bisect(starts, tag.end() + len(inner.rstrip()) - 1) - 1
    return terms


def _unlabelled(text: str) -> str:
    """Take off “Q:” or “A:”."""
    label = find_label(text, 0, (), marked=False, letters=False) if "\n" not in text[:20] else None
    return text[label.end :].strip() if label and label.mark and label.key in ("question", "answer") else text
