"""What a language says of its words: which carry no subject matter, how common they are, and which are one word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from notes2anki.link.english import Form, form_of, singular, spelling
from notes2anki.link.lists import LANGUAGES, frequencies, language_table, word_list

RARE = 2.5
"""Zipf frequency (log10 of occurrences in 10^9 words) given to a word that no list holds."""

_STEMMERS = {
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}
_PROPER = re.compile(r"\w[A-Z]|\d")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un|gl)['’](?=\w{2})", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$|['’.]")


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
    qualifier: bool
    """An adjective that qualifies without naming a kind, or a verb form in its place: not the first word of a name."""
    predicate: bool
    """An adjective or verb form that names nothing: not the last word of a name."""
    generic: bool
    """A noun too general to name a concept alone."""
    proper: bool
    """It has the shape of a name: capitals inside, or digits."""


def fold(text: str) -> str:
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))


class Language:
    """The word lists of one language, and a `Word` for every written form that was asked for."""

    def __init__(self, code: str) -> None:
        table = language_table(code)
        self.code = code
        self.known = code in LANGUAGES
        self.stop = table.get("function", frozenset()) | word_list(f"stopwords/{code}.txt")
        self.labels = table.get("labels", frozenset())
        self.articles = table.get("articles", frozenset())
        self.joints = table.get("joints", frozenset())
        self.empty_heads = table.get("empty_heads", frozenset())
        self.weak_heads = table.get("weak_heads", frozenset())
        self.focus_starts = table.get("focus", frozenset())
        self.focus_ends = table.get("focus_ends", frozenset())
        self._nouns = table.get("nouns", frozenset())
        self._adjectives = table.get("adjectives", frozenset())
        self._verbs = table.get("verbs", frozenset())
        self._zipf = frequencies(code)
        stemmer = _STEMMERS.get(code)
        self._stem = snowballstemmer.stemmer(stemmer).stemWord if stemmer else None
        self._words: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """What is known of this written form."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = self._look_up(text)
        return known

    def _look_up(self, text: str) -> Word:
        plain = text.casefold().replace("’", "'")
        proper = bool(_PROPER.search(text))
        generic = plain in self._nouns or singular(plain) in self._nouns
        form = Form.NAME
        if self.code == "en" and not proper and not generic:
            form = form_of(plain, self._verbs)
        stop = plain in self.stop or not any(map(str.isalpha, plain)) or (len(plain) < 2 and plain.isascii())
        slight = plain in self._adjectives and not proper
        return Word(
            text=text,
            key="".join(self._key(piece) for piece in re.split(r"[-/]", _ELISION.sub("", text))) or plain,
            zipf=self._zipf.get(plain, RARE),
            barrier=stop or form is Form.VERB,
            stop=stop,
            qualifier=slight or form in {Form.GERUND, Form.DONE},
            predicate=slight or form in {Form.ADJECTIVE, Form.PARTICIPLE, Form.DONE},
            generic=generic,
            proper=proper,
        )

    def _key(self, piece: str) -> str:
        word = _POSSESSIVE.sub("", fold(piece))
        if piece.isupper() and len(piece) > 1:
            return word
        if self.code == "en":
            return spelling(singular(word))
        if self._stem is None:
            return word
        return str(self._stem(word))


@cache
def language(code: str) -> Language:
    """The language of this code, ``en`` or ``de``; one without word lists where there are none."""
    return Language(code)
