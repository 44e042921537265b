r"""Formulas: ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` and ``\begin{align}…\end{align}``.

Anki's MathJax knows ``\(…\)`` and ``\[…\]`` alone, so every formula leaves in one of the two. Markdown must not touch what is
inside, and it would eat the backslash of ``\(``: these rules come before its own. Dollars are also money and shell
variables; an opening dollar is not glued to a word before it, and what stands between two must look like mathematics.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from notes2anki.render.context import Context, Doubt, context_of
from notes2anki.render.scripts import is_word
from notes2anki.render.signs import BACKSLASH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.utils import EnvType, OptionsDict

_LONGEST = 4000
"""Characters that are searched for the end of a formula: MathJax itself takes no more than 5 kB."""
_MOST_LINES = 200
_CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_BLOCK_OPENER = re.compile(r"\$\$|\\\[|\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray)\*?)\}")
_TRAILER = re.compile(r"\s*(?:[.,;]|\([^()\s]{1,20}\))?\s*")
"""What may follow a displayed formula on its line: the full stop of the sentence, or a number such as ``(3)``."""

_SIGN_OF_MATHEMATICS = re.compile(r"[\\^_=+*/<>|≤≥≈≠±×÷·∈∑∫√→∂∇α-ωΑ-Ω]")
_ONLY_MATHEMATICS = re.compile(r"[\\^_=]")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|\d\s+[^\W\d_]{2,}")
_REFUSED = re.compile(
    r"\\(?:href|url|unicode|require|class|cssId|style|data|bbox|mmlToken|html\w*|tip|Tip|(?:math|text)tip|toggle|action"
    r"|includegraphics|input|csname)(?![a-zA-Z])"
)
"""Commands by which a formula can run a script, load something or restyle the page: MathJax has them all on in Anki."""
_BRACES = re.compile(r"\}(?=\})")


def plugin(md: MarkdownIt) -> None:
    """Teach the parser formulas."""
    md.inline.ruler.before("escape", "formula", _inline)
    md.block.ruler.before(
        "fence", "formula_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list", "deflist"]}
    )
    md.add_render_rule("formula", _render)


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    opener = source[start : start + 2]
    if opener not in _CLOSERS:
        opener = opener[:1]
        if opener != "$":
            return False
    if opener[0] == "$" and start and (is_word(source[start - 1]) or source[start - 1] in "$_"):
        return False
    begin = start + len(opener)
    end = _closing(source, begin, min(state.posMax, begin + _LONGEST), _CLOSERS[opener])
    if end < 0 or not _is_formula(source[begin:end], opener, source[end + len(opener) : end + len(opener) + 1]):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = source[begin:end], opener
    state.pos = end + len(opener)
    return True


def _closing(source: str, begin: int, limit: int, closer: str) -> int:
    r"""Find the closing delimiter; one behind a backslash, ``\$`` or ``\\)``, is part of the formula."""
    end = source.find(closer, begin, limit)
    while end > begin and source[end - 1] == "\\":
        end = source.find(closer, end + 1, limit)
    return end


def _is_formula(tex: str, opener: str, following: str) -> bool:
    if not tex.strip() or "`" in tex or tex[0] == "]":  # as in [$]x[/$], which is Anki's
        return False
    if opener == "$$":
        return True
    if opener == "$" and (tex[0].isspace() or tex[-1].isspace() or is_word(following) or following == "$"):
        return False
    if _WORDS.search(tex) and ((opener == "$" and tex[0].isdigit()) or _ONLY_MATHEMATICS.search(tex) is None):
        return False
    # many write \[1\] or \[optional\] only to keep Markdown from seeing a link
    return opener != "\\[" or _SIGN_OF_MATHEMATICS.search(tex) is not None


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 1] not in {"$", "\\"}:
        return False
    opening = _BLOCK_OPENER.match(state.src, begin, state.eMarks[start])
    if opening is None or state.is_code_block(start):
        return False
    name = opening["name"]
    closer = f"\\end{{{name}}}" if name else _CLOSERS[opening[0]]
    lines = [state.src[opening.end() : state.eMarks[start]]]
    line = start
    while closer not in lines[-1]:
        line += 1
        if line >= min(end, start + _MOST_LINES) or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            return False
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    lines[-1], _, rest = lines[-1].partition(closer)
    tex = "\n".join(lines).strip()
    if not tex or _TRAILER.fullmatch(rest) is None or (opening[0] == "\\[" and not _is_formula(tex, "\\[", "")):
        return False
    if silent:
        return True
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    token = state.push("inline", "", 0)
    token.children = [
        Token("formula", "", 0, content=opening[0] + tex + closer if name else tex, markup="$$"),
        Token("text", "", 0, content=rest.rstrip()),
    ]
    state.push("paragraph_close", "p", -1)
    return True


def _render(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    display = token.markup in {"$$", "\\["}
    made = typeset(token.content, context_of(env), display=display)
    return made or escape(token.markup + token.content + _CLOSERS[token.markup], quote=False)


def typeset(tex: str, context: Context, *, display: bool) -> str:
    """Return a formula as Anki takes it, on a line of its own if `display`; empty, with a doubt, if it could act."""
    refused = _REFUSED.search(tex)
    if refused:
        message = f"{refused[0]} can reach out of a formula; it is shown as text"
        context.doubts.append(Doubt("formula-refused", message, refused[0]))
        return ""
    if context.cloze:
        # Anki would take it for the end of the cloze
        tex = _BRACES.sub("} ", tex)
    opener, closer = ("[", "]") if display else ("(", ")")
    tex = escape(tex.strip(), quote=False).replace("\\", BACKSLASH)
    return f'<span class="math">{BACKSLASH}{opener}{tex}{BACKSLASH}{closer}</span>'
