"""Scripts that write marks beside their letters, and such as write no spaces between words."""

from __future__ import annotations

import re

from notes2anki.link.lists import one_of, table

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a"
)
"""Inside of a character class: what goes on with a word though it is no letter, by blocks of Unicode 15. Of the scripts of
India whole blocks, for their letters and their marks alternate."""
SPACE = "\x1e"
"""Put where a script without spaces would have one."""
LONGEST_UNSPACED = 8
"""Characters of a word or of a name in Chinese or Japanese at most; more are a clause that nothing cuts."""
LONGEST_SYLLABLES = 24
"""The same for scripts of South East Asia, which write a syllable with several."""

_HAN = "\u3005\u3007\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, and the syllables that Japanese writes loan words with."""
_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
_SYLLABLES = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = re.compile(f"[{_HAN}{_HIRAGANA}]")
_PARTICLES = "はがをにでともへやのか"
"""They follow a noun; any other syllable behind a lone Chinese character is the ending of a verb."""
_VERB = f"(?<![{_HAN}])[{_HAN}](?![{_PARTICLES}])[{_HIRAGANA}]+"
_CLAUSE = re.compile(
    f"{_VERB}|(?:{one_of(table('unspaced')['function'])})|[{_HIRAGANA}]+|(?<=[{_HAN}{_HIRAGANA}])(?=[^\\W{_HAN}{_HIRAGANA}])"
    f"|(?<=[^\\W{_HAN}{_HIRAGANA}])(?=[{_HAN}{_HIRAGANA}])"
)
_WHOLE_CLAUSE = re.compile(
    f"[{_HAN}]?[{_HIRAGANA}]+|[{_HAN}]{{{LONGEST_UNSPACED + 1},}}|[{_SYLLABLES}]{{{LONGEST_SYLLABLES + 1},}}"
)


def spaced(text: str) -> str:
    """A text in which Chinese and Japanese clauses are cut around words that mean little."""
    if _UNSPACED.search(text) is None or SPACE in text:
        return text
    return _CLAUSE.sub(lambda found: f"{SPACE}{found[0]}{SPACE}", text)


def is_clause(text: str) -> bool:
    """Whether a run of letters of a script without spaces is no word, but several, or one of grammar."""
    return _WHOLE_CLAUSE.fullmatch(text) is not None or text in table("unspaced")["function"]
