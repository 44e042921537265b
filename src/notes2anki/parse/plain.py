"""Markdown of one or a few lines to plain text, for names, ids and comparisons (what is shown is rendered instead)."""

from __future__ import annotations

import html
import re

_STEPS = (
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), " "),
    (re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]"), " "),
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])"), r"\1"),
    (re.compile(r"\{#[^{}\s]{1,80}\}|(?<!\S)\^[A-Za-z0-9-]{3,60}$"), " "),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>"), ""),
    (re.compile(r"(?<![\\`])(`++)([^`\n]++)\1"), r"\2"),
    (re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\\w])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\\)(~~|==)(?=\S)([^~=\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def plain(markdown: str) -> str:
    """Return the text of a piece of Markdown on one line, without links' targets, emphasis and tags."""
    text = markdown
    if any(sign in text for sign in "[<*_`~=\\{^&"):
        for pattern, by in _STEPS:
            text = pattern.sub(by, text)
        text = html.unescape(text)
    return " ".join(text.split())
