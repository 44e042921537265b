"""Org-mode notes as Markdown, line for line, so that one grammar reads both.

Headlines become headings, drawers and planning lines become blank (an ``ID`` and properties of Anki are kept as comments), source blocks become
fences; the number of lines never changes.
"""

from __future__ import annotations

import re

from notes2anki.model import FrontMatter
from notes2anki.parse.front import tag_name

_HEADLINE = re.compile(
    r"(?P<stars>\*+)[ \t]+(?:(?:TODO|NEXT|WAITING|DONE|CANCELLED)[ \t]+)?(?:\[#[A-Z]\][ \t]*)?(?P<title>.*?)(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*"
)
_KEYWORD = re.compile(r"[ \t]*#\+(?P<key>\w+):[ \t]*(?P<value>.*)")
_BEGIN = re.compile(r"[ \t]*#\+begin_(?P<kind>\w+)[ \t]*(?P<lang>[\w+-]*).*", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(?P<kind>\w+).*", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>.*)")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[].*")
_RULE = re.compile(r"[ \t]*\|[-+:| \t]*-[-+:| \t]*")
_TERM = re.compile(r"(?P<item>[ \t]*[-+][ \t]+(?:\[.\][ \t]+)?)(?P<term>[^\n]{1,200}?)[ \t]+::[ \t]+")
_LINK = re.compile(r"\[\[(?P<target>[^\[\]\n]{1,1000})\](?:\[(?P<shown>[^\[\]\n]{1,500})\])?\]")
_MARKUP = re.compile(
    r"(?<![\w*/=~+])(?P<sign>[*/=~+])(?P<text>[^\s*/=~+](?:[^\n*=~+]{0,300}?[^\s*/=~+])?)(?P=sign)(?![\w*/=~+])"
)
_SIGNS = {"*": "**", "/": "*", "=": "`", "~": "`", "+": "~~"}
_CARD_TAGS = {"drill", "fc", "anki", "card", "flashcard"}
_OF_FILE = re.compile(r"(?P<key>ANKI_\w+)[ \t]+(?P<value>.*)")


def to_markdown(text: str) -> tuple[str, FrontMatter]:
    """Return org text as Markdown of the same number of lines, and what its keywords say of the whole file."""
    said: dict[str, str] = {}
    out: list[str] = []
    drawer = fenced = False
    for line in text.split("\n"):
        if fenced:
            fenced = not _END.fullmatch(line)
            out.append(line if fenced else "```")
        elif match := _BEGIN.fullmatch(line):
            fenced = match["kind"].lower() in ("src", "example")
            out.append("```" + (match["lang"] if match["kind"].lower() == "src" else "") if fenced else "")
        elif match := _HEADLINE.fullmatch(line):
            out.append(_heading(match))
        elif drawer or _PLANNING.fullmatch(line) or _END.fullmatch(line):
            match = _DRAWER.fullmatch(line)
            drawer = drawer and not (match and match["name"].upper() == "END")
            out.append(_property(match["name"], match["value"].strip()) if match else "")
        elif (match := _DRAWER.fullmatch(line)) and not match["value"]:
            drawer = True
            out.append("")
        elif match := _KEYWORD.fullmatch(line):
            match = (match["key"].upper() == "PROPERTY" and _OF_FILE.match(match["value"])) or match
            said.setdefault(match["key"].lower(), match["value"].strip())
            out.append("")
        else:
            out.append(_inline(line))
    listed = [*said.get("filetags", "").split(":"), *said.get("anki_tags", "").split()]
    tags = tuple(filter(None, map(tag_name, listed)))
    front = FrontMatter(
        title=said.get("title", ""), deck=said.get("anki_deck") or None, tags=tags, lang=said.get("language", "")
    )
    return "\n".join(_dedent(out)), front


def _property(name: str, value: str) -> str:
    """Return a property as a comment if it says something of cards: the id of a headline, or what Anki needs to know."""
    key = name.upper().replace("_", "-")
    kept = key == "ID" or key.startswith("ANKI-")
    return f"<!-- {key.lower()}: {value.replace('--', '- -')} -->" if kept and value else ""


def _heading(match: re.Match[str]) -> str:
    tags = (match["tags"] or "").split(":")
    mark = " #card" if _CARD_TAGS & set(tags) else ""
    return "#" * min(6, len(match["stars"])) + f" {_inline(match['title'])}{mark}"


def _inline(line: str) -> str:
    if _RULE.fullmatch(line):
        return line.replace("+", "|")
    line = _TERM.sub(r"\g<item>**\g<term>**: ", line, count=1)
    line = _LINK.sub(
        lambda match: f"[{match['shown'] or match['target']}]({match['target'].replace(' ', '%20')})", line
    )
    return _MARKUP.sub(lambda match: _SIGNS[match["sign"]] + match["text"] + _SIGNS[match["sign"]], line)


def _dedent(lines: list[str]) -> list[str]:
    """Take the indent off that bodies have below their headline: to Markdown it would be code."""
    out: list[str] = []
    start = 0
    for end in [n for n, line in enumerate(lines) if line.startswith("#")] + [len(lines)]:
        body = lines[start:end]
        indents = [len(line) - len(line.lstrip()) for line in body[1:] if line.strip()]
        least = min(indents, default=0)
        out += [line[least:] if n and line.strip() else line for n, line in enumerate(body)]
        start = end
    return out
