"""What a question asks about: the name in ``What is X?``."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.lists import one_of
from notes2anki.link.phrases import JOINING, LONGEST, LONGEST_TITLE, phrases
from notes2anki.link.text import Piece, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.link.words import Language

_SENTENCE = re.compile(r"[?？!](?:\s+|$)|\.(?:\s+(?=[A-Z])|$)")

_BETWEEN = re.compile(rf",\s+(?:(?:{JOINING})\s+)?|\s+(?:{JOINING})\s+")
_MANY = re.compile(r"(?:\S+\s+){1,2}(?:are|were|sind|son|sont|sono|são)\s", re.IGNORECASE)
"""A question after several things."""
_EDGES = " *\"'`“”«»„:;,.…"
_AFTERTHOUGHT = re.compile(r"\s*\([^()]*\)$")
_ASIDE = re.compile(r"\s[–—]\s.*")
_EMOJI = re.compile(r"[\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]+")


def focus_names(question: str, language: Language, *, title: bool) -> Iterator[str]:
    """The names that a question asks about.

    `title`: the question is the title of a file of its own, so that whatever it asks about is one name.
    """
    sentences = [text for part in _SENTENCE.split(_EMOJI.sub("", question)) if (text := part.strip(_EDGES + "¿¡"))]
    asked = [name for sentence in sentences[:3] for name in _asked(sentence, language, title=title)]
    if not asked and len(sentences) == 1 and _is_bare_name(sentences[0], language):
        asked = sentences
    yield from asked


def _asked(sentence: str, language: Language, *, title: bool) -> Iterator[str]:
    grammar = _grammar(language)
    if grammar is None:
        return
    sentence = _ASIDE.sub("", grammar.further.sub("", sentence))
    match = grammar.before.match(sentence)
    if match is None:
        match = grammar.around.match(sentence if title else grammar.within.sub("", sentence))
    if match is None:
        return
    name = match["name"].strip(_EDGES)
    if title:
        words = name.split()
        if len(words) <= LONGEST_TITLE and not _asks_for_more(words, language):
            yield name
        return
    name = _AFTERTHOUGHT.sub("", name)
    field = grammar.within.search(name)
    if field and language.word(field[1]).determiner:
        return
    short = name[: field.start()] if field else name
    parts = _BETWEEN.split(short) if _MANY.match(sentence) else [short]
    if len(parts) > 1 and not language.focus_ends.isdisjoint(short.casefold().replace(",", "").split()):
        return
    for part in parts:
        words = part.split()
        sure = part == name or _says_something(words, language)
        if len(words) <= LONGEST_TITLE and sure and _is_name(words, language):
            yield part


def _is_name(words: Sequence[str], language: Language) -> bool:
    """Whether words are a name and nothing else; ``loss function`` is one, ``function of the liver`` is none."""
    known = [language.word(word.strip(",.")) for word in words]
    if not known or all(word.stop for word in known):
        return False
    plain = [word.text.casefold() for word in known]
    if plain[0] in language.further or (len(known) > 1 and known[-1].stop):
        return False
    if len(known) > 1 and known[0].generic and plain[1] in language.joints - language.compounds:
        return False
    ends = [word for word in plain if word in language.focus_ends]
    if not ends:
        return True
    naming = len(ends) == 1 and ends[0] in language.focus_heads
    return naming and _says_something(words, language) and not any(word.stop for word in known)


def _says_something(words: Sequence[str], language: Language) -> bool:
    """Whether words hold more than such as head or colour many names."""
    known = [language.word(word.strip(",.")) for word in words if word.casefold() not in language.focus_heads]
    return any(not (word.stop or word.generic or word.slight) for word in known)


def _is_bare_name(text: str, language: Language) -> bool:
    """Whether a question is nothing but a name: one run of words that no function word or verb breaks."""
    words = text.split()
    if len(words) > LONGEST or not _is_name(words, language) or not _says_something(words, language):
        return False
    if len(words) > 1 and language.word(words[0]).imperative:
        return False
    kept = [word for word in map(language.word, words) if word.text.casefold() not in language.joints]
    if any(word.stop for word in kept):
        return False
    return any(phrase.text == text for phrase in phrases(Piece(text, Role.HEAD, -1), language))


def _asks_for_more(words: Sequence[str], language: Language) -> bool:
    """Whether words are no name but ask for something of what is named: ``main components of a violin``."""
    start = [word.casefold() for word in words[:3]]
    return any(
        word in language.focus_ends and (after in language.joints or after in language.focus_ends)
        for word, after in pairwise(start)
    )


class _Grammar(NamedTuple):
    """How a language asks what something is, as patterns."""

    before: re.Pattern[str]
    around: re.Pattern[str]
    """With words on both sides of the name."""
    further: re.Pattern[str]
    """Where a question goes on to ask something else of the same."""
    within: re.Pattern[str]
    """Where it says in which field the name is meant."""


@cache
def _grammar(language: Language) -> _Grammar | None:
    if not language.focus_starts:
        return None
    article = rf"(?:(?:{one_of(language.articles)})(?:\s+|(?<=['’])))?"
    return _Grammar(
        re.compile(
            rf"(?:{one_of(language.focus_starts)})(?:\s+|(?<=['’])){article}(?P<name>\S.{{0,120}})", re.IGNORECASE
        ),
        re.compile(
            rf"(?:{one_of(language.focus_openings)})\s+{article}(?P<name>\S.{{0,120}}?)\s+(?:{one_of(language.focus_closings)})$",
            re.IGNORECASE,
        ),
        re.compile(rf",?\s+(?:{JOINING})\s+(?:{one_of(language.further)})\b.*", re.IGNORECASE),
        re.compile(rf"\s+(?:{one_of(language.within)})\s+(\S+).*", re.IGNORECASE),
    )
