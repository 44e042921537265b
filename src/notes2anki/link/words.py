"""What a language says of its words: which carry no subject matter, how common they are, and which are one word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

import snowballstemmer

from notes2anki.link.english import Form, bases, form_of, is_verb, singular, spelling, verbs_in_place
from notes2anki.link.lists import LANGUAGES, frequencies, language_table, one_of, word_list
from notes2anki.link.scripts import is_clause
from notes2anki.link.word import Word

SHORTEST_TRUNK = 3
"""Letters that are left of a word at least."""
RARE = 2.5
"""Zipf frequency (log10 of occurrences in 10^9 words) given to a word that no list holds."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_T = TypeVar("_T")

_STEMMERS = {
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}
_IDEOGRAPHS = 0x2E80
"""From here on one character may be a word."""
_LONGEST_ACRONYM = 5
"""A longer word in capitals that every list holds is shouted, no acronym."""
_FORMULA = re.compile(r"(?:[^\W\d_]|\d+)(?:[-./+*](?:[^\W\d_]|\d+))+")
"""``k-1`` and the like."""
_PROPER = re.compile(r"\w[A-Z]|\d")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un|gl)['’](?=\w{2})", re.IGNORECASE)
_BASED = re.compile(r"(.+)-(?:aware|based|driven|like|related|specific|style)", re.IGNORECASE)
_OF = {"d'", "d’", "D'", "D’"}
"""In French and Italian before the second noun of a name, ``potenziale d'azione``, and of none at its start."""
_LETTERS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZbcdfghkmnpqrstvwxz")
"""Single letters that are no word of grammar in any language here."""
_PARTICIPLES = ("ée", "és", "ées")
_ORDINAL = re.compile(r"\d+(?:[ªº°]|[eè]me|er?|[eè]re|nde?|st|rd|th)")
_POSSESSIVE = re.compile(r"['’]s?$|['’.]")


def fold(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _bare_too(words: frozenset[str]) -> frozenset[str]:
    """Words, and as they are written without accents; where the last letter has one it may tell two words apart: ``cause``, ``causé``."""
    accented = (word for word in words if not word.isascii() and len(word) > SHORTEST_TRUNK)
    return words | {fold(word) for word in accented if word[-1].isascii() and not word.endswith(_PARTICIPLES)}


class _Known(dict[str, _T]):
    """What was looked up for every written form that was asked for."""

    def __init__(self, look_up: Callable[[str], _T]) -> None:
        self._look_up = look_up

    def __missing__(self, text: str) -> _T:
        found = self[text] = self._look_up(text)
        return found


class Language:
    """The word lists of one language, and a `Word` for every written form that was asked for."""

    def __init__(self, code: str, stop: frozenset[str] = frozenset()) -> None:
        """Read the lists of a language; `stop` are further function words, for one that has none."""
        table = {name: _bare_too(words) for name, words in language_table(code).items()}
        self.code = code
        self.known = code in LANGUAGES
        self.stop = stop | table.get("function", frozenset()) | _bare_too(word_list(f"stopwords/{code}.txt"))
        self.labels = table.get("labels", frozenset())
        self.articles = table.get("articles", frozenset())
        self.joints = table.get("joints", frozenset())
        self.empty_heads = table.get("empty_heads", frozenset())
        self.weak_heads = table.get("weak_heads", frozenset())
        self.focus_starts = table.get("focus", frozenset())
        self.focus_ends = table.get("focus_ends", frozenset())
        self.focus_heads = table.get("focus_heads", frozenset())
        self.focus_openings = table.get("focus_openings", frozenset())
        self.focus_closings = table.get("focus_closings", frozenset())
        self.further = table.get("further", frozenset())
        self.within = table.get("within", frozenset())
        self._before_letter = table.get("before_letter", frozenset())
        self._after_letter = table.get("after_letter", frozenset())
        self._participles = tuple(sorted(table.get("participles", ())))
        self._auxiliaries = table.get("auxiliaries", frozenset())
        self._agents = table.get("agents", frozenset())
        self._gerunds = table.get("gerunds", frozenset())
        self._clipped = dict(entry.split("=") for entry in table.get("clipped", ()))
        self._determiners = table.get("determiners", frozenset())
        elided = table.get("elided", frozenset())
        self._clitics = table.get("clitics", frozenset())
        self.compounds = table.get("compounds", frozenset())
        self._elided = re.compile(rf"({one_of(elided)})['’](?=\w{{2}})", re.IGNORECASE) if elided else None
        self.stop |= {f"{word}'" for word in elided}
        self._subjects = table.get("subjects", frozenset())
        self._nouns = table.get("nouns", frozenset()) | table.get("aspects", frozenset())
        self._adjectives = table.get("adjectives", frozenset()) | table.get("done", frozenset())
        self._verbs = table.get("verbs", frozenset())
        self._finite = word_list(f"verbs/{code}.txt") | table.get("finite", frozenset())
        stemmer = _STEMMERS.get(code)
        plurals = (entry.partition("=") for entry in table.get("plurals", ()))
        self._plurals = sorted(((end, other) for end, _, other in plurals), key=lambda rule: (-len(rule[0]), rule[0]))
        self._finals = tuple(sorted(table.get("finals", ())))
        self._stem = snowballstemmer.stemmer(stemmer).stemWord if stemmer else None
        self._words = _Known(self._look_up)
        self._readings = _Known(self._reading)

    def word(self, text: str) -> Word:
        """What is known of this written form."""
        return self._words[text]

    def words(self, texts: Iterable[str]) -> list[Word]:
        """What is known of each of these written forms."""
        return list(map(self._words.__getitem__, texts))

    def lists(self, text: str) -> bool:
        """Whether a word, in small letters, is a common one."""
        return text in self._zipf

    @cached_property
    def _zipf(self) -> dict[str, float]:
        found = frequencies(self.code)
        return {fold(word): zipf for word, zipf in reversed(found.items()) if not word.isascii()} | found

    def read(self, tokens: Sequence[str]) -> list[Word]:
        """The words of a text: a possessive ends a phrase, and ``CNN-based`` speaks of ``CNN``."""
        result = list(chain.from_iterable(map(self._readings.__getitem__, tokens)))
        if not _LETTERS.isdisjoint(tokens):
            self._keep_letters(result)
        if self._determiners:
            end = self.word(";")
            for place in verbs_in_place(result) if self.code == "en" else self._before_determiners(result):
                result[place] = end
        if self._participles:
            for place in list(self._done(result)):
                result[place] = self.word(";")
        if self._elided:
            for place, word in enumerate(result):
                if word.text[:2] in _OF and (place == 0 or result[place - 1].barrier):
                    result[place] = self.word(word.text[2:])
        return result

    def _done(self, words: Sequence[Word]) -> Iterator[int]:
        """Places of participles that name nothing: ``sono distrutte``, and ``, prodotta dalle`` without a noun before."""
        for place, (before, word) in enumerate(pairwise(words), 1):
            led = before.text in self._auxiliaries
            if (led or before.text == ",") and not word.barrier and word.text.endswith(self._participles):
                following = words[place + 1].text if place + 1 < len(words) else ""
                if word.text.islower() and (led or following in self._agents):
                    yield place

    def _keep_letters(self, words: list[Word]) -> None:
        """Let a letter be part of the name that it makes with the word beside it: ``vitamin D``, ``T cell``, ``K means``.

        Before a word, ``A`` is an article.
        """
        before, after = self._lettered
        for place in [place for place, word in enumerate(words) if word.text in _LETTERS]:
            letter, following = words[place], words[place + 1 : place + 2]
            leads = letter.text != "A" and any(
                word.key in after or letter.key + word.key in after for word in following
            )
            if leads or (place and words[place - 1].key in before):
                for at in range(place, place + 1 + leads):
                    words[at] = replace(words[at], barrier=False, stop=False)

    @cached_property
    def _lettered(self) -> tuple[set[str], set[str]]:
        """Keys of the words before and behind a letter, in the second set also with the letter."""
        before, after = ({self.word(word).key for word in words} for words in (self._before_letter, self._after_letter))
        return before, after

    def _before_determiners(self, words: Sequence[Word]) -> Iterator[int]:
        """Places of verbs in a language whose nouns stand behind an article: ``il tendine attacca il muscolo``."""
        for place, (word, after) in enumerate(pairwise(words)):
            if after.determiner and not word.barrier and not word.proper:
                before = words[place - 1] if place else None
                small = word.text.islower() or before is None
                led = before is not None and (before.determiner or before.text in self.joints | self.within)
                if small and not led:
                    yield place

    def _reading(self, token: str) -> tuple[Word, ...]:
        end = self.word(";")
        based = _BASED.fullmatch(token)
        if based and _PROPER.search(based[1]):
            return self.word(based[1]), end
        if self.code == "en" and token.endswith(("'s", "’s")) and token.islower():
            return self.word(token[:-2]), end
        article = self._elided.match(token) if self._elided else None
        if article:
            return self.word(f"{article[1]}'"), self.word(token[article.end() :])
        return (self.word(token),)

    def _look_up(self, text: str) -> Word:
        plain = text.casefold().replace("’", "'")
        shouted = text.isupper() and len(text) > _LONGEST_ACRONYM and plain in self._zipf
        proper = bool(_PROPER.search(text)) and not shouted
        generic = plain in self._nouns or singular(plain) in self._nouns
        form = Form.NAME
        english = self.code == "en" and not proper
        if english and not generic:
            form = form_of(plain, self._verbs, self._gerunds)
        stop = (
            plain in self.stop
            or not any(map(str.isalpha, plain))
            or bool(_ORDINAL.fullmatch(plain))
            or bool(_FORMULA.fullmatch(plain) and len(text) < 6 and not text.isupper())
            or (len(plain) < 2 and ord(plain[0]) < _IDEOGRAPHS)
            or (not text.isascii() and is_clause(text))
            or ("-" in plain and plain.rpartition("-")[2] in self._clitics)
        )
        slight = plain in self._adjectives and not proper
        return Word(
            text=text,
            key="".join(self._key(piece) for piece in re.split(r"[-/]", _ELISION.sub("", text))) or plain,
            zipf=self._zipf.get(plain, RARE),
            barrier=stop or form is Form.VERB or plain in self._finite,
            stop=stop,
            slight=slight,
            imperative=english and plain in word_list("wordnet/verbs.txt"),
            verb=english and is_verb(plain),
            verb_s=english and plain.endswith("s") and any(is_verb(base) for base in bases(plain, "s")),
            plural=plain.endswith("s") and not plain.endswith("ss"),
            determiner=plain in self._determiners,
            subject=plain in self._subjects,
            qualifier=slight or form in {Form.GERUND, Form.DONE},
            # German writes every noun large
            predicate=slight
            or (self.code == "de" and text.islower())
            or form in {Form.ADJECTIVE, Form.PARTICIPLE, Form.DONE},
            generic=generic,
            proper=proper,
        )

    def _key(self, piece: str) -> str:
        word = _POSSESSIVE.sub("", fold(piece))
        if piece.isupper() and len(piece) > 1:
            return word
        if self.code == "en":
            word = self._clipped.get(word) or singular(word)
            return spelling(self._clipped.get(word, word))
        if self._stem is None:
            return word
        return str(self._stem(self._trunk(word)))

    def _trunk(self, word: str) -> str:
        """A word without the endings of plural and gender, of which stemmers take some for those of verbs: ``uragano``."""
        for end, other in self._plurals:
            if word.endswith(end) and len(word) - len(end) + len(other) >= SHORTEST_TRUNK:
                word = word.removesuffix(end) + other
                break
        return word[:-1] if len(word) > SHORTEST_TRUNK and word.endswith(self._finals) else word


@cache
def language(code: str) -> Language:
    """The language of this code, ``en`` or ``de``; one without word lists where there are none."""
    return Language(code)
