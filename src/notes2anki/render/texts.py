"""One text of a note, from Markdown to the HTML that cards and the map show."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from notes2anki.render import cloze, footnotes, markdown
from notes2anki.render.anki import sealed
from notes2anki.render.context import Context, Doubt, Found, environment
from notes2anki.render.margin import without_margin
from notes2anki.render.plain import as_text
from notes2anki.render.quick import quick_html
from notes2anki.render.sanitize import sanitized
from notes2anki.render.signs import without_signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_GROWTH = 40
"""Times that HTML may be longer than its Markdown, beyond `_SMALL`: what is longer comes from references that repeat."""
_SMALL = 100_000
_PARSER = markdown.parser()


def _nowhere(reference: str, *, anywhere: bool) -> Found:  # noqa: ARG001 - what definitions refer to is found in the notes
    return Found("")


class References:
    """The link references and footnotes of one file, for all of its notes."""

    def __init__(self, text: str) -> None:
        """Keep `text`; it is parsed when a note first needs it."""
        self._text = without_signs(text)

    @cached_property
    def links(self) -> dict[str, object]:
        """Targets of reference links, as markdown-it keeps them."""
        env = environment(Context(_nowhere), {})
        _PARSER.block.parse(self._text, _PARSER, env, [])
        return dict(env["references"])

    @cached_property
    def footnotes(self) -> dict[str, str]:
        """Markdown of each footnote, by label."""
        return footnotes.definitions(self._text)


def html(text: str, context: Context, references: References) -> str:
    """Return `text` as blocks, or as one line without a paragraph around it when it is one paragraph."""
    text = without_signs(text)
    if context.cloze:
        text = cloze.signed(text)
    elif (quick := quick_html(text)) is not None:
        return quick
    return sealed(sanitized(_rendered(text, context, references)), cloze=context.cloze)


def _rendered(text: str, context: Context, references: References) -> str:
    found = len(context.doubts)
    try:
        return _parsed(text, environment(context, references.links), references.footnotes)
    except (markdown.UnfitError, RecursionError) as error:
        reason = str(error) if isinstance(error, markdown.UnfitError) else "markup nests without end"
        context.doubts[found:] = [Doubt("markup-unfit", f"{reason}; it is shown as text")]
        return as_text(text)


def _parsed(text: str, env: EnvType, notes: Mapping[str, str]) -> str:
    text = footnotes.with_cited(without_margin(text), notes)
    tokens = _PARSER.parse(text, env)
    result = str(_PARSER.renderer.render(_unwrapped(tokens), _PARSER.options, env))
    if len(result) > _SMALL + _GROWTH * len(text):
        raise markdown.UnfitError("markup repeats itself without end")
    return result


def _unwrapped(tokens: list[Token]) -> list[Token]:
    return tokens[1:2] if len(tokens) == 3 and tokens[0].type == "paragraph_open" else tokens
