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
CROWD = 0.09
"""How much more each further concept of a note needs: chosen on notes of data science, where what is beside the point is
most; others do best with a little less (`benchmarks/concepts_baselines.py`)."""


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


class Kind(NamedTuple):
    """What of a concept's standing matters in each single note: little enough that many concepts have the same."""

    placed: int
    """Notes that have it where names are put on purpose, two for more."""
    asked: int
    """Questions that ask what it is, two for more."""
    lone: bool
    """It is one word."""
    once: bool
    """One note has it."""
    qualified: bool
    """It starts with an adjective or a verb form."""
    commonest: float
    """How common its most common word is."""


def kind_of(standing: Standing) -> Kind:
    """What of that matters in each note."""
    first = standing.words[0]
    return Kind(
        placed=min(2, standing.placed),
        asked=min(2, standing.asked),
        lone=len(standing.words) == 1,
        once=standing.notes == 1,
        qualified=first.qualifier or first.predicate,
        commonest=standing.commonest - COMMON,
    )


def local_features(kind: Kind, roles: int, times: int, place: int, within: bool) -> dict[str, float]:  # noqa: FBT001 the cache takes keywords for other calls
    """What is seen of a concept in one note, as features.

    `place` is the number of the first piece that it stands in; it may be a word `within` a longer candidate.
    """
    plain = not roles & STRUCTURE
    several = plain and not kind.lone
    return {
        **role_features(roles),
        "times": math.log(times),
        "early": 1 / (1 + place),
        "placed-elsewhere": kind.placed > (not plain),
        "asked-elsewhere": kind.asked > (roles & Role.FOCUS > 0),
        "within": within,
        "plain-lone": plain and kind.lone,
        "plain-common": plain * kind.commonest,
        "plain-once": several and kind.once and times == 1,
        "plain-qualified": several and kind.qualified,
    }


@lru_cache(maxsize=1 << 16)
def local_score(kind: Kind, roles: int, times: int, place: int, within: bool) -> float:  # noqa: FBT001 as above
    """How much that speaks for the concept."""
    return score(local_features(kind, roles, times, place, within))


def needed(place: int, roles: int) -> float:
    """Score that the concept of a note needs with this place among them, best first from 0, in these roles."""
    if place < SURE:
        return 0.0
    return (ON_PURPOSE if roles & STRUCTURE else MARGIN) + CROWD * place


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights by feature, the threshold among them."""
    result: dict[str, float] = json.loads((DATA / "weights.json").read_text("utf-8"))
    return result


def score(features: Mapping[str, float]) -> float:
    """How much speaks for a concept: 0 is the threshold."""
    table = weights()
    return sum([table[name] * value for name, value in features.items() if value and name in table])
