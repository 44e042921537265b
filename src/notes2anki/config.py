"""Settings: `[tool.notes2anki]` in the nearest `pyproject.toml`, else `notes2anki.toml`; flags win over the file."""

from __future__ import annotations

import os
import time
import tomllib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from notes2anki.errors import SettingsError

_LIMIT = 1 << 20  # bytes; no settings file of a person is longer
_LAST_SECOND = 2**32 - 1
"""Seconds that fit the formats we write: zip ends in 2107, as this does in 2106."""
_DIGITS = 20

SOURCE_URL_SCHEMES = (
    "https",
    "http",
    "vscode",
    "vscodium",
    "cursor",
    "zed",
    "idea",
    "subl",
    "txmt",
    "emacs",
    "obsidian",
)
"""Where a link to the notes may lead; others, such as ``javascript:``, could do harm in the map."""


class Decks(StrEnum):
    """What becomes a subdeck of its own."""

    FILE = "file"
    SECTION = "section"
    FLAT = "flat"


class Order(StrEnum):
    """In which order new cards come."""

    NOTES = "notes"
    PREREQUISITES = "prerequisites"


class Unanswered(StrEnum):
    """What becomes of questions that are not answered yet."""

    LEAVE_OUT = "leave-out"
    SUSPEND = "suspend"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. Every field but the first three is a key of the settings file."""

    root: Path
    """Project root: the folder of the settings file, else the current folder. The lock file lies there."""
    file: Path | None = None
    """The settings file; None where there is none."""
    now: int = 1
    """Time of the build in whole seconds since 1970 UTC: that of the clock, or ``SOURCE_DATE_EPOCH``."""
    notes: str = "source_notes"
    """Folder of the notes, relative to the root."""
    output: str = "build"
    """Folder for what is built, relative to the root."""
    title: str = ""
    """Title of map and outermost deck; empty for the title of the only file, or the name of the notes folder."""
    decks: Decks = Decks.FILE
    """What becomes a subdeck: ``file``, ``section`` or, with ``flat``, nothing."""
    order: Order = Order.NOTES
    """Order of new cards: that of the ``notes``, or with ``prerequisites`` what explains a concept before what needs it."""
    unanswered: Unanswered = Unanswered.LEAVE_OUT
    """Whether questions without an answer are left out of the deck, or are in it as suspended cards."""
    style: str = field(default="", metadata={"suffix": (".css",)})
    """Stylesheet of the user's own for the cards, relative to the root; it is added after ours."""
    rows: bool = False
    """Whether each row of a table that compares things makes a card, too."""
    glossary: bool = False
    """Whether terms with their definitions make cards."""
    names: str = field(default="", metadata={"key": "glossary", "suffix": (".md", ".txt")})
    """File with the names of concepts, relative to the root: `glossary`, if that is a text."""
    source_url: str = ""
    """Link to a line of the notes, with ``{path}`` and ``{line}``: an address of a repository or of an editor."""
    select: tuple[str, ...] = ()
    """Codes of the diagnostics to show; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes of the diagnostics to leave out."""


KEYS = tuple(item.name for item in fields(Settings) if item.name not in {"root", "file", "now", "names"})


def load(start: Path) -> Settings:
    """The settings for notes in the folder `start`: of the nearest settings file at or above it, else the defaults.

    Raises SettingsError for a file that cannot be read, an unknown key, and a value of the wrong type.
    """
    start = Path(os.path.abspath(start))  # noqa: PTH100 (`absolute` keeps "..", and `resolve` leaves the path as the user sees it)
    for folder in (start, *start.parents):
        for name, table in (("pyproject.toml", ("tool", "notes2anki")), ("notes2anki.toml", ())):
            file = folder / name
            values = _table(file, table) if _is_file(file) else None
            if values is not None:
                return _settings(file, values)
    return Settings(root=Path.cwd(), now=_now())


def _now() -> int:
    """Read the time from the environment, as reproducible-builds.org asks for it, else from the clock."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return int(time.time())
    if not (given.isascii() and given.isdecimal()):
        raise SettingsError(f"SOURCE_DATE_EPOCH is {given!r}; give whole seconds since 1970 in UTC, or unset it")
    return min(max(int(given[:_DIGITS]), 1), _LAST_SECOND)


def _is_file(file: Path) -> bool:
    """Whether there is a regular file that we may look at; a folder above may be closed to us."""
    try:
        return file.is_file()
    except OSError:
        return False


def _table(file: Path, path: tuple[str, ...]) -> dict[str, Any] | None:
    """The table at `path` of a TOML file; None if the file has none."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
        if path and b"notes2anki" not in data:
            return None  # it speaks to other tools, in whatever state it is
        if len(data) > _LIMIT:
            raise SettingsError(f"{file}: longer than {_LIMIT} bytes; this cannot be a settings file")
        table: Any = tomllib.loads(data.decode())
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"{file}: cannot be read as settings: {reason}") from error
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _settings(file: Path, values: dict[str, Any]) -> Settings:
    """Settings from the table of a file, each value checked."""
    hints = get_type_hints(Settings)
    known: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            raise SettingsError(f"{file}: unknown key {key!r}; the keys are {', '.join(KEYS)}")
        if key == "glossary" and isinstance(value, str):
            known["names"] = value
        else:
            known[key] = _value(file, key, value, hints[key])
    for item in fields(Settings):
        if item.name in {"notes", "output", "style", "names"} and item.name in known:
            key = item.metadata.get("key", item.name)
            _stay_inside(file, key, known[item.name], item.metadata.get("suffix", ("",)))
    _check_url(file, known.get("source_url", ""))
    return Settings(root=file.parent, file=file, now=_now(), **known)


def _value(file: Path, key: str, value: object, hint: Any) -> Any:  # noqa: ANN401 (the type is the field's)
    """The value as the field wants it."""
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and isinstance(value, str) and value in list(hint):
        return hint(value)
    if hint in (str, bool, int) and type(value) is hint:
        return value
    raise SettingsError(f"{file}: {key} must be {_wanted(hint)}, not {value!r}")


def _wanted(hint: Any) -> str:  # noqa: ANN401 (any type of a field)
    """What a field takes, in words."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of " + ", ".join(f'"{value}"' for value in hint)
    return {str: "a text", bool: "true or false", int: "a whole number"}.get(hint, "a list of texts")


def _stay_inside(file: Path, key: str, value: str, suffixes: tuple[str, ...]) -> None:
    """Hold a path of a settings file to the project: the file may come from a stranger."""
    root = file.parent.resolve()
    try:
        inside = (root / value).resolve().is_relative_to(root)
    except (OSError, ValueError, RuntimeError):  # a loop of links, a NUL
        inside = False
    if not inside:
        flag = " (the option -o may lead anywhere)" if key == "output" else ""
        raise SettingsError(f"{file}: {key} must stay inside the folder of this file, not {value!r}{flag}")
    if value and not value.endswith(suffixes):
        raise SettingsError(f"{file}: {key} must be a file that ends in {' or '.join(suffixes)}, not {value!r}")


def _check_url(file: Path, url: str) -> None:
    """Hold a link to addresses that a browser or an editor opens."""
    scheme = url.partition(":")[0].lower()
    if url and scheme not in SOURCE_URL_SCHEMES:
        raise SettingsError(f"{file}: source_url must begin with one of {', '.join(SOURCE_URL_SCHEMES)}, not {url!r}")
