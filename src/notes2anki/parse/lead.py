"""How a line begins, as people write it: decoration, label, number, bold; and whether it asks.

What is worked out here is shared by the dialects: each of them then only says which of these beginnings it claims.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from notes2anki.parse.asking import LINK, REMARK, ends_asking
from notes2anki.parse.label import Label, find_label
from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.tail import split_tail

_SIGNS = "!-/:-@\\[-`{-~¡¿«»“”„‘’…·$€£°§¶–—−√∑∏∫≈≤≥∞∂∇←-⇿"  # ascii, quotes, mathematics: the text has begun
_DECORATION = re.compile(rf"(?:(?:[^\w\s{_SIGNS}]|[←-⇿➡◆](?=[\ufe0f \t]))[\ufe0e\ufe0f\u200d]*|[*#>•·-][ \t])[ \t]*")
_KEYCAP = re.compile("(?:([0-9])\ufe0f?\u20e3|(\U0001f51f))[ \t]*")
_BOLD = re.compile(r"(?:(\*\*\*?|__)|<(b|strong)>)(?=\S)")
_ITALIC = re.compile(r"(?P<sign>[*_])(?P<text>[^\s*_](?:[^*_]*[^\s*_])?)(?P=sign)")
_NUMBER = re.compile(
    r"(?:[(\[]\d{1,4}[a-z]?[)\]]|\d{1,3}[ \t]?\([a-z]\)[.:]?(?=[\s*_])"  # (2) 2(a)
    r"|#?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:\.-|-?[.):：）]|[ \t]?[-–—](?=[ \t])|(?<=\.\d)(?=[ \t]))(?=[\s*_<]|$)"  # 2. 2) 2.1
    r"|\d{1,3}\.(?:-(?=\w)|-?(?=[¿¡\u3040-\u9fff])|(?=[A-Z][A-Za-z]))"  # 1.-What 1.¿Qué 2.Java
    r"|\d{1,4}[、．）]|第?[0-9一二三四五六七八九十]{1,4}[、．题問问][:：]?"  # 2、
    r"|[(\[]?(?:[a-zA-Z]|[ivxIVX]{2,5})\)|(?:[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})\.(?=[ \t]))[ \t]*"  # a) (iv) A.
)
_PART = re.compile(r"[(\[]?(?:[a-z]|[ivx]{2,5})\)[ \t]*")
_NUMBER_SIGNS = dict.fromkeys(map(ord, " \t()[]:：、．）#-–—第题問问"))
"""What stands around a number; dots stand within it, too."""
_CARD = re.compile(r"(?:^|\s)#(?:flash)?card(?![\w/-])")
_TAGS = re.compile(r"(?:[ \t]*</?[a-zA-Z][^<>]*>)+[ \t]*")
_SHOWN = re.compile(
    r"<(?:img|audio|video|source)\b|</?(?:table|thead|tbody|tfoot|tr|ul|ol|dl|pre|blockquote)\b", re.IGNORECASE
)
"""Tags that show something without any text, or that frame what stands in the lines between them."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SHORT = 40
_ORDINARY = re.compile(r"(?![A-Za-z]{1,5}[.)\-])(?!\D{0,15}\d)[A-Za-z][^:：?？\[\]<>()*_=#→⇒~`|\u3000か吗嗎呢]*")
"""A line that is no more than text: most lines are, and they need no closer look."""
_LONGEST_LINK = 1000
"""Characters of the longest link back to the top, or entry of a contents list."""


class Lead(NamedTuple):
    """The beginning of a line, taken apart."""

    text: str
    """What is left of the line: without decoration, label, number and the marks of bold."""
    decoration: str = ""
    """Emoji and bullets before the first word: ``🚀``."""
    label: str = ""
    """Key of the label word (`label.KEYS`); empty where none says what the line is."""
    word: str = ""
    """The label as written, casefolded: ``q``, ``answer``."""
    mark: str = ""
    """What closes the label: ``:``, ``.``, ``)``, a dash; empty where nothing does."""
    number: str = ""
    """``3`` of ``Q3.``, of ``3)``, of ``**3)**``, of a keycap or of a list marker."""
    keycap: bool = False
    """Whether the number is a keycap emoji."""
    bold: str = ""
    """The bold beginning, without its marks, or the line where it is all emphasised; else empty."""
    tail: str = ""
    """What follows the question on the line: behind its bold type, behind its question mark, or a link to the answer."""
    asks: bool = False
    """Whether the text ends with a question mark."""
    card: bool = False
    """Whether the line carries a tag that makes it a card: ``#card``."""
    aside: str = ""
    """Why the line teaches nothing: it leads back to the top, is an entry of a contents list, holds only tags."""

    @property
    def whole(self) -> str:
        """The text with its tail, which is a part of it behind bold type and not where a question was split off."""
        return self.text if self.bold and self.tail else " ".join(filter(None, (self.text, self.tail)))


def speaks_for_itself(line: Line, lead: Lead) -> bool:
    """Say whether a line tells what it is: by a label or a tag, as an aside, as a callout or a linked picture."""
    return bool(lead.label or lead.card or lead.aside) or line.text.startswith("[!")


class _Opening(NamedTuple):
    """What stands before the first word or number of a line."""

    end: int
    decoration: str = ""
    keycap: str = ""
    bold: str = ""
    """The mark that closes the bold type."""


_PLAIN_OPENING = _Opening(0)


def lead(line: Line, codes: tuple[str, ...] = ()) -> Lead:
    """Take the beginning of a line of prose or of a heading apart; `codes` are the languages of the file."""
    if line.quote and line.text.startswith("[!"):
        return Lead(line.text)  # a callout says itself what it is
    if len(line.text) > _SHORT and _ORDINARY.fullmatch(line.text):
        return Lead(line.text, number=_marker_number(line))
    card = "card" in line.text and _CARD.search(line.text) is not None
    rest = _CARD.sub("", line.text).strip() if card else line.text
    opening = _opening(rest)
    marked = bool(opening.bold or opening.decoration)
    letters = not (line.level or line.marker)  # “A” heads a part of a glossary or is an item
    label = find_label(rest, opening.end, codes, marked=marked, letters=letters)
    number, end = (label.number, label.end) if label else _number(rest, opening.end)
    if line.level and rest[end:].isdecimal():
        number, end = rest[end:], len(rest)  # a heading that is but a number
    text, bold, tail = _text(rest, opening, end, label)
    if line.block is Block.PROSE and not (bold and tail):
        text, tail = split_tail(text, codes)
        bold = text if tail and bold else bold
    return Lead(
        text=text,
        decoration=opening.decoration,
        label=label.key if label else "",
        word=label.word if label else "",
        mark=label.mark if label else "",
        number=number or opening.keycap or _marker_number(line),
        keycap=opening.keycap != "",
        bold=bold,
        tail=tail,
        asks=ends_asking(bold if bold and tail else text),
        card=card,
        aside="" if label else aside(line.text),
    )


def _marker_number(line: Line) -> str:
    return line.marker[:-1] if line.marker[:1].isdigit() else ""


def _opening(rest: str) -> _Opening:
    if rest[:1].isalpha() and rest[0].isascii():
        return _PLAIN_OPENING
    at, decoration, keycap, bold = 0, [], "", ""
    while True:
        if match := _KEYCAP.match(rest, at):
            keycap = match[1] or "10"
        elif match := _DECORATION.match(rest, at):
            decoration.append(match[0].strip())
        elif not bold and (match := _BOLD.match(rest, at)):
            bold = match[1] or f"</{match[2]}>"
        else:
            return _Opening(at, "".join(decoration), keycap, bold)
        at = match.end()


def _number(rest: str, start: int) -> tuple[str, int]:
    """Return the number at a place, and where the text goes on."""
    match = _NUMBER.match(rest, start)
    if not match:
        return "", start
    number, end = match[0], match.end()
    number = number.translate(_NUMBER_SIGNS).strip(".")
    if number.isalpha() and (part := _PART.match(rest, end)):
        end = part.end()
    return number, end


def _text(rest: str, opening: _Opening, end: int, label: Label | None) -> tuple[str, str, str]:
    """Return the text of a line from a place on, what of it is bold at the beginning, and what follows that."""
    text = rest[end:].strip()
    bold = tail = ""
    at = rest.find(opening.bold, opening.end) if opening.bold else -1
    if at >= end:
        bold, tail = rest[end:at].strip(), rest[at + len(opening.bold) :].strip()
    elif not opening.bold and not label and (match := _ITALIC.fullmatch(text)):
        bold = text = match["text"]
    if opening.bold and at >= end:
        text = text.replace(opening.bold, "", 1).strip()
    if label and REMARK.fullmatch(text):
        text = ""
    return text, bold, tail


def aside(text: str) -> str:
    """Say why a line of text teaches nothing, or return an empty string if it may."""
    if text.startswith("<") and _TAGS.fullmatch(text) and not _SHOWN.search(text):
        return "it holds nothing but tags"
    if len(text) > _LONGEST_LINK or not (text[:1] in "⬆↑⇧🔝▲🔼" or "](" in text or "<a " in text):
        return ""
    shown = _EDGES.sub("", _TAG.sub("", LINK.sub(lambda match: match["shown"], text)))
    if shown.casefold() in words("top"):
        return "it leads back to the top"
    link = LINK.fullmatch(text.lstrip("*_ 0123456789.)").rstrip("*_ "))
    return "it is an entry of a table of contents" if link and (link["target"] or "").startswith("#") else ""
