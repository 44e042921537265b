"""Characters that need no spaces around them: those of Chinese and Japanese, and letters of all other scripts."""

from __future__ import annotations

import re

UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""For a class of a pattern: ideographs, kana, and their punctuation and wide forms."""
_UNSPACED = re.compile(f"[{UNSPACED}]")


def is_unspaced(character: str) -> bool:
    """Whether a word may end or begin beside `character` without a space; false for an empty string."""
    return _UNSPACED.match(character) is not None


def is_word(character: str) -> bool:
    """Whether `character` is of a word that goes on to the next character."""
    return character.isalnum() and not is_unspaced(character)
