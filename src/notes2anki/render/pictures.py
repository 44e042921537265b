"""Pictures, sounds and films in a text: our media when the file is there, else its description or a link to it.

A drawing that is written out, ``<svg>…</svg>``, becomes a file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from notes2anki.render.context import Context, Doubt, context_of
from notes2anki.render.formulas import typeset
from notes2anki.render.media import PICTURES, is_media
from notes2anki.render.signs import BRACKET, decoded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML, RendererProtocol
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

Size = Sequence[str | None]
"""Width and height in pixels, as far as they are known."""
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FORMULA = re.compile(
    r"https?://(?:render\.githubusercontent\.com/render/math\?math=|i\.upmath\.me/(?:svg|png)/"
    r"|latex\.codecogs\.com/(?:svg|gif|png)(?:\.latex|\.image)?\?(?:\\inline|\\dpi\{\d+\}|&space;)*)"
    r"(?P<tex>.{1,2000}?)(?:&mode=\w+)?",
    re.DOTALL,
)
"""Services that draw formulas, which people used before Markdown had them: the address holds the formula itself."""
_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<shown>[^\[\]\n]{0,300}))?\]\]")
_LOOSE = re.compile(
    r"!\[(?P<shown>[^\[\]\n]{0,300})\]\([ \t]*<?(?P<target>(?:[^()<>\n]|\([^()<>\n]{0,99}\)){1,300}?)>?"
    r"(?:[ \t]+(?:=(?P<width>\d{0,4})x(?P<height>\d{0,4})|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)"
    r"(?P<more>\{(?=[:.#]|[\w-]+=)[^{}\n]{1,200}\})?"
)
"""A picture whose path has spaces, and the sizes of HackMD, ``=300x``, Pandoc and kramdown, ``{width=300}``."""
_WIDTH = re.compile(r"\bwidth\s*[=:]\s*[\"']?(\d{1,4})(?:px)?(?![\d%.])")
_SOUND = re.compile(r"\[sound:(?P<file>[^\[\]\n]{1,300})\]")
_NAMESPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
_SIZE = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?")


def plugin(md: MarkdownIt) -> None:
    """Teach the parser ``![[x.png|300]]`` and ``[sound:x.mp3]``, and the renderer what becomes of pictures."""
    md.inline.ruler.before("image", "embed", _embed)
    md.inline.ruler.before("image", "loose_image", _loose)
    md.inline.ruler.before("link", "sound", _sound)
    md.inline.ruler.before("html_inline", "svg", _svg)
    md.add_render_rule("image", _image)
    md.add_render_rule("embed", _render_embed)
    md.add_render_rule("svg", _render_svg)


def shown(context: Context, path: str, description: str, size: Size = (), *, anywhere: bool = False) -> str:
    """Return the HTML of what lies at `path`, a decoded path or URL."""
    if formula := _FORMULA.fullmatch(path):
        tex = formula["tex"].replace("&space;", " ")
        if made := typeset(tex, context, display=False):
            return made
    if link := linked(path, description):
        context.doubts.append(
            Doubt("image-remote", f"“{path}” is not fetched, the card has a link; save it here", path)
        )
        return link
    found = context.find(path, anywhere=anywhere)
    if found.doubt:
        context.doubts.append(found.doubt)
    if not found.name:
        return f'<span class="missing">{escape(description or path[:200])}</span>'
    if found.name.rpartition(".")[2] not in PICTURES:
        return f"{BRACKET}sound:{found.name}]"
    sizes = "".join(f' {name}="{value}"' for name, value in zip(("width", "height"), size, strict=False) if value)
    return f'<img src="{found.name}" alt="{escape(description)}"{sizes}>'


def linked(url: str, description: str = "") -> str:
    """Return a link to what lies elsewhere; empty if `url` is no address of the web."""
    if not _REMOTE.match(url):
        return ""
    url = url if url[0] != "/" else f"https:{url}"
    return f'<a href="{escape(url)}">{escape(description or url)}</a>'


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    description, size = _described(self.renderInlineAsText(token.children, options, env))
    # markdown-it has encoded what was not encoded yet, so one decoding gives what was meant
    path = decoded(str(token.attrs["src"]))
    return shown(context_of(env), path, description, size)


def _described(said: str) -> tuple[str, Size]:
    """Part a description from the size behind its last bar."""
    description, bar, last = said.rpartition("|")
    size = _SIZE.fullmatch(last) if bar else None
    return (description, size.groups()) if size else (said, ())


def _embed(state: StateInline, silent: bool) -> bool:
    return _match(state, _EMBED, "embed", silent=silent)


def _loose(state: StateInline, silent: bool) -> bool:
    match = _LOOSE.match(state.src, state.pos, state.posMax)
    if match is None or not is_media(match["target"]):
        return False
    sized = match["width"] or match["height"] or match["more"]
    if not sized and not re.search(r"\s", match["target"]):
        return False
    if not silent:
        description, size = _described(match["shown"])
        if sized:
            width = _WIDTH.search(match["more"] or "")
            size = (width[1],) if width else (match["width"], match["height"])
        token = state.push("embed", "", 0)
        token.content, token.meta = match[0], {"path": decoded(match["target"]), "shown": description, "size": size}
    state.pos = match.end()
    return True


def _sound(state: StateInline, silent: bool) -> bool:
    return _match(state, _SOUND, "embed", silent=silent)


def _svg(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos : state.pos + 4] != "<svg":
        return False
    end = state.src.find("</svg>", state.pos, state.posMax) + len("</svg>")
    if end < len("</svg>"):
        return False
    if not silent:
        state.push("svg", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _match(state: StateInline, pattern: re.Pattern[str], kind: str, *, silent: bool) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content, token.meta = match[0], match.groupdict()
    state.pos = match.end()
    return True


def _render_embed(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    token, context = tokens[index], context_of(env)
    if "file" in token.meta:
        found = context.find(token.meta["file"].strip(), anywhere=False)
        if found.doubt:
            context.doubts.append(found.doubt)
        return f"{BRACKET}sound:{found.name}]" if found.name else escape(token.content)
    if "path" in token.meta:
        return shown(context, token.meta["path"], token.meta["shown"], token.meta["size"])
    target, said = token.meta["target"].strip(), (token.meta["shown"] or "").strip()
    if not is_media(target):
        return escape(said or target)
    size = _SIZE.fullmatch(said)
    return shown(context, target, "" if size else said, size.groups() if size else (), anywhere=True)


def _render_svg(_: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    drawing = tokens[index].content
    for name, meaning in _NAMESPACES.items():
        if f"{name}=" not in drawing:  # pages need none, files do
            drawing = drawing.replace("<svg", f'<svg {name}="{meaning}"', 1)
    data = base64.b64encode(drawing.encode()).decode()
    found = context_of(env).find(f"data:image/svg+xml;base64,{data}", anywhere=False)
    return f'<img src="{found.name}" alt="">' if found.name else escape(tokens[index].content, quote=False)
