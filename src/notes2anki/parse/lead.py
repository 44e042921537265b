"""How a line begins, as people write it: decoration, label, number, bold; and whether it asks.

What is worked out here is shared by the dialects: each of them then only says which of these beginnings it claims.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block, Line


class Asking(IntEnum):
    """How clearly a text asks."""

    NO = 0
    WORDS = 1
    """It opens as questions and tasks do: ``why``, ``how``, ``explain``, ``compare``."""
    MARK = 2
    """It ends with a question mark."""


class Lead(NamedTuple):
    """The beginning of a line, taken apart."""

    text: str
    """What is left of the line: without decoration, label, number and the marks of bold."""
    decoration: str = ""
    """Emoji and bullets before the first word: ``🚀``."""
    label: str = ""
    """Key of the label word, one of `LABELS`; empty where none says what the line is."""
    word: str = ""
    """The label as written, casefolded: ``q``, ``answer``."""
    mark: str = ""
    """What closes the label: ``:``, ``.``, ``)``, a dash; empty where nothing does."""
    number: str = ""
    """``3`` of ``Q3.``, of ``3)``, of ``**3)**``, of a keycap or of a list marker."""
    keycap: bool = False
    """Whether the number is a keycap emoji."""
    bold: str = ""
    """The bold beginning, without its marks; empty where the line does not begin so."""
    tail: str = ""
    """What follows the question on the line: behind its bold type, behind its question mark, or a link to the answer."""
    asks: bool = False
    """Whether the text ends with a question mark."""
    card: bool = False
    """Whether the line carries a tag that makes it a card: ``#card``."""
    aside: str = ""
    """Why the line teaches nothing: it leads back to the top, is an entry of a contents list, holds only tags."""


LABELS = ("question", "followup", "answer", "explanation", "hint", "source", "note", "example", "interviewer", "candidate")
"""Keys of the language files whose words stand before a colon or alone on a line."""

_SIGNS = "!-/:-@\\[-`{-~¡¿«»“”„‘’…·$€£°§¶–—−√∑∏∫≈≤≥∞∂∇←-⇿"  # ascii, quotes, mathematics: the text has begun
_DECORATION = re.compile(rf"(?:(?:[^\w\s{_SIGNS}]|[←-⇿➡◆](?=[\ufe0f \t]))[\ufe0e\ufe0f\u200d]*|[*#>•·-][ \t])[ \t]*")
_KEYCAP = re.compile("(?:([0-9])\ufe0f?\u20e3|(\U0001f51f))[ \t]*")
_OPEN = re.compile(r"(?:(\*\*\*?|__)|<(b|strong)>)(?=\S)")
_ITALIC = re.compile(r"(?P<sign>[*_])(?P<text>[^\s*_](?:[^*_]*[^\s*_])?)(?P=sign)")
_OTHER_MARKS = re.compile(r"[*_]{1,3}(?=[^\s*_])|</?(?:b|strong|i|em|u|p|span)>|[\"“«「『]")
_CJK_QUESTION = re.compile(r"第[ \t]*([0-9０-９一二三四五六七八九十百]{1,4})[ \t]*[問题題问][\s:：.、★☆]*")
_LONE_LABEL = 40
"""Characters of the longest label that stands alone on its line."""
_MAY_BE_LABEL = re.compile(r"[^\W\d_][^:：\u3000\d.)|]{0,48}[:：\u3000\d.)|]|[QqAa] ?[-–—]")
_WORDS = re.compile(r"[^\W\d_]+(?:[-–' ’][^\W\d_]+){0,4}")
_LABEL_NUMBER = re.compile(r"[ \t]*(?:[#№.]|no\.?|nr\.?|n[º°]\.?)?[ \t]*(\d{1,4}(?:[.\-]\d{1,3})*[a-z]?)(?!\w)", re.IGNORECASE)
_LABEL_END = re.compile(r"[ \t]*(?:\([^()\n]{1,60}\))?[ \t]*(?:[*_]{1,3}|</(?:b|strong|i|em|u)>)?[ \t]*([:：\u3000]|[.)\]|](?=[\s*_<]|$)|[-–—](?=[\s*_<])|$)[ \t]*(?:[*_]{1,3}(?=\s|$)|</(?:b|strong|i|em|u)>)?[ \t]*")
_NUMBER = re.compile(r"(?:[(\[]\d{1,4}[a-z]?[)\]]|#?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:[.):：]|[ \t]*[-–—](?=[ \t])|(?<=\.\d)(?=[ \t]))(?=[\s*_<]|$)|\d{1,4}[、．]|第?[0-9一二三四五六七八九十]{1,4}[、．题問问][:：]?|[(\[]?(?:[a-zA-Z]|[ivxIVX]{2,5})\)|(?:[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})\.(?=[ \t]))[ \t]*")
_PART = re.compile(r"[(\[]?(?:[a-z]|[ivx]{2,5})\)[ \t]*")
_LINK = re.compile(r"!?\[(?P<shown>(?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:[ \t]+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_ANCHOR = re.compile(r"<a\b[^<>]*>(?:[ \t]*</a>)?|</a>|\{#[^{}\s]{1,80}\}|<br[ \t]*/?>|</?(?:p|h[1-6]|span|summary|details|b|strong|i|em|u)\b[^<>]*>", re.IGNORECASE)
_REMARK = re.compile(r"[ \t]*[(（\[][^()（）\[\]]{1,80}[)）\]]$")
_ANSWER_LINK = re.compile(r"[ \t(\[]*\[(?P<shown>\[?[^\[\]]{1,40}\]?)\]\([^()\s]{1,2000}\)\)?$")
_INNER_LABEL = re.compile(r"(?:\s|<br[ \t]*/?>)+(?:[*_]{0,3})(?P<word>[^\W\d_]{1,12})(?:[*_]{0,3})[:：](?:[*_]{0,3})(?=\s)")
_MAY_HAVE_TAIL = re.compile("[?？)\\]]|[:：]|→|⇒|->|=>|\\*\\*")
_VERDICT = re.compile(
    r"[ \t](?:\((?P<verdict>(?P<word>[^\W\d_]{1,12})(?:[:.,;–—-][^()]{0,300})?)\)$"
    r"|(?:(?:→|⇒|=>|->)[ \t]*|(?=\*\*))(?P<said>\*{0,2}(?P<verb>[^\W\d_]{1,12})\*{0,2}(?:[ \t]*[:.,;–—-].{0,300})?)$)"
)
_ASKED = re.compile(r"[?？؟][\"”’»*_)`]{0,4}(?=[ \t])|[？]")
_SENTENCE = re.compile(r"[^.!?。！？]{1,300}[.!?。！？]+")
_CARD = re.compile(r"(?:^|\s)#(?:flash)?card(?![\w/-])")
_TAGS = re.compile(r"(?:[ \t]*</?[a-zA-Z][^<>]*>)+[ \t]*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENDINGS = ("?", "？", "؟", "か", "吗", "嗎", "呢")
"""What ends a question: its mark, or a particle of Japanese and Chinese."""
_MAY_ASK = re.compile("[?？؟か吗嗎呢]")


@cache
def _labels(codes: tuple[str, ...]) -> dict[str, str]:
    """Return every label of some languages, casefolded and with plain hyphens, with its key.

    Labels of more than two letters are taken from all languages: they are no other language's words before a colon.
    """
    table: dict[str, str] = {}
    for key in LABELS:
        for word in sorted(words(key, codes)) + sorted(word for word in words(key) if len(word) > 2):  # noqa: PLR2004
            table.setdefault(_plain_label(word), key)
    return table


def _plain_label(text: str) -> str:
    return re.sub(r"[-– ]+", " ", text.casefold().replace("’", "'"))


@cache
def _openers(codes: tuple[str, ...]) -> frozenset[str]:
    return words("interrogative", codes) | words("imperative", codes)


def asks(text: str, codes: tuple[str, ...] = ()) -> Asking:
    """Say how clearly a text asks, in the languages of some codes (all, unless some are named)."""
    bare = _bare(text)
    if _ends_asking(bare):
        return Asking.MARK
    opening = _WORDS.search(bare[:60])
    if opening and _opens_asking(opening[0].casefold().replace("’", "'"), bare, codes):
        return Asking.WORDS
    if _CJK.search(bare[:80]) and any(opener in bare if len(opener) > 1 else bare.endswith(opener) for opener in _cjk_openers(codes)):
        return Asking.WORDS
    return Asking.NO


def ends_asking(text: str) -> bool:
    """Whether a text ends with a question mark, or with a particle that stands for one."""
    return _MAY_ASK.search(text) is not None and _ends_asking(_bare(text))


def _bare(text: str) -> str:
    """Return a text without links, anchors, emoji, quotes and remarks at its end: ``Why? (hard) 🌶`` ends with ``?``."""
    if "[" in text or "<" in text or "{" in text:
        text = _LINK.sub(lambda match: match["shown"], _ANCHOR.sub(" ", text))
    bare = _bare_end(text)
    while bare and bare[-1] in ")）]":
        shorter = _bare_end(_REMARK.sub("", bare))
        if shorter == bare:
            break
        bare = shorter
    return bare


def _ends_asking(bare: str) -> bool:
    return bare.endswith(_ENDINGS) or (bare.startswith("¿") and "?" in bare)


def _opens_asking(first: str, bare: str, codes: tuple[str, ...]) -> bool:
    """Whether some first words, casefolded, open a question or a task."""
    parts = first.split(" ")
    if len(parts) == 1 and len(first) == len(bare.strip()) and first.isascii():
        return False  # a lone verb is a title: “Recall”, “State”
    openers = _openers(codes)
    if parts[0] in openers or any(" ".join(parts[:n]) in openers for n in (2, 3)) or parts[0].split("'")[0] in openers:
        return True
    return "tr" in codes and bare.rpartition(" ")[2].casefold() in words("imperative", ("tr",))  # the verb comes last


@cache
def _cjk_openers(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the openers of languages that put no space between words."""
    return tuple(sorted(word for word in _openers(codes) if "\u3000" < word[0] < "\uac00"))


def _bare_end(text: str) -> str:
    """Take off what stands behind the last sign of a sentence: emphasis, quotes, emoji, full stops."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in "?？؟)）]"):
        end -= 1
    return text[:end]


def aside(text: str) -> str:
    """Say why a line of text teaches nothing, or return an empty string if it may."""
    if _TAGS.fullmatch(text):
        return "it holds nothing but tags"
    if len(text) > 1000 or not (text[:1] in "⬆↑⇧🔝▲🔼" or "](" in text or "<a " in text):  # noqa: PLR2004 - no such line is longer
        return ""
    shown = _EDGES.sub("", _TAG.sub("", _LINK.sub(lambda match: match["shown"], text)))
    if shown.casefold() in words("top"):
        return "it leads back to the top"
    link = _LINK.fullmatch(text.lstrip("*_ 0123456789.)").rstrip("*_ "))
    if link and (link["target"] or "").startswith("#"):
        return "it is an entry of a table of contents"
    return ""


def lead(line: Line, codes: tuple[str, ...] = ()) -> Lead:
    """Take the beginning of a line of prose or of a heading apart; `codes` are the languages of the file."""
    rest = line.text
    if line.quote and rest.startswith("[!"):
        return Lead(rest)  # a callout says itself what it is
    card = "card" in rest and _CARD.search(rest) is not None
    if card:
        rest = _CARD.sub("", rest).strip()
    decoration, number, keycap = "", line.marker[:-1] if line.marker[:1].isdigit() else "", False
    bold_mark = ""
    start = 0
    while True:
        if match := _KEYCAP.match(rest, start):
            number, keycap = match[1] or "10", True
        elif match := _DECORATION.match(rest, start):
            decoration += match[0].strip()
        elif not bold_mark and (match := _OPEN.match(rest, start)):
            bold_mark = match[1] or f"</{match[2]}>"
        else:
            break
        start = match.end()
    key, word, mark, label_number, end = _label(rest, start, codes)
    emphasised = bool(bold_mark) or rest[start : start + 1] in ("*", "_")
    if key and not _speaks(key, word, mark, label_number, decoration, emphasised, rest[end:]):
        key, word, mark, end = "", "", "", start
    if key:
        number = label_number or number
    elif match := _NUMBER.match(rest, start):
        number = match[0].strip(" \t()[].:：、．)#-–—第题問问")
        end = match.end()
    text = rest[end:]
    bold, tail = _split_bold(rest, start, end, bold_mark)
    if not bold and not key and (match := _ITALIC.fullmatch(text.strip())):
        bold = text = match["text"]
    if bold_mark:
        text = text.replace(bold_mark, "", 1) if bold_mark in text else text
        if not key and not tail and not bold:
            bold_mark = ""
    text = "" if key and _REMARK.fullmatch(" " + text.strip()) else text.strip()
    if line.block is Block.PROSE and not (bold and tail) and _MAY_HAVE_TAIL.search(text):
        text, tail = _split_tail(text, codes)
        if tail and bold:
            bold = text
    asking = ends_asking(bold if bold and tail else text)
    return Lead(text, decoration, key, word, mark, number, keycap, bold, tail, asking, card, "" if key else aside(line.text))


def _split_tail(text: str, codes: tuple[str, ...]) -> tuple[str, str]:
    """Split a line into its question and the answer behind it: a link that says so, or text behind the question mark."""
    question, answer = _split_answer(text, codes)
    label = _INNER_LABEL.match(" " + answer)
    if answer and label and label["word"].casefold() in words("answer", codes):
        answer = answer[label.end() - 1 :].strip()
    return question, answer


def _split_answer(text: str, codes: tuple[str, ...]) -> tuple[str, str]:
    if (match := _INNER_LABEL.search(text, 1)) and match["word"].casefold() in words("answer", codes):
        return text[: match.start()].strip(), text[match.end() :].strip()
    if text.endswith((")", "]")) and (match := _ANSWER_LINK.search(text)):
        shown = match["shown"].strip("[] *_").casefold()
        if match.start() and shown in words("answer"):
            return text[: match.start()].rstrip(" -–—:("), match[0].strip().removeprefix("(").strip()
    match = _VERDICT.search(text)
    if match and (match["word"] or match["verb"]).casefold() in words("true_false", codes):
        return text[: match.start()].rstrip(), (match["verdict"] or match["said"]).strip()
    at = 0
    while match := _ASKED.search(text, at):
        end, rest = match.end(), text[match.end() :].strip()
        following = _SENTENCE.match(rest)
        if not rest:
            return text, ""
        if following and asks(following[0], codes) is Asking.MARK:
            at = end
            if len(following[0]) >= len(rest.rstrip("*_ ")):
                return text, ""
            continue
        if not following and asks(rest, codes) is Asking.MARK:
            return text, ""
        if _REMARK.fullmatch(" " + rest):
            return text, ""
        rest = rest.lstrip("-–—→⇒:> ").strip()
        return (text[:end].strip(), rest) if sum(character.isalnum() for character in rest) > 1 else (text, "")
    return text, ""


def _label(rest: str, start: int, codes: tuple[str, ...]) -> tuple[str, str, str, str, int]:
    """Find a label at a place: its key, the word, what closes it, its number, and where the text goes on."""
    if counted := _CJK_QUESTION.match(rest, start):
        return "question", "問", ":", counted[1], counted.end()
    at = start
    while match := _OTHER_MARKS.match(rest, at):
        at = match.end()
    if len(rest) - at > _LONE_LABEL and not _MAY_BE_LABEL.match(rest, at):
        return "", "", "", "", start
    found = _WORDS.match(rest, at)
    if not found:
        return "", "", "", "", start
    parts = re.split(r"([-–' ’])", found[0])
    table = _labels(codes)
    for count in range(len(parts), 0, -2):
        shown = "".join(parts[:count])
        key = table.get(_plain_label(shown))
        if not key:
            continue
        end = at + len(shown)
        number = ""
        if match := _LABEL_NUMBER.match(rest, end):
            number, end = match[1], match.end()
        closing = _LABEL_END.match(rest, end)
        if closing:
            return key, _plain_label(shown), closing[1], number, closing.end()
        sure = key in ("question", "followup") and (len(shown) > 2 or shown in "Qq")  # noqa: PLR2004 - a letter may be anything
        if number and sure and rest[end : end + 1].isspace():
            return key, _plain_label(shown), "", number, end
    return "", "", "", "", start


def _speaks(key: str, word: str, mark: str, number: str, decoration: str, emphasised: bool, text: str) -> bool:
    """Whether a label word says what the line is, and is not just the first word of a sentence or of a title."""
    if mark in (":", "：", "\u3000"):
        return True
    match key:
        case "question":
            return bool(number) or (word == "q" and mark in "-–—" and bool(mark))
        case "answer":
            short = mark == "." and 3 <= len(word) <= 4  # noqa: PLR2004 - an abbreviation: “Ans.”
            return not text or short or (word == "a" and mark in "-–—" and bool(mark)) or (bool(number) and bool(mark)) or (mark == "." and emphasised)
        case "followup":
            return bool(mark) and (bool(number) or bool(decoration))
        case _:
            return False


def _split_bold(rest: str, start: int, end: int, bold_mark: str) -> tuple[str, str]:
    """Return what is bold at the beginning of a line, and what follows it."""
    if not bold_mark:
        return "", ""
    at = rest.find(bold_mark, start)
    if at < 0:
        return "", ""
    inner = rest[max(start, min(end, at)) : at].strip()
    after = rest[at + len(bold_mark) :].strip()
    if at < end:  # only the number or the label was bold
        return "", ""
    return inner, after
