"""The head of a notes file: title, deck, tags, language and aliases out of YAML or TOML front matter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from notes2anki.model import FrontMatter

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = frozenset(
    "title name deck cards-deck anki-deck tags tag aliases alias lang language rows glossary".split()  # noqa: SIM905 (shorter)
)
"""Keys that have a place of their own."""
_SPACES = re.compile(r"\s+")


class _Loader(yaml.SafeLoader):
    """Plain data only: no alias, which a few lines can grow to gigabytes, and no date, which is text to us."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read in front matter")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Read front matter with its fences.

    Returns what it says and, where it could not be read, the reason; what is not understood is not lost, for the note
    files stay as they are.
    """
    fence, _, body = text.partition("\n")
    body = body.rpartition("\n")[0]
    try:
        data = tomllib.loads(body) if fence.strip() == "+++" else _Loader(body).get_single_data()
        if isinstance(data, str) and "=" in data:  # to YAML, the keys of TOML are prose
            data = tomllib.loads(body)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return FrontMatter(), " ".join(str(error).split())[:200]
    if not isinstance(data, Mapping):
        return FrontMatter(), "" if data is None else "it is not a list of keys and values"
    lower = {str(key).casefold(): value for key, value in data.items()}
    deck = _text(lower.get("deck") or lower.get("cards-deck") or lower.get("anki-deck")).replace("/", "::")
    front = FrontMatter(
        title=_text(lower.get("title") or lower.get("name")),
        deck=deck or None,
        tags=tuple(
            dict.fromkeys(filter(None, (tag_name(tag) for tag in _list(lower.get("tags") or lower.get("tag")))))
        ),
        aliases=tuple(_list(lower.get("aliases") or lower.get("alias"), split=False)),
        lang=_text(lower.get("lang") or lower.get("language")),
        rows=_flag(lower.get("rows")),
        glossary=_flag(lower.get("glossary")),
        fields=tuple(
            (key, texts) for key, value in lower.items() if key not in _OWN and (texts := tuple(_texts(value)))
        ),
    )
    return front, ""


def tag_name(text: str) -> str:
    """Return a tag as Anki has them: no spaces, ``::`` between levels, no empty level."""
    levels = [_SPACES.sub("-", level.strip()) for level in re.split(r"::|/", text.lstrip("#"))]
    return "::".join(level for level in levels if level)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _texts(value: object) -> Iterator[str]:
    """The texts in a value; to YAML ``[[X]]`` is a list in a list."""
    if not isinstance(value, list):
        if text := _text(value):
            yield text
        return
    for item in value:
        yield from _texts(item)


def _list(value: object, *, split: bool = True) -> list[str]:
    if isinstance(value, str):
        return [part for part in (re.split(r"[,\s]+", value) if split else [value.strip()]) if part]
    if isinstance(value, list):
        return [text for text in map(_text, value) if text]
    return [text for text in [_text(value)] if text]
