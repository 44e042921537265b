"""Stable ids: which note of the last build each note is, through every edit.

`read_lock` reads what the project remembers, `identify` gives every note its guid, and `remember`, once the notes are
rendered, says when each last changed and what the next lock is. `deck`, which is not needed for that, reads the guids of a
deck that Anki exported.
"""

from notes2anki.identify.identity import Identity, identify
from notes2anki.identify.lock import NAME, Entry, Lock, read_lock
from notes2anki.identify.memory import Change, Changes, Memory, remember
from notes2anki.identify.mend import adopt, find_note, look_up, restore

__all__ = [
    "NAME",
    "Change",
    "Changes",
    "Entry",
    "Identity",
    "Lock",
    "Memory",
    "adopt",
    "find_note",
    "identify",
    "look_up",
    "read_lock",
    "remember",
    "restore",
]
