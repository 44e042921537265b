"""Tables made fit for a phone: a comparison becomes a block for each row, with the name of the column at each cell.

Tables of numbers stay tables and scroll. What is a comparison: it has a header, and its first column names things.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.columns import is_comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType, OptionsDict

_Cell = tuple[Token, Token]
"""The opening token of a cell and its text."""


@dataclass(slots=True)
class _Table:
    opening: Token
    head_tokens: list[Token] = field(default_factory=list)
    head: list[_Cell] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)


def plugin(md: MarkdownIt) -> None:
    """Teach the parser and the renderer."""
    md.core.ruler.push("tables", _mark)
    md.add_render_rule("table_open", _open)
    md.add_render_rule("table_close", _close)


def box(*, stack: bool = False) -> str:
    """Return what opens the box of a table: it scrolls, so it must be reachable by keyboard."""
    return f'<div class="tbl{" stack" * stack}" tabindex="0">'


def _mark(state: StateCore) -> None:
    if not any(token.type == "table_open" for token in state.tokens):
        return
    for table in _tables(state.tokens):
        labels = [_plain(text) for _, text in table.head]
        for token in table.head_tokens:
            # a header that says nothing is there only because Markdown needs one
            token.hidden = not any(labels)
        for cell, _ in table.head:
            cell.attrs["scope"] = "col"
        if is_comparison(labels, [[_plain(text) for _, text in row] for row in table.rows]):
            table.opening.meta["stack"] = True
            _name_cells(labels, table.rows)
    row_head: Token | None = None
    for token in state.tokens:
        if token.type == "td_open":
            row_head = token
        elif token.type == "td_close" and row_head:
            token.tag = row_head.tag
        # the sanitizer lets no style pass
        style = str(token.attrs.pop("style", ""))
        if style.startswith("text-align:"):
            token.attrs["align"] = style.removeprefix("text-align:")


def _name_cells(labels: list[str], rows: list[list[_Cell]]) -> None:
    for (first, _), *others in rows:
        first.tag = "th"
        first.attrs["scope"] = "row"
        for label, (cell, _) in zip(labels[1:], others, strict=True):
            cell.attrs["data-label"] = label


def _tables(tokens: list[Token]) -> Iterator[_Table]:
    table: _Table | None = None
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            table = _Table(token)
        elif table is None:
            continue
        elif token.type == "table_close":
            yield table
            table = None
        elif token.type == "td_open":
            if tokens[number - 1].type == "tr_open":
                table.rows.append([])
            table.rows[-1].append((token, tokens[number + 1]))
        elif not table.rows and token.type != "tbody_open":
            table.head_tokens.append(token)
            if token.type == "th_open":
                table.head.append((token, tokens[number + 1]))


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.nesting == 0).strip()


def _open(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return f"{box(stack=bool(tokens[index].meta))}<table>\n"


def _close(_: RendererProtocol, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType) -> str:
    return "</table></div>\n"
