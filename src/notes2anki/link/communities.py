"""Which nodes belong together: the Louvain method, in an order of its own, so that the same ties give the same communities.

Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large networks", 2008. networkx has it, too, but
deals nodes in a random order, and takes three times as long. With whole numbers for weights nothing is rounded.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Ties = Sequence[Mapping[int, int]]
    """By node the nodes it is tied to, each with the weight of the tie; the same both ways."""


def communities(ties: Ties) -> list[int]:
    """Give each node the number of its community, such that ties within are many more than by chance (modularity)."""
    result = list(range(len(ties)))
    while True:
        moved = _moved(ties)
        numbers = {community: number for number, community in enumerate(sorted(set(moved)))}
        result = [numbers[moved[node]] for node in result]
        if len(numbers) == len(ties):
            return result
        ties = _between(ties, [numbers[community] for community in moved], len(numbers))


def _between(ties: Ties, members: Sequence[int], number: int) -> Ties:
    """The ties of communities, as if each were one node; those within tie it to itself."""
    between: list[dict[int, int]] = [{} for _ in range(number)]
    for node, its in enumerate(ties):
        weights = between[members[node]]
        for other, weight in its.items():
            weights[members[other]] = weights.get(members[other], 0) + weight
    return between


def _moved(ties: Ties) -> list[int]:
    """Begin with each node alone, and move one after another to where it has most ties beyond chance, until none gains."""
    strength = [sum(its.values()) for its in ties]
    total = sum(strength)
    community = list(range(len(ties)))
    strengths = list(strength)  # of each community
    waiting = [True] * len(ties)
    queue = deque(community)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        own = community[node]
        strengths[own] -= strength[node]
        within = {own: 0}
        for other, weight in ties[node].items():
            if other != node:
                there = community[other]
                within[there] = within.get(there, 0) + weight
        # the gain in modularity times what all choices have in common; `own` comes first, so an equal choice moves nothing
        chance = strength[node]
        best, gain = own, within[own] * total - chance * strengths[own]
        for there, weight in within.items():
            gains = weight * total - chance * strengths[there]
            if gains > gain or (gains == gain and there < best != own):
                best, gain = there, gains
        strengths[best] += chance
        if best != own:
            community[node] = best
            for other in ties[node]:
                if community[other] != best and not waiting[other]:
                    waiting[other] = True
                    queue.append(other)
    return community
