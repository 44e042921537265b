r"""Formulas: ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` and ``\begin{align}…\end{align}``.

Sites that eat a backslash want ``\\(…\\)`` and ``\\[…\\]``, GitHub and GitLab ``$`…`$`` and fences of the language ``math``.

Anki's MathJax knows ``\(…\)`` and ``\[…\]`` alone, so every formula leaves in one of the two. Markdown must not touch what is
inside, and it would eat the backslash of ``\(``: these rules come before its own. Dollars are also money and shell
variables; an opening dollar is not glued to a word before it, and what stands between two must look like mathematics.
"""

from __future__ import annotations

import re
from html import escape
from itertools import chain, islice
from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.render.context import Context, Doubt, context_of
from notes2anki.render.dollars import is_formula
from notes2anki.render.scripts import is_word
from notes2anki.render.signs import BACKSLASH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.utils import EnvType, OptionsDict

_LONGEST = 4000
"""Characters that are searched for the end of a formula: MathJax itself takes no more than 5 kB."""
_LONGEST_ENDING = 5
_MOST_LINES = 200
_MOST_DOLLARS = 8
"""Dollars that are tried as the end of a formula: those within braces, ``\\text{if $x$}``, are none."""
_CLOSERS = {
    "$": "$", "$$": "$$", "$`": "`$", "\\(": "\\)", "\\[": "\\]", "\\\\(": "\\\\)", "\\\\[": "\\\\]"
}  # fmt: skip
DISPLAYED = frozenset({"$$", "\\[", "\\\\["})
_OPENER = re.compile(r"\$[$`]?|\\{1,2}[(\[]")
_BLOCK_OPENER = re.compile(
    r"(?P<fence>`{3,}|~{3,})[ \t]*math[ \t]*$|\$\$|\\{1,2}\["
    r"|\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray)\*?)\}"
)
_TRAILER = re.compile(r"\s*(?:[.,;]|\([^()\s]{1,20}\))?\s*")
"""What may follow a displayed formula on its line: the full stop of the sentence, or a number such as ``(3)``."""

_REFUSED = re.compile(
    r"\\(?:href|url|unicode|require|class|cssId|style|data|bbox|mmlToken|html\w*|tip|Tip|(?:math|text)tip|toggle|action"
    r"|includegraphics|input|csname)(?![a-zA-Z])"
)
"""Commands by which a formula can run a script, load something or restyle the page: MathJax has them all on in Anki."""
_BRACES = re.compile(r"\}(?=\})")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERCENT = re.compile(r"(?<!\\)%")


def plugin(md: MarkdownIt) -> None:
    """Teach the parser formulas."""
    md.inline.ruler.before("escape", "formula", _inline)
    md.block.ruler.before(
        "fence", "formula_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list", "deflist"]}
    )
    md.add_render_rule("formula", _render)


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    opening = _OPENER.match(source, start, state.posMax)
    if opening is None:
        return False
    opener, begin = opening[0], opening.end()
    if opener in {"$", "$$"} and start and (is_word(source[start - 1]) or source[start - 1] in "$_"):
        return False
    end = _closing(source, begin, min(state.posMax, begin + _LONGEST), _CLOSERS[opener])
    after = end + len(_CLOSERS[opener])
    if end < 0 or not is_formula(source[begin:end], opener, source[after : after + _LONGEST_ENDING]):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = _written(source[begin:end], opener), opener
    state.pos = after
    return True


def _closing(source: str, begin: int, limit: int, closer: str) -> int:
    r"""Find the closing delimiter; one behind a backslash, ``\$`` or ``\\)``, is part of the formula."""
    ends = _ends(source, begin, limit, closer)
    first = next(ends, -1)
    if closer == "$":
        tried = islice(chain([first], ends), _MOST_DOLLARS)
        return next((end for end in tried if source.count("{", begin, end) <= source.count("}", begin, end)), first)
    return first


def _ends(source: str, begin: int, limit: int, closer: str) -> Iterator[int]:
    end = source.find(closer, begin, limit)
    while end >= 0:
        if end == begin or source[end - 1] != "\\":
            yield end
        end = source.find(closer, end + 1, limit)


def _written(tex: str, opener: str) -> str:
    """Return a formula as its writer meant it: who escapes the delimiters escapes what is between them, too."""
    return _ESCAPED.sub(r"\1", tex) if opener.startswith("\\\\") else tex


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 1] not in {"$", "\\", "`", "~"}:
        return False
    opening = _BLOCK_OPENER.match(state.src, begin, state.eMarks[start])
    if opening is None or state.is_code_block(start):
        return False
    name = opening["name"]
    closer = f"\\end{{{name}}}" if name else opening["fence"] or _CLOSERS[opening[0]]
    lines = [state.src[opening.end() : state.eMarks[start]]]
    line = start
    while closer not in lines[-1]:
        line += 1
        if line >= min(end, start + _MOST_LINES) or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            return False
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    lines[-1], _, rest = lines[-1].partition(closer)
    tex = "\n".join(lines).strip()
    if not tex or _TRAILER.fullmatch(rest) is None:
        return False
    if opening[0][-1] == "[" and not is_formula(tex, opening[0], ""):
        return False
    if silent:
        return True
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    token = state.push("inline", "", 0)
    token.children = [
        Token("formula", "", 0, content=opening[0] + tex + closer if name else _written(tex, opening[0]), markup="$$"),
        Token("text", "", 0, content=rest.rstrip()),
    ]
    state.push("paragraph_close", "p", -1)
    return True


def _render(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    made = typeset(token.content, context_of(env), display=token.markup in DISPLAYED)
    return made or escape(token.markup + token.content + _CLOSERS[token.markup], quote=False)


def typeset(tex: str, context: Context, *, display: bool) -> str:
    """Return a formula as Anki takes it, on a line of its own if `display`; empty, with a doubt, if it could act."""
    refused = _REFUSED.search(tex)
    if refused:
        message = f"{refused[0]} can reach out of a formula; it is shown as text"
        context.doubts.append(Doubt("formula-refused", message, refused[0]))
        return ""
    if "\n" not in tex:
        # a comment to the end of the only line would hide what somebody wants to see
        tex = _PERCENT.sub(r"\%", tex)
    if context.cloze:
        # Anki would take it for the end of the cloze
        tex = _BRACES.sub("} ", tex)
    opener, closer = ("[", "]") if display else ("(", ")")
    tex = escape(tex.strip(), quote=False).replace("\\", BACKSLASH)
    return f'<span class="math">{BACKSLASH}{opener}{tex}{BACKSLASH}{closer}</span>'
