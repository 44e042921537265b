"""What stops a run. Each error is one line that says what to do, and knows the exit status it ends with."""

from __future__ import annotations


class Notes2AnkiError(Exception):
    """A run cannot go on; `str()` of it is the whole message for the user."""

    exit_status = 2


class InputError(Notes2AnkiError):
    """Something that was named cannot be read or understood."""


class SettingsError(Notes2AnkiError):
    """A settings file says something that is not known."""


class LockError(Notes2AnkiError):
    """The lock file cannot be trusted, so no guid may be handed out."""


class OutputError(Notes2AnkiError):
    """An output could not be written; the old outputs stay as they were."""

    exit_status = 3


class AnkiError(OutputError):
    """Anki cannot be reached, or does not do what it was asked to."""


class StaleLockError(LockError):
    """A frozen build found that the lock file would change; nothing was written."""

    exit_status = 1
