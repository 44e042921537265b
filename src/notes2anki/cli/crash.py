"""What happens when the program itself is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notes2anki import __version__
from notes2anki.errors import OutputError

NAME = ".notes2anki-crash.txt"


@dataclass(slots=True)
class Crash:
    """Where details go, should there be any: the output folder, once a command knows it."""

    folder: Path | None = None
    exit_status = 70

    def report(self, error: Exception) -> str:
        """Keep the details and say in one line where."""
        import traceback  # noqa: PLC0415 (not for --help)

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return f"internal error: {type(error).__name__}: {error} ({place}); {self._keep(error)}"

    def _keep(self, error: Exception) -> str:
        import traceback  # noqa: PLC0415 (not for --help)

        from notes2anki.write import write  # noqa: PLC0415 (only where it is needed)

        details = f"notes2anki {__version__}\n" + "".join(traceback.format_exception(error))
        if self.folder:
            try:
                write({self.folder / NAME: details.encode("utf-8", "backslashreplace")})
            except OutputError:
                pass
            else:
                return f"details are in {self.folder / NAME}"
        return "please report it with the notes that cause it"
