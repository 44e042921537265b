"""Task lists: ``- [x] done`` shows a ticked box. It is a sign and no input, for a card has nothing to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


def plugin(md: MarkdownIt) -> None:
    """Put the boxes in before the text is parsed."""
    md.core.ruler.before("inline", "tasks", _settle)


def _settle(state: StateCore) -> None:
    if "] " not in state.src:
        return
    tokens = state.tokens
    for item, text in zip(tokens, tokens[2:], strict=False):
        if item.type == "list_item_open" and text.type == "inline" and text.content[:4] in _BOXES:
            text.content = _BOXES[text.content[:4]] + text.content[4:]
            item.attrs["class"] = "task"
