"""How a language says that concepts belong together, compiled from `data/relations/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from notes2anki.link.lists import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN, CLOSE = "\ue000", "\ue001"
"""What a mention stands between, as the number of its concept."""
KINDS = ("solves", "compared_with", "part_of", "causes", "type_of", "used_for")
"""Relations, those first that win where two are said of the same pair as often."""

_MENTION = rf"{OPEN}\d+{CLOSE}"
_LEAD = r"(?:(?:the|an?|some|all|each|many|several|various|different|other|such|more|its|their|our|your|any) ){0,2}"
_QUALITY = r"(?:(?!(?:of|for|in|to|that|which|with|from|by|on|as|and|or|not|no|without|than)\b)[\w-]{1,30} ){0,2}?"
_ASIDE = r"(?: ?\([^()]{0,60}\))?"
_BETWEEN = r"(?: ?, ?(?:and |or )?| ?/ ?| (?:and|or|&) )"
_LAST = r"(?! (?:[\w-]{1,30} )?(?:such as|including)\b)"
"""In ``birds such as crows and fish such as carps`` fish are no birds."""
_ONE = rf"{_LEAD}{_QUALITY}(?P<NAME>{_MENTION}){_ASIDE}"
_LIST = rf"{_LEAD}{_QUALITY}(?P<NAME>{_MENTION}{_ASIDE}(?:{_BETWEEN}{_LEAD}{_QUALITY}{_MENTION}{_ASIDE}{_LAST}){{0,9}})"
_PLACE = re.compile(r"<(as|bs|a|b)>")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a language offers; a table that it does not have is empty."""

    cues: re.Pattern[str]
    """For sentences in small letters, which is far quicker than to look for both; so are the next three."""
    sentences: tuple[tuple[str, re.Pattern[str]], ...]
    lists: Mapping[str, re.Pattern[str]]
    """Questions whose answers are lists, by what the items are to what is asked about; the first that fits counts."""
    question: Mapping[str, re.Pattern[str]]
    label: Mapping[str, re.Pattern[str]]
    column: Mapping[str, re.Pattern[str]]
    subject: Mapping[str, re.Pattern[str]]


@cache
def patterns(code: str) -> Patterns | None:
    """The patterns of a language, None for one that has no file."""
    file = DATA / "relations" / f"{code}.toml"
    if not file.is_file():
        return None
    table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    cues = "".join(table["cues"].split("\n"))
    return Patterns(
        cues=re.compile(rf"\b(?:{cues})"),
        sentences=tuple((kind, _sentence(text, table)) for kind in KINDS for text in table.get(kind, ())),
        lists=_compiled(table, "lists", "{}"),
        question=_compiled(table, "question", "{}"),
        label=_compiled(table, "label", "(?:{})", re.IGNORECASE),
        column=_compiled(table, "column", "(?:{})", re.IGNORECASE),
        subject=_compiled(table, "subject", "{}", re.IGNORECASE),
    )


def _compiled(
    table: Mapping[str, Any], name: str, frame: str, flags: re.RegexFlag = re.NOFLAG
) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(frame.format(text.replace("\n", "")), flags) for kind, text in table.get(name, {}).items()}


def _sentence(text: str, table: Mapping[str, Any]) -> re.Pattern[str]:
    named = text.replace("<may>", table["may"]).replace("<subject>", "<a>").replace("<subjects>", "<as>")
    bounded = named.replace("[\\w-]+", "[\\w-]{1,30}").replace("[^<>", f"[^{OPEN}{CLOSE}")
    pattern = _PLACE.sub(_slot, bounded)
    if text.startswith("<subject"):
        articles = ("", *(f"{article} " for article in table["articles"].split()))
        # all that a place is looked back from must be of one length
        ends = sorted((f"{word} {article}" for word in table["behind"].split() for article in articles), key=len)
        words = (rf"(?<!\b(?:{'|'.join(same)}){OPEN})" for _, same in groupby(ends, key=len))
        # looked for behind the sign, which a search finds far quicker than a place without the words
        pattern = pattern.replace(OPEN, OPEN + "".join(words), 1)
    return re.compile(pattern)


def _slot(match: re.Match[str]) -> str:
    slot = (_LIST if match[1].endswith("s") else _ONE).replace("NAME", match[1])
    # a pattern that starts with a mention needs no word before it, and is far quicker without
    return slot if match.start() else slot.removeprefix(_LEAD + _QUALITY)
