"""What English words look like: plurals, spelling on both sides of the ocean, verb forms."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from notes2anki.link.lists import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.link.word import Word

_ARTICLES = {"a", "an", "the", "its", "their", "your", "this", "these"}
_ASKING = {"what", "which"}
"""At the start of a question they lead a noun, ``Which storm clouds``, or a verb in the third person, ``What causes scurvy``."""
_BRITISH = ((re.compile(r"is(e|er|ing|ation)$"), r"iz\1"), (re.compile(r"(?<=\w{3})our$"), "or"))


class Form(Enum):
    """What a word does in a phrase, as far as lists and endings tell."""

    NAME = auto()
    """It may name something."""
    VERB = auto()
    """A verb or an adverb: the phrase ends before it."""
    GERUND = auto()
    """``reducing``: a phrase starts after it."""
    DONE = auto()
    """``called``: the participle of an everyday verb; it neither starts nor ends a name."""
    PARTICIPLE = auto()
    """``connected``: it may start a name, and does not end one."""
    ADJECTIVE = auto()
    """It may start a name, and does not end one."""


def singular(word: str) -> str:
    """An English noun without its plural ending, as far as the ending tells."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):
        return word[:-1]
    return word


def spelling(word: str) -> str:
    """The American spelling of a British one."""
    if len(word) > 5:
        for pattern, replacement in _BRITISH:
            word = pattern.sub(replacement, word)
    return word


def is_verb(word: str) -> bool:
    """Whether a word is used as a verb often enough to be taken for one where the words around it say so."""
    return word in word_list("wordnet/verbs.txt") or word in word_list("wordnet/verbs_too.txt")


def verbs_in_place(words: Sequence[Word]) -> Iterator[int]:
    """Places of words that are verbs because of what stands around them: ``the inhibitor blocks the site``."""
    last = len(words) - 1
    for place, word in enumerate(words):
        if not (word.verb or word.verb_s) or word.barrier:
            continue
        before = words[place - 1] if place else None
        after = words[place + 1] if place < last else None
        named = before is not None and not before.barrier
        asked = place == 1 and before is not None and before.text.casefold() in _ASKING
        led = before is not None and before.subject and before.text != "to" and not asked
        if (
            (word.verb_s and after is not None and after.determiner and (named or led))
            or (word.verb and named and before is not None and before.plural and (after is None or after.barrier))
            or (word.verb and led and before is not None and before.text not in {"and", "or"})
            or (word.verb and after is not None and after.text in _ARTICLES and not named)
            or (word.verb_s and asked and word.generic)
        ):
            yield place


def form_of(word: str, everyday: frozenset[str], gerunds: frozenset[str]) -> Form:
    """What a lower-case word does in a phrase.

    `everyday` holds the verbs that every explanation is made with, `gerunds` forms of them that may name something.
    """
    nouns = word_list("wordnet/nouns.txt")
    verbs = word_list("wordnet/verbs.txt")
    noun = word in nouns
    if word in gerunds:
        return Form.GERUND
    if word in everyday or any(base in everyday for base in bases(word, "s", "ing")):
        return Form.VERB
    if word.endswith("ed"):
        done = any(base in everyday for base in bases(word, "ed"))
        return Form.DONE if done else Form.NAME if noun else Form.PARTICIPLE
    if noun:
        return Form.NAME
    if word in word_list("wordnet/adverbs.txt") or word.endswith("ly"):
        return Form.VERB
    if word in verbs or any(base in verbs and base not in nouns for base in bases(word, "s")):
        return Form.VERB
    if any(base in verbs for base in bases(word, "ing")):
        return Form.GERUND
    return Form.ADJECTIVE if word in word_list("wordnet/adjectives.txt") else Form.NAME


def bases(word: str, *endings: str) -> Iterator[str]:
    """The verbs that a form with one of these endings may come from."""
    for ending in endings:
        if not word.endswith(ending) or len(word) < len(ending) + 2:
            continue
        stem = word.removesuffix(ending)
        yield stem
        if ending != "s":
            yield stem + "e"
            if stem[-1] == stem[-2:-1]:
                yield stem[:-1]
        elif stem.endswith("ie"):
            yield stem[:-2] + "y"
        elif stem.endswith("e"):
            yield stem[:-1]
