"""Of two speakers the one who asks more is the one who asks; what the other says then is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.asking import SENTENCE, Asking, asks
from notes2anki.parse.evidence.titles import WORD
from notes2anki.parse.marks import Sense

if TYPE_CHECKING:
    from notes2anki.parse.evidence.survey import Survey

_LEAST_TURNS = 4
_SMALL_TALK = 9
"""A greeting with a question behind it has fewer words: ``Hello, shall we start?``"""
_REPLY = 5
"""A reply that is worth a card has so many words."""


def judge(survey: Survey) -> None:
    """Decide who asks, and which turns of the dialogue are questions."""
    turns = survey.candidates("speaker")
    said: dict[str, list[int]] = {}
    for at in turns:
        said.setdefault(survey.leads[at].word, []).append(at)
    asked = {
        word: sum(survey.asking(at) is Asking.MARK for at in places) / len(places) for word, places in said.items()
    }
    asking = max(sorted(asked), key=lambda word: asked[word], default="")
    dialogue = len(said) > 1 and len(turns) >= _LEAST_TURNS and asked[asking] >= 0.5
    for number, at in enumerate(turns):
        replied = number + 1 < len(turns) and len(WORD.findall(survey.mark(turns[number + 1]).text)) >= _REPLY
        if not dialogue:
            survey.refuse(at, "it is no dialogue of questions and answers")
        elif survey.leads[at].word != asking:
            survey.accept(at, "the other speaker asks", Sense.ANSWER)
        elif (survey.asking(at) and not _small_talk(survey, at)) or (number and replied):
            survey.accept(at, "this speaker asks")
        else:
            survey.refuse(at, "it asks nothing to be learnt")


def _small_talk(survey: Survey, at: int) -> bool:
    text = survey.mark(at).text
    first = SENTENCE.match(text)
    return first is not None and asks(first[0], survey.codes) is Asking.NO and len(WORD.findall(text)) < _SMALL_TALK
