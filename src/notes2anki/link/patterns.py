"""How a language says that concepts belong together, compiled from `data/relations/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from notes2anki.link.lists import DATA
from notes2anki.link.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN, CLOSE = "\ue000", "\ue001"
"""What a mention stands between, as the number of its concept."""
KINDS = ("solves", "compared_with", "part_of", "causes", "type_of", "used_for")
"""Relations, those first that win where two are said of the same pair as often."""

_MENTION = rf"{OPEN}\d+{CLOSE}"
ASIDE = r" ?\([^()]{0,60}\)"
"""What stands in brackets behind a mention, as a pattern."""
_PLACE = re.compile(r"<(as|bs|a|b)>")
_CLASS_OR_WORD = re.compile(r"\[[^\]]*\]|(?<!\\)[^\W\d_]{3,}")
"""A class of letters in a pattern, or a word; in a shorter one the accent may be all that tells it from another."""
_ACCENTED = re.compile(r"(?!.$|ée$)[^\W\d_a-zA-Z]")
"""A letter with an accent, but none at the end of a word: ``utilisé`` and ``utilise`` are two forms."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the small words of a language do around mentions."""

    used: str
    """How to say that something is used, before what for."""
    end: re.Pattern[str]
    """Where a sentence ends, or turns to something else."""
    comma: re.Pattern[str]
    clause: re.Pattern[str]
    """How a sentence starts that goes on."""
    only: re.Pattern[str]
    """Nothing but mentions."""
    items: re.Pattern[str]
    """Mentions up to the end of a sentence."""
    listed: re.Pattern[str]
    """The first mentions of a sentence that stand in a list."""
    subject: re.Pattern[str]
    """A mention at the start of a sentence."""
    label: re.Pattern[str]
    use: re.Pattern[str]
    between: re.Pattern[str]
    over: re.Pattern[str]
    field: re.Pattern[str]
    aim: re.Pattern[str]
    of: re.Pattern[str]
    choice: re.Pattern[str]
    """``A or B``, and nothing else."""


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
    words: Words


@cache
def patterns(code: str) -> Patterns | None:
    """The patterns of a language, None for one that has no file."""
    file = DATA / "relations" / f"{code}.toml"
    if not file.is_file():
        return None
    table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    cues = "".join(table["cues"].split("\n"))
    slots = _slots(table["words"])
    return Patterns(
        cues=_compile(rf"\b(?:{cues})"),
        sentences=tuple((kind, _sentence(text, table, slots)) for kind in KINDS for text in table.get(kind, ())),
        lists=_compiled(table, "lists", "{}"),
        question=_compiled(table, "question", "{}"),
        label=_compiled(table, "label", "(?:{})", re.IGNORECASE),
        column=_compiled(table, "column", "(?:{})", re.IGNORECASE),
        subject=_compiled(table, "subject", "{}", re.IGNORECASE),
        words=_words(table["words"]),
    )


def _compile(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that also fits what is written without accents: ``Etapes``, ``sintomas``."""
    return re.compile(_CLASS_OR_WORD.sub(_bare_too, pattern), flags)


def _bare_too(match: re.Match[str]) -> str:
    if match[0].startswith("["):
        return match[0]
    return _ACCENTED.sub(lambda letter: f"[{letter[0]}{fold(letter[0])}]", match[0])


def _words(table: Mapping[str, str]) -> Words:
    joint, article = table["joint"], rf"(?:(?:{table['subject']}) )?"
    return Words(
        used=table["used"],
        end=_compile(rf"[.!?;](?<=[^\s.].)(?:\s+|$)|, (?=(?:{table['clause']})\b)"),
        comma=_compile(rf", (?:(?:{joint}) )?"),
        clause=_compile(rf"(?:{table['clause']}) "),
        only=_compile(rf"{_MENTION}(?:(?:, | (?:{joint}) |/){_MENTION}){{0,7}}\.?"),
        items=_compile(
            rf"(?:{_MENTION}(?:, (?:(?:{joint}) )?| (?:{joint}) | ?/ ?)?){{1,10}} ?(?:{table['rest']})?(?=\.(?: |$)|$)"
        ),
        listed=_compile(
            rf"(?:(?! (?:{table['purpose']}) [^{OPEN}])[^{OPEN}.;]){{0,40}} ((?:{_MENTION}(?:, (?:(?:{joint}) )?| (?:{joint}) | ?/ ?)?)+)"
        ),
        subject=_compile(rf"{article}({_MENTION})[^{OPEN}]", re.IGNORECASE),
        label=_compile(rf"(?:(?:{table['label']}) )?([\w '’-]{{2,40}}?)\s*:\s*(.*)", re.IGNORECASE),
        use=_compile(rf"(?:{table['use']}) ", re.IGNORECASE),
        between=_compile(rf" (?:{table['between']}) "),
        over=_compile(rf" (?:{table['over']}) "),
        field=_compile(rf" (?:{table['field']}) "),
        aim=_compile(rf" (?:{table['aim']}) "),
        of=_compile(rf" (?:{table['of']}) "),
        choice=_compile(rf"{article}{_MENTION},? (?:{joint}) {article}{_MENTION}", re.IGNORECASE),
    )


def _slots(table: Mapping[str, str]) -> tuple[str, str, str]:
    """Patterns for the words before a mention, for one mention with them, and for a list of such."""
    # what may lead is no quality, or a list of ten could be read in a thousand ways
    lead = rf"(?:(?:{table['lead']}) ){{0,2}}(?:(?!(?:{table['lead']}|{table['link']})\b)[\w-]{{1,30}} ){{0,2}}?"
    between = rf"(?: ?, ?(?:(?:{table['joint']}) )?| ?/ ?| (?:{table['joint']}) )"
    # in "birds such as crows and fish such as carps" fish are no birds
    last = rf"(?! (?:[\w-]{{1,30}} )?(?:{table['such']})\b)"
    return (
        lead,
        rf"{lead}(?P<NAME>{_MENTION})(?:{ASIDE})?",
        rf"{lead}(?P<NAME>{_MENTION}(?:{ASIDE})?(?:{between}{lead}{_MENTION}(?:{ASIDE})?{last}){{0,9}})",
    )


def _compiled(
    table: Mapping[str, Any], name: str, frame: str, flags: re.RegexFlag = re.NOFLAG
) -> dict[str, re.Pattern[str]]:
    return {kind: _compile(frame.format(text.replace("\n", "")), flags) for kind, text in table.get(name, {}).items()}


def _sentence(text: str, table: Mapping[str, Any], slots: tuple[str, str, str]) -> re.Pattern[str]:
    named = text.replace("<may>", table["may"]).replace("<subject>", "<a>").replace("<subjects>", "<as>")
    bounded = named.replace("[\\w-]+", "[\\w-]{1,30}").replace("[^<>", f"[^{OPEN}{CLOSE}")
    lead, one, many = slots

    def slot(match: re.Match[str]) -> str:
        pattern = (many if match[1].endswith("s") else one).replace("NAME", match[1])
        # a pattern that starts with a mention needs no word before it, and is far quicker without
        return pattern if match.start() else pattern.removeprefix(lead)

    pattern = _PLACE.sub(slot, bounded)
    if text.startswith("<subject"):
        articles = ("", *(f"{article} " for article in table["articles"].split()))
        # all that a place is looked back from must be of one length
        ends = sorted((f"{word} {article}" for word in table["behind"].split() for article in articles), key=len)
        words = (rf"(?<!\b(?:{'|'.join(same)}){OPEN})" for _, same in groupby(ends, key=len))
        # looked for behind the sign, which a search finds far quicker than a place without the words
        pattern = pattern.replace(OPEN, OPEN + "".join(words), 1)
    return _compile(pattern)
