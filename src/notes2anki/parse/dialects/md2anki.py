"""Notes of md2anki: a title with the number of its deck, a heading for each question, with its id; a rule ends a longer
question, and a subdeck has its questions one level deeper.

    # Metals (1737001234)

    ## Which metal is liquid at room temperature? (ab12-90cd)

    Mercury. `{=:elements,liquids:=}`

    ## Subdeck: Alloys (1737005678)

    ### Look at the coin.

    Of what is it made?

    ---

    Of copper and tin: bronze.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notes2anki.parse.excerpt import excerpt
from notes2anki.parse.fields import ends, tag_names
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_DECK = re.compile(r"(?P<sub>Subdeck:[ \t]*)?(?P<name>[^\n]{1,200}?)[ \t]*\(\d{6,20}\)")
_ID = re.compile(r"[ \t]*\((?P<id>(?=[^()]{0,64}\d)[\w-]{4,64})\)$")
_TAGS = re.compile(r"[ \t]*`\{=:(?P<tags>[^`{}\n]{0,500}):=\}`")
_KIND = re.compile(r"[ \t]*`\{=<[^`{}\n]{0,500}>=\}`")
_LANGUAGE = re.compile(r"(?<=`)\{[.=][\w+-]{1,40}\}")


class _Deck(NamedTuple):
    level: int
    name: str


def read(lines: Sequence[Line]) -> Iterator[Found]:
    """Find the decks and their questions."""
    heads = [at for at, line in enumerate(lines) if line.block is Block.HEADING and not line.depth and not line.quote]
    if not heads or not _DECK.fullmatch(lines[heads[0]].text):
        return
    decks: list[_Deck] = []
    for at, end in sorted(ends(lines, heads).items()):
        level, text = lines[at].level, lines[at].text
        match = _DECK.fullmatch(text)
        if match and (match["sub"] or level == lines[heads[0]].level):
            decks = [deck for deck in decks if deck.level < level]
            decks.append(_Deck(level, "::".join((*(deck.name for deck in decks[-1:]), match["name"]))))
            yield Found(at, at + 1, "", why="it names a deck")
            continue
        decks = [deck for deck in decks if deck.level < level]
        if decks and level == decks[-1].level + 1:
            yield _note(lines, at, end, decks[-1].name)


def _note(lines: Sequence[Line], at: int, end: int, deck: str) -> Found:
    rule = next((n for n in range(at + 1, end) if lines[n].block is Block.RULE and not lines[n].depth), at)
    given = _ID.search(lines[at].text)
    asked = [_ID.sub("", lines[at].text), excerpt(lines[at + 1 : rule]) if rule > at else ""]
    answer = excerpt(lines[rule + 1 : end])
    tags = [tag for match in _TAGS.finditer(answer) for tag in tag_names(match["tags"])]
    answer = _LANGUAGE.sub("", _KIND.sub("", _TAGS.sub("", answer))).strip("\n")
    why = "it is a heading below the title of a deck"
    prompt = _LANGUAGE.sub("", "\n\n".join(filter(None, asked)))
    return Found(at, end, prompt, answer, why=why, given_id=given["id"] if given else "", tags=tuple(tags), deck=deck)
