"""How likely a phrase names a concept of a note: a logistic sum of what is seen, with fitted weights."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.link.lists import DATA
from notes2anki.link.phrases import COMMON
from notes2anki.link.text import STRUCTURE, Role
from notes2anki.link.words import RARE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notes2anki.link.word import Word

MARGIN = 0.5
"""Score that a concept needs: the notes that the weights are fitted to hold less talk than others, and a wrong concept
is seen by every reader, a missing one by few."""
ON_PURPOSE = 0.0
"""The same for one that the writer put where names stand."""
SURE = 2
"""So many of a note's best concepts need no margin: every note is about something."""
CROWD = 0.07
"""How much more each further concept of a note needs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What all notes together say of one concept."""

    words: tuple[Word, ...]
    notes: int
    """Notes that have it."""
    placed: int
    """Of these, notes that have it where names are put on purpose."""
    asked: int
    """Questions that ask what it is."""
    alone: float
    """Share of its occurrences in which it is no piece of a longer phrase."""
    large: float
    """Share of its occurrences that start with a capital."""
    commonest: float
    """Zipf frequency of its most common word."""
    paired: bool
    """It has an acronym, or is one that is explained."""


def standing_features(standing: Standing, total: int) -> dict[str, float]:
    """Features that are the same in every note; `total` is how many notes there are."""
    words = standing.words
    content = [word for word in words if not word.stop] or list(words)
    lone = len(words) == 1
    return {
        "recurs": standing.notes >= 2,
        "recurs-often": standing.notes >= 5,
        "spread": math.log(standing.notes or 1) / math.log(total + 1),
        "two-words": len(words) == 2,
        "three-words": len(words) == 3,
        "many-words": len(words) >= 4 and not standing.asked,
        "proper": any(word.proper for word in words),
        "large": standing.large,
        "generic": lone and words[0].generic,
        "generic-end": not lone and words[-1].generic,
        "all-generic": not lone and all(word.generic or word.qualifier or word.predicate for word in words),
        "acronym": standing.paired,
        "rarest": max(0.0, min(word.zipf for word in content) - RARE),
        "common": max(0.0, words[0].zipf - COMMON) if lone else 0.0,
        "rare": lone and words[0].zipf < 3.25,
        "commonest": standing.commonest - COMMON,
        "ending": lone and words[0].text.endswith(("ing", "ed")),
        "qualified": words[0].qualifier or words[0].predicate,
        "predicate-end": words[-1].predicate,
        "alone": standing.alone,
    }


@cache
def role_features(roles: int) -> Mapping[str, float]:
    """The roles of a concept in one note as features."""
    result = {role.name.lower(): 1.0 for role in Role if roles & role}
    if not roles & STRUCTURE:
        result["plain"] = 1.0
    return result


class Local(NamedTuple):
    """What else is seen of a concept in one note: little enough that many notes have the same of many concepts."""

    times: int
    place: int
    """Number of the first piece that it stands in."""
    placed_elsewhere: bool
    asked_elsewhere: bool
    within: bool
    """It is a word of a longer candidate of the same note."""
    plain_lone: bool
    """It is one word, and not put on purpose where it stands."""
    plain_common: float
    """How common its most common word is, if it is not put there on purpose."""
    plain_once: bool
    """It is several words, seen once in all the notes, and not put there on purpose."""
    plain_qualified: bool
    """It starts with an adjective or a verb form, and is not put there on purpose."""


def local_of(roles: int, times: int, place: int, standing: Standing, *, within: bool) -> Local:
    """What is seen of a concept in one note, beside its roles."""
    placed = roles & STRUCTURE > 0
    return Local(
        times,
        place,
        standing.placed > placed,
        standing.asked > (roles & Role.FOCUS > 0),
        within,
        not placed and len(standing.words) == 1,
        0.0 if placed else standing.commonest - COMMON,
        not placed and len(standing.words) > 1 and standing.notes == 1 and times == 1,
        not placed and len(standing.words) > 1 and (standing.words[0].qualifier or standing.words[0].predicate),
    )


def local_features(local: Local) -> dict[str, float]:
    """The same as features."""
    return {
        "times": math.log(local.times),
        "early": 1 / (1 + local.place),
        "placed-elsewhere": local.placed_elsewhere,
        "asked-elsewhere": local.asked_elsewhere,
        "within": local.within,
        "plain-lone": local.plain_lone,
        "plain-common": local.plain_common,
        "plain-once": local.plain_once,
        "plain-qualified": local.plain_qualified,
    }


@lru_cache(maxsize=1 << 16)
def local_score(local: Local) -> float:
    """How much that speaks for the concept."""
    return score(local_features(local))


def needed(place: int, roles: int) -> float:
    """Score that the concept of a note needs with this place among them, best first from 0, in these roles."""
    if place < SURE:
        return 0.0
    return (ON_PURPOSE if roles & STRUCTURE else MARGIN) + CROWD * place


@cache
def most_local_score(times: int) -> float:
    """A bound that the score of the further features does not pass."""
    table = weights()
    others = ("early", "placed-elsewhere", "asked-elsewhere", "within", "plain-lone")
    most = sum(max(0.0, table[name]) for name in others) + max(0.0, table["times"]) * math.log(times)
    return most + abs(table["plain-common"]) * COMMON


@cache
def role_score(roles: int) -> float:
    """How much the roles of a concept speak for it."""
    return score(role_features(roles))


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights by feature, the threshold among them."""
    result: dict[str, float] = json.loads((DATA / "weights.json").read_text("utf-8"))
    return result


def score(features: Mapping[str, float]) -> float:
    """How much speaks for a concept: 0 is the threshold."""
    table = weights()
    return sum([table[name] * value for name, value in features.items() if value and name in table])
