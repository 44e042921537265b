"""Tells an answer from a text that only stands where one is missing: ``TODO``, ``Answer here``, ``…``."""

from __future__ import annotations

import re

from notes2anki.parse.languages import words
from notes2anki.parse.plain import plain

_LONGEST = 80
"""Characters of the longest placeholder; lines to write on may be longer."""
_SIGNS = "_-–—.…?[]() *\n\t"
_SHOWN = re.compile(r"!\[[^\[\]]*\][(\[]|!\[\[|<(?:img|audio|video|svg)\b", re.IGNORECASE)
"""What shows something without a word."""
_TO_DO = re.compile(r"[(\[]?(?:todo|tbd|tba|fixme)\b.{0,60}$")
_EDGES = re.compile(r"^[\s*_>#-]+|[\s*_]+$")


def is_placeholder(answer: str) -> bool:
    """Whether an answer only says that it is missing."""
    if not answer.strip(_SIGNS):
        return True
    if len(answer) > _LONGEST or _SHOWN.search(answer):
        return False
    bare = " ".join(_EDGES.sub("", plain(answer)).casefold().split())
    known = words("placeholder")
    return _TO_DO.fullmatch(bare) is not None or bare in known or bare.strip("[](){}<>.…!:- ") in known | {""}
