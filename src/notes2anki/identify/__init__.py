"""Stable ids: which note of the last build each note is, through every edit.

`read_lock` reads what the project remembers, `identify` gives every note its guid, and `remember`, once the notes are
rendered, says when each last changed and what the next lock is.
"""

from notes2anki.identify.identity import Identity, identify
from notes2anki.identify.lock import NAME, Entry, Lock, read_lock
from notes2anki.identify.memory import Change, Changes, Memory, remember

__all__ = ["NAME", "Change", "Changes", "Entry", "Identity", "Lock", "Memory", "identify", "read_lock", "remember"]
