r"""Whether what stands between two delimiters is a formula: dollars are also money and variables, brackets are brackets.

Few rules tell them apart. Nothing is glued to a formula from outside but an ending, as in ``$k$th``; money begins with a
digit and goes on with words; and whoever puts spaces inside of dollars, ``$ x $``, writes no two letters in a row there.
"""

from __future__ import annotations

import re

from notes2anki.render.scripts import is_word

_SIGN_OF_MATHEMATICS = re.compile(r"[\\^_=+*/<>|≤≥≈≠±×÷·∈∑∫√→∂∇α-ωΑ-Ω]")
_ONLY_MATHEMATICS = re.compile(r"[\\^_=]")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|\d\s+[^\W\d_]{2,}")
_WORD = re.compile(r"(?<![\\a-zA-Z])[^\W\d_]{2,}")
_LATER_WORD = re.compile(r"\s[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?]\s+[^\W\d_]|:\s+[^\W\d_]{2,}")
_COMMAND = re.compile(r"\\[a-zA-Z]")
_ENDING = re.compile(r"(?:st|nd|rd|th|s|te[nrms]?|e|ème)(?!\w)")
"""``$k$th``, ``$x$s``, ``$n$te``."""


def is_formula(tex: str, opener: str, following: str) -> bool:
    """Tell whether `tex` is a formula; `following` is what comes after the closing delimiter."""
    if opener == "$`":
        return bool(tex.strip())
    if not tex.strip() or "`" in tex or tex[0] == "]":  # as in [$]x[/$], which is Anki's
        return False
    if opener == "$":
        return _is_between_dollars(tex, following)
    if opener == "$$" and (following.startswith("$") or (tex[0].isspace() and _is_prose(tex))):
        return False
    if _WORDS.search(tex) and _ONLY_MATHEMATICS.search(tex) is None:
        return False
    # many write \[1\] or \[optional\] only to keep Markdown from seeing a link
    named = opener == r"\\(" and len(tex.strip()) == 1
    return named or opener in {"$$", r"\("} or _SIGN_OF_MATHEMATICS.search(tex) is not None


def _is_between_dollars(tex: str, following: str) -> bool:
    if (
        following[:1] in {"$", "_", "{"}
        or tex[-1] in "/:"
        or (is_word(following[:1]) and _ENDING.match(following) is None)
    ):
        return False
    if tex[0].isspace() or tex[-1].isspace():
        return _is_spaced(tex)
    if _COMMAND.search(tex):
        return True
    if tex[0].isdigit():
        return _LATER_WORD.search(tex) is None
    return _SENTENCE_END.search(tex) is None and (
        _WORDS.search(tex) is None or _ONLY_MATHEMATICS.search(tex) is not None
    )


def _is_prose(tex: str) -> bool:
    return _WORD.search(tex) is not None and _SIGN_OF_MATHEMATICS.search(tex) is None


def _is_spaced(tex: str) -> bool:
    body = tex.strip()
    if "\n" in tex or not (tex[0] == tex[-1] == " ") or body[0] == "=":
        return False
    if _COMMAND.search(tex):
        return True
    if _WORD.search(tex) or re.search(r"[^\W_]", body) is None:
        return False
    return not body[0].isdigit() or _ONLY_MATHEMATICS.search(tex) is not None
