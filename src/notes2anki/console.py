"""What is printed, and how: results on standard output, messages and progress on standard error.

Notes and file names are untrusted: nothing of them reaches a terminal or the log of a CI but through `escape`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from notes2anki.errors import OutputError

Tell = Callable[[str, int, int], None]
"""Hears which stage runs, and how many of its files are done, of how many."""

_RAW_BYTES = re.compile("[\udc80-\udcff]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls: terminal escapes, carriage returns, backspaces
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # changes of direction, which make text read as another
    "\u2028\u2029\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"  # line ends that some know, and what cannot be seen
    "\ud800-\udfff]"  # half characters, which no encoding holds
    r"|::(?=[\w-])"  # GitHub: ::error::, ::set-output …
    r"|##(?=\w{0,20}\[)"  # Azure and others: ##vso[…], ##[…], ##teamcity[…]
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "::": ":\\u003a", "##": "#\\u0023"}


def escape(text: str) -> str:
    """Text on one line, harmless to print: what could act on a terminal, a reader or a CI stands as in JSON."""
    return _UNSAFE.sub(_written, _RAW_BYTES.sub(_decoded, text))


def escape_data(text: str) -> str:
    """Several lines, escaped as by `escape`; JSON stays the same JSON, for its strings know these escapes."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] in "\n\t" else _written(match), text)


def _decoded(match: re.Match[str]) -> str:
    """Read what Python could not decode in this locale as UTF-8, where it is that."""
    return match[0].encode("ascii", "surrogateescape").decode("utf-8", "surrogateescape")


def _written(match: re.Match[str]) -> str:
    """Write what was found as JSON escapes it."""
    found = match[0]
    if found in _SHORT:
        return _SHORT[found]
    units = found.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output and standard error, as loud as the user wants it."""

    quiet: bool = False
    verbose: bool = False

    def result(self, text: str, style: str = "") -> None:
        """Print a line that the user asked for."""
        _line(sys.stdout, text, style)

    def message(self, text: str, style: str = "") -> None:
        """Print a line beside the result."""
        _line(sys.stderr, text, style)

    def remark(self, text: str) -> None:
        """Print a line for those who want to follow."""
        if self.verbose:
            self.message(text)

    def json(self, text: str) -> None:
        """Print JSON."""
        self.data(escape_data(text).encode())

    def file(self, name: str, content: bytes) -> None:
        """Print an output that the user would rather see than have in a file of this name."""
        if name.endswith(".json"):
            self.json(content.decode("utf-8", "surrogateescape"))
        else:
            self.data(content)

    def data(self, content: bytes) -> None:
        """Hand on content as it is; to a terminal only what does it no harm.

        Raises OutputError if there is nowhere to hand it to.
        """
        if sys.stdout is None:
            raise OutputError("standard output is closed; give it a place, or use -o where there is one")
        if sys.stdout.isatty():
            _write(sys.stdout, escape_data(content.decode("utf-8", "surrogateescape")))
        else:
            with _kept_quiet(sys.stdout):
                sys.stdout.flush()
                sys.stdout.buffer.write(content)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """Show how far a run is: a line that vanishes on a terminal, lines elsewhere if asked for."""
        if self.quiet or sys.stderr is None or not sys.stderr.isatty():
            yield self._tell
            return
        from rich.console import Console as Terminal  # noqa: PLC0415 (costs time, and pipes need none)
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 (only where it is needed)

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task("")
            yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)

    def _tell(self, stage: str, done: int, total: int) -> None:
        if not done:
            self.remark(f"{stage} ({total})" if total > 1 else stage)


def set_up() -> None:
    """Make standard output and error hold every character, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def flush() -> None:
    """Bring out what is still held back."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with _kept_quiet(stream):
                stream.flush()


def _line(stream: TextIO | None, text: str, style: str) -> None:
    """Print one line, in colour on a terminal."""
    if stream is None:
        return
    text = escape(text)
    if style and stream.isatty():
        from rich.console import Console as Terminal  # noqa: PLC0415 (costs time, and pipes need none)
        from rich.text import Text  # noqa: PLC0415 (only where it is needed)

        with _kept_quiet(stream):
            Terminal(file=stream).print(Text(text, style=style), soft_wrap=True)
    else:
        _write(stream, text + "\n")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        with _kept_quiet(stream):
            stream.write(text)


@contextmanager
def _kept_quiet(stream: TextIO) -> Iterator[None]:
    """Go on when nobody reads any more; raise OutputError when what was asked for cannot be handed out."""
    try:
        yield
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # or the interpreter tries again when it ends
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError) and stream.fileno() == 1:
            raise OutputError(f"standard output cannot be written: {error.strerror}; give it another place") from error
