r"""Anki's own markup made harmless: the last thing that happens to the HTML of a field.

Anki plays ``[sound:…]``, speaks ``[anki:tts …]``, runs LaTeX for ``[latex]``, ``[$]`` and ``[$$]``, makes an input of
``[[type:…]]`` and hands ``\(…\)`` to MathJax, wherever they stand in a field. A note that talks about them means text.
"""

from __future__ import annotations

import re

from notes2anki.render.signs import BACKSLASH, BRACKET, JOINT

_OWN_MARKUP = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\${1,2}\]|\[type:)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
"""Notes hold none, but for those that they name, ``&#12;``. Anki splits fields at 0x1f."""
_DELIMITER = re.compile(r"\\(?=[(\[])")
_UNSEEN = "\\\u2060"
"""A backslash and a word joiner: MathJax reads the text of the page, so that an entity would hide nothing from it."""
_BRACE_BEFORE_END = re.compile(rf"\}}(?=\}}{JOINT}\}})")


def sealed(html: str, *, cloze: bool) -> str:
    """Make what Anki would act on plain text, and what we want it to act on real.

    In a cloze field this goes for braces too; in all other fields Anki takes braces as they are.
    """
    html = _CONTROL.sub("", html)
    if "\\" in html:
        html = _DELIMITER.sub(lambda _: _UNSEEN, html)
    if "[" in html:
        html = _OWN_MARKUP.sub("&#91;", html)
    if cloze:
        html = _BRACE_BEFORE_END.sub("&#125;", html)
        html = html.replace("{{", "{&#123;").replace("}}", "}&#125;").replace(JOINT, "")
    return html.replace(BACKSLASH, "\\").replace(BRACKET, "[")
