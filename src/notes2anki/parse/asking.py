"""Whether a text asks: by its question mark, or by the words that open or close it."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache

from notes2anki.parse.languages import words

LINK = re.compile(
    r"!?\[(?P<shown>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"(?:\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:[ \t]+\"[^\"]*\")?\)|\[[^\[\]]*\])"
)
REMARK = re.compile(r"[(（\[][^()（）\[\]]{1,80}[)）\]]$")
"""What stands in brackets at the end of a line: ``(5 marks)``."""
SENTENCE = re.compile(r"[^.!?。！？]{1,300}[.!?。！？]+")
"""The first sentence of a text, with the marks that close it."""
_ANCHOR = re.compile(
    r"<a\b[^<>]*>(?:[ \t]{0,9}</a>)?|</a>|\{#[^{}\s]{1,80}\}|<br[ \t]{0,9}/?>"
    r"|</?(?:p|h[1-6]|span|summary|details|b|strong|i|em|u)\b[^<>]*>"
    r"|<!--(?:(?!<!--).){0,2000}?-->|[ \t]\^[a-z0-9-]{3,60}$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[\[<{^]")
_ASKED = re.compile(r"[?？][\"”’»*_)]{0,3}\s")
_TICKET = re.compile(r"[ \t]#\d{1,6}$")
_OPENING = re.compile(r"[^\W\d_]+(?:[-–' ’][^\W\d_]+){0,4}")
_VERSUS = re.compile(r"\w\s(?:vs|versus)\b\.?\s", re.IGNORECASE)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENDINGS = ("?", "？", "؟", "か", "吗", "嗎", "呢")
"""What ends a question: its mark, or a particle of Japanese and Chinese."""
_MAY_ASK = re.compile("[?？؟か吗嗎呢]")


class Asking(IntEnum):
    """How clearly a text asks."""

    NO = 0
    WORDS = 1
    """It opens as questions and tasks do: ``why``, ``how``, ``explain``, ``compare``."""
    MARK = 2
    """It ends with a question mark."""


@lru_cache(4096)
def asks(text: str, codes: tuple[str, ...] = ()) -> Asking:
    """Say how clearly a text asks, in the languages of some codes (all, unless some are named)."""
    bare = _bare(text)
    if _has_ending(bare) or _asks_and_tells(bare, codes):
        return Asking.MARK
    opening = _OPENING.search(bare[:60])
    if opening and _opens(opening[0].casefold().replace("’", "'"), bare, codes):
        return Asking.WORDS
    if _VERSUS.search(bare):
        return Asking.WORDS
    if _CJK.search(bare[:80]) and any(_stands_in(word, bare) for word in _unspaced_openers(codes)):
        return Asking.WORDS
    return Asking.NO


def ends_asking(text: str) -> bool:
    """Whether a text ends with a question mark, or with a particle that stands for one."""
    return _MAY_ASK.search(text) is not None and _has_ending(_bare(text))


def _has_ending(bare: str) -> bool:
    return bare.endswith(_ENDINGS) or (bare.startswith("¿") and "?" in bare)


def _asks_and_tells(bare: str, codes: tuple[str, ...]) -> bool:
    """Whether a task stands behind a question: ``Did it fail? Explain why.``"""
    parts = _ASKED.split(bare) if "?" in bare or "？" in bare else []
    return len(parts) > 1 and _first_word(parts[-1]) in words("imperative", codes)


def _first_word(text: str) -> str:
    opening = _OPENING.search(text[:60])
    return opening[0].split(" ", 1)[0].casefold() if opening else ""


def _bare(text: str) -> str:
    """Return a text without links, anchors, and signs and remarks at its end: ``Why? (hard) 🌶`` ends with ``?``."""
    if _MARKUP.search(text):
        text = LINK.sub(lambda match: match["shown"], _ANCHOR.sub(" ", text))
    bare = _without_signs(text)
    if ticket := _TICKET.search(bare[-12:]):
        bare = _without_signs(bare[: len(bare) - len(ticket[0])])
    while bare and bare[-1] in ")）]":
        shorter = _without_signs(REMARK.sub("", bare[-90:]))
        if len(shorter) == len(bare[-90:]):
            break
        bare = _without_signs(bare[:-90] + shorter)
    return bare


def _without_signs(text: str) -> str:
    """Take off what stands behind the last sign of a sentence: emphasis, quotes, emoji, full stops."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in "?？؟)）]"):
        end -= 1
    return text[:end]


@cache
def _openers(codes: tuple[str, ...]) -> frozenset[str]:
    return words("interrogative", codes) | words("imperative", codes)


@cache
def _unspaced_openers(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the openers of languages that put no space between words."""
    return tuple(sorted(word for word in _openers(codes) if "\u3000" < word[0] < "\uac00"))


def _stands_in(word: str, bare: str) -> bool:
    """Whether a word stands anywhere in a text; one of a single sign must close it."""
    return word in bare if len(word) > 1 else bare.endswith(word)


def _opens(first: str, bare: str, codes: tuple[str, ...]) -> bool:
    """Whether the first words of a text, casefolded, open a question or a task."""
    parts = first.split(" ")
    if len(parts) == 1 and len(first) == len(bare.strip()) and first.isascii():
        return False  # a lone verb is a title: “Recall”, “State”
    openers = _openers(codes)
    if parts[0] in openers or any(" ".join(parts[:n]) in openers for n in (2, 3)) or parts[0].split("'")[0] in openers:
        return True
    return "tr" in codes and bare.rpartition(" ")[2].casefold() in words("imperative", ("tr",))  # the verb comes last
