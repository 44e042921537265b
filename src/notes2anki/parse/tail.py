"""Splits a line into its question and the answer behind it on the same line."""

from __future__ import annotations

import re

from notes2anki.parse.asking import REMARK, SENTENCE, Asking, asks
from notes2anki.parse.languages import words

_LONGEST = 4000
"""Characters of a line; a longer one is a text, not a question with its answer."""
_MOST_QUESTIONS = 8
_LABEL = re.compile(r"(?:\s|<br[ \t]?/?>){1,4}[*_]{0,3}(?P<word>[^\W\d_]{1,12})[*_]{0,3}[:：][*_]{0,3}(?=\s|$)")
_LINK = re.compile(r"[ \t(]{0,3}\[(?P<shown>\[?[^\[\]]{1,40}\]?)\]\([^()\s]{1,2000}\)\)?$")
_VERDICT = re.compile(
    r"[ \t](?:\((?P<verdict>(?P<word>[^\W\d_]{1,12})(?:[:.,;–—-][^()]{0,300})?)\)$"
    r"|(?:(?:→|⇒|=>|->)[ \t]?|(?=\*\*))(?P<said>\*{0,2}(?P<verb>[^\W\d_]{1,12})\*{0,2}(?:[ \t]?[:.,;–—-].{0,300})?)$)"
)
_LEADS_ON = re.compile(r"→|⇒|=>|->|\*\*")
_ASKED = re.compile(r"[?？؟][\"”’»*_)`]{0,4}(?=[ \t;])|[？]")
_LEADING = "-–—→⇒:;> "


def split_tail(text: str, codes: tuple[str, ...]) -> tuple[str, str]:
    """Return the question of a line and its answer, empty where there is none.

    ``Why knead? To line up gluten.``, ``Why knead? Answer: for the gluten``, ``What is a fork? [[Answer]](link)``,
    ``Whales are fish. (False: mammals)``.
    """
    if len(text) > _LONGEST:
        return text, ""
    for split in (_by_label, _by_link, _by_verdict, _by_question_mark):
        if found := split(text, codes):
            return found
    return text, ""


def _is_answer_label(match: re.Match[str], codes: tuple[str, ...]) -> bool:
    return match["word"].casefold() in words("answer", codes)


def _by_label(text: str, codes: tuple[str, ...]) -> tuple[str, str] | None:
    match = _LABEL.search(text, 1) if ":" in text or "：" in text else None
    if match and _is_answer_label(match, codes):
        return text[: match.start()].strip(), text[match.end() :].strip()
    return None


def _by_link(text: str, _: tuple[str, ...]) -> tuple[str, str] | None:
    match = _LINK.search(text) if text.endswith((")", "]")) else None
    if match and match.start() and match["shown"].strip("[] *_").casefold() in words("answer"):
        return text[: match.start()].rstrip(" -–—:("), match[0].strip().removeprefix("(").strip()
    return None


def _by_verdict(text: str, codes: tuple[str, ...]) -> tuple[str, str] | None:
    match = _VERDICT.search(text) if text.endswith(")") or _LEADS_ON.search(text) else None
    if match and (match["word"] or match["verb"]).casefold() in words("true_false", codes):
        return text[: match.start()].rstrip(), (match["verdict"] or match["said"]).strip()
    return None


def _by_question_mark(text: str, codes: tuple[str, ...]) -> tuple[str, str] | None:
    """Split behind the last of the questions that open the line."""
    at = 0
    for _ in range(_MOST_QUESTIONS):
        match = _ASKED.search(text, at)
        rest = text[match.end() :].strip() if match else ""
        if match is None or not rest or REMARK.fullmatch(rest):
            return None
        following = SENTENCE.match(rest)
        if asks(following[0] if following else rest, codes) is not Asking.MARK:
            if rest.split(" ", 1)[0].casefold() in words("imperative", codes):
                return None  # “Did it fail? Explain.”
            answer = rest.lstrip(_LEADING).strip()
            return (text[: match.end()].strip(), answer) if sum(map(str.isalnum, answer)) > 1 else None
        if following is None or len(following[0]) >= len(rest.rstrip("*_ ")):
            return None
        at = match.end()
    return None
