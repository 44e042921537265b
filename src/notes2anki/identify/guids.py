"""New guids: the same notes get the same ones on every machine, and no two notes ever share one."""

from __future__ import annotations

import re
from base64 import b32encode
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from notes2anki.identify.wording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notes2anki.identify.trace import Trace

_MADE = re.compile(r"n[a-z2-7]{15}")


def is_made(guid: str) -> bool:
    """Whether a guid looks like one of ours, and not like one that was taken over from a deck."""
    return _MADE.fullmatch(guid) is not None


def project_of(notes: Iterable[Trace]) -> str:
    """Name a new project after its notes; empty when there are none.

    The least of all hashes of its questions (MinHash), so that a lock file that was lost after some edits most likely
    comes back under the same name, and two projects that share a question most likely have different names.
    """
    return min((fingerprint("project", note.wording) for note in notes), default="")


class Mint:
    """Makes guids that no note has and none ever had."""

    def __init__(self, project: str, taken: Iterable[str]) -> None:
        self._project = project
        self._taken = set(taken)
        self._made: Counter[tuple[str, ...]] = Counter()

    def make(self, note: Trace) -> str:
        """Derive a guid from what the note is at its birth: the id its writer gave it, else its question and parent.

        16 characters, ``n`` and then ``a-z2-7``: as they are in tags, HTML ids, URLs, file names and shells.
        """
        seed = ("given", note.given) if note.given else ("asked", note.parent_guid, note.wording, note.front)
        while True:
            text = "\0".join((self._project, *seed, str(self._made[seed])))
            self._made[seed] += 1
            digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()
            guid = "n" + b32encode(digest).decode("ascii").lower()[:15]
            if guid not in self._taken:
                self._taken.add(guid)
                return guid
