"""What is to be learnt before what: concepts in whose explanation another is used come after it.

For two concepts that the notes explain, the one comes first that the explanation of the other leans on more: it is
named there (counted twice), or in what is named there (reference distance, Liang et al. 2015). A name inside another
name, and being named in many explanations, count a little; so do the words of a name that stand in the explanation
apart from each other, if the two explanations have more words in common. The weakest step of every cycle is left out.

Of the constants for words that stand apart, these do best on one half of 186 concepts with the steps that teachers drew
(metacademy.org); the whole was looked at before, so that the other half is no blind test.
`benchmarks/prerequisites_score.py` measures two more subjects.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from notes2anki.link.wording import Wording

INSIDE = 0.5
"""How much it counts that one name is part of the other."""
GENERAL = 0.08
"""How much it counts, for each power of e, that more explanations name the one."""
WORDS = 0.3
"""How much it counts that the words of the one's name stand in the explanation of the other."""
SHARE = 0.5
"""Share of a name that stands there at least."""
ALIKE = 0.1
"""How alike two explanations are at least, where only words of a name stand in one."""
LEAST = 0.02
"""Below this difference nothing is said."""
LEAST_BY_WORDS = 0.15
"""The same where only words of a name stand there."""
EXPLICIT = 10.0
"""Weight of a step that the notes ask for; no other reaches it."""
MOST = 40
"""Concepts of one explanation that are looked at, most often named first."""

Pair = tuple[int, int]
"""What is learnt first, what is learnt later."""


def prerequisites(
    used: Mapping[int, Sequence[int]], wording: Wording, inside: Iterable[Pair], explicit: Iterable[Pair] = ()
) -> dict[Pair, float]:
    """Steps of learning with how sure they are.

    `used`: for each explained concept those that its explanation names, most often named first. `wording`: the words of
    the explanations. `inside`: pairs of explained concepts, where the name of the first is part of that of the second.
    `explicit`: steps that the notes ask for in so many words.
    """
    links = {concept: frozenset(others[:MOST]) - {concept} for concept, others in used.items()}
    named: dict[int, int] = defaultdict(int)
    for others in links.values():
        for other in others:
            named[other] += 1
    contained = set(inside)
    least = {_in_order(one, two): LEAST for one in links for two in links[one] if two in links}
    least |= {_in_order(*pair): LEAST for pair in contained}
    shares: dict[Pair, float] = {}
    for later in links:
        for first, share in wording.named_in_parts(later, SHARE, ALIKE):
            shares[first, later] = share
            least.setdefault(_in_order(first, later), LEAST_BY_WORDS)
    shares |= {(first, later): 1.0 for later in links for first in links[later]}
    steps: dict[Pair, float] = {}
    for one, two in sorted(least):
        lead = _leans(links, two, one) - _leans(links, one, two)
        lead += INSIDE * (((one, two) in contained) - ((two, one) in contained))
        lead += WORDS * (shares.get((one, two), 0.0) - shares.get((two, one), 0.0))
        lead += GENERAL * (math.log1p(named[one]) - math.log1p(named[two]))
        if abs(lead) > least[one, two]:
            steps[(one, two) if lead > 0 else (two, one)] = round(abs(lead), 4)
    for first, later in sorted(explicit):
        if first != later:
            steps[first, later] = EXPLICIT
    return without_cycles(steps)


def _in_order(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _leans(links: Mapping[int, frozenset[int]], one: int, on: int) -> float:
    """Which share of what explains a concept leans on another."""
    mine = links[one]
    through = sum(on in links.get(other, ()) for other in mine)
    return (through + 2 * (on in mine)) / (len(mine) + 2)


def without_cycles(steps: Mapping[Pair, float]) -> dict[Pair, float]:
    """The steps without the weakest of each cycle: the surest come first, and one that would close a cycle is left out.

    An order of all concepts is kept, and mended where a step goes against it (Pearce and Kelly 2006), so that only what
    lies between the two ends of such a step is looked at.
    """
    order: dict[int, int] = {}
    after: dict[int, set[int]] = defaultdict(set)
    before: dict[int, set[int]] = defaultdict(set)
    kept: dict[Pair, float] = {}
    for (first, later), weight in sorted(steps.items(), key=lambda step: (-step[1], step[0])):
        for concept in (first, later):
            order.setdefault(concept, len(order))
        if order[first] > order[later] and not _mend(order, after, before, first, later):
            continue
        after[first].add(later)
        before[later].add(first)
        kept[first, later] = weight
    return dict(sorted(kept.items()))


def _mend(
    order: dict[int, int], after: Mapping[int, set[int]], before: Mapping[int, set[int]], first: int, later: int
) -> bool:
    """Put `first` before `later` in the order; False, and nothing done, if what stands already forbids it."""
    forward = _reach(after, later, lambda concept: order[concept] <= order[first])
    if first in forward:
        return False
    backward = _reach(before, first, lambda concept: order[concept] >= order[later])
    moved = [*sorted(backward, key=order.__getitem__), *sorted(forward, key=order.__getitem__)]
    order |= zip(moved, sorted(order[concept] for concept in moved), strict=True)
    return True


def _reach(graph: Mapping[int, set[int]], start: int, within: Callable[[int], bool]) -> set[int]:
    seen = {start}
    waiting = [start]
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other not in seen and within(other):
                seen.add(other)
                waiting.append(other)
    return seen
