"""The noun of this folder: a word as it is written, with what the lists of its language say of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One written form of a word, and what is known of it."""

    text: str
    key: str
    """The same for every form of the word that counts as one."""
    zipf: float
    barrier: bool
    """It ends a phrase."""
    stop: bool
    """It is a function word."""
    slight: bool
    """An adjective that judges or compares, and belongs to no name: ``better``."""
    imperative: bool
    """The base form of a verb: at the start of a line it may be what to do."""
    verb: bool
    """It may be a verb in the base form."""
    verb_s: bool
    """It may be a verb in the third person."""
    plural: bool
    """It ends like a plural."""
    determiner: bool
    """It hardly ever follows a noun directly, and often a verb."""
    subject: bool
    """It often stands before a verb, and not between nouns that belong together."""
    qualifier: bool
    """An adjective that qualifies without naming a kind, or a verb form in its place: not the first word of a name."""
    predicate: bool
    """An adjective or verb form that names nothing: not the last word of a name."""
    generic: bool
    """A noun too general to name a concept alone."""
    proper: bool
    """It has the shape of a name: capitals inside, or digits."""
