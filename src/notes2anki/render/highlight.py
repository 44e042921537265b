"""Code: highlighted by Pygments in a few classes of our own, ``hl-k`` for a keyword and so on; colours are in code.css.

Only languages on our list are highlighted: a lexer is a heap of patterns, and each one is a way to make a build slow.
All other code, and diagrams such as Mermaid, stay as they are.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, _TokenType

from notes2anki.render.signs import BACKSLASH, JOINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict
    from pygments.lexer import Lexer

# fmt: off
LANGUAGES = frozenset({
    "bash", "c", "cpp", "csharp", "css", "dart", "diff", "docker", "elixir", "go", "graphql", "haskell", "html",
    "http", "ini", "java", "javascript", "json", "julia", "kotlin", "latex", "lua", "make", "matlab", "mermaid",
    "objectivec", "perl", "php", "powershell", "python", "r", "ruby", "rust", "scala", "scss", "sql", "swift",
    "toml", "typescript", "xml", "yaml",
})
# fmt: on
_ALIASES = {
    "c++": "cpp",
    "c#": "csharp",
    "console": "bash",
    "cs": "csharp",
    "dockerfile": "docker",
    "golang": "go",
    "js": "javascript",
    "jsx": "javascript",
    "kt": "kotlin",
    "makefile": "make",
    "node": "javascript",
    "objc": "objectivec",
    "objective-c": "objectivec",
    "patch": "diff",
    "ps1": "powershell",
    "py": "python",
    "python3": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "shell": "bash",
    "tex": "latex",
    "ts": "typescript",
    "tsx": "typescript",
    "vue": "html",
    "yml": "yaml",
    "zsh": "bash",
}
_UNLEXED = frozenset({"mermaid"})
_LONGEST = 10_000
"""Characters that are highlighted at most: nobody learns a longer listing, and lexers take 1 ms for 500 of them."""
_NAME = re.compile(r"[\w+#-]+")

_KINDS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "k"),
    (Comment, "c"),
    (Keyword.Constant, "m"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Number, "m"),
    (String, "s"),
    (Literal, "m"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
    (Name.Tag, "k"),
    (Name.Attribute, "f"),
    (Name.Builtin, "b"),
    (Name.Exception, "b"),
    (Generic.Deleted, "d"),
    (Generic.Inserted, "s"),
    (Generic.Heading, "f"),
    (Generic.Subheading, "f"),
)
CLASSES = frozenset(f"hl-{kind}" for _, kind in _KINDS)


def plugin(md: MarkdownIt) -> None:
    """Teach the renderer code."""
    md.add_render_rule("fence", _block)
    md.add_render_rule("code_block", _block)
    md.add_render_rule("code_inline", _span)


def _block(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    code = tokens[index].content
    if not code.strip():
        return ""
    language = _language(tokens[index].info)
    attribute = f' class="language-{language}"' if language else ""
    # a scrolling box must be reachable by keyboard
    return f'<pre tabindex="0"><code{attribute}>{_highlighted(code, language)}</code></pre>\n'


def _span(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return f"<code>{_escaped(tokens[index].content)}</code>"


def _language(info: str) -> str:
    """Read the language from what people write behind a fence: ``py``, ``{.python .numberLines}``, ``js{1,3}``."""
    name = _NAME.search(info)
    if name is None:
        return ""
    known = _ALIASES.get(name[0].lower(), name[0].lower())
    return known if known in LANGUAGES else ""


def _highlighted(code: str, language: str) -> str:
    if not language or language in _UNLEXED or len(code) > _LONGEST or JOINT in code:
        return _escaped(code)
    tokens = ((_kind(kind), text) for kind, text in _lexer(language).get_tokens(code))
    parts = []
    for kind, run in groupby(tokens, key=lambda token: token[0]):
        text = _escaped("".join(text for _, text in run))
        parts.append(f'<span class="hl-{kind}">{text}</span>' if kind else text)
    return "".join(parts)


@cache
def _lexer(language: str) -> Lexer:
    # whatever the lexer would strip or add is part of the code
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@cache
def _kind(token: _TokenType) -> str:
    return next((kind for ancestor, kind in _KINDS if _TokenType.__contains__(ancestor, token)), "")


def _escaped(code: str) -> str:
    return escape(code, quote=False).replace("\\", BACKSLASH)
