"""Notes share no concept, and no relation of concepts, with most of the others.

    ### What is osmosis?
    Water passes a membrane.
    ### What is turgor?
    The pressure of water that osmosis brings into a cell.
    ### Who discovered penicillin?
    Alexander Fleming.

Nothing is wrong with that. Where something is missing between them, ask for it: what a thing has to do with the others is what
makes it stay in mind. Each file is named once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from notes2anki.check.gaps import places
from notes2anki.check.islands import islands
from notes2anki.model import Collection, Diagnostic, Note, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the islands, those that begin in one file together."""
    files: dict[str, list[list[Note]]] = defaultdict(list)
    for island in islands(collection):
        files[island[0].place.path].append(island)
    for path, found in files.items():
        found.sort(key=len, reverse=True)
        alone = "a note" if len(found[0]) == 1 else f"a group of {len(found[0])} notes"
        count = f"{alone} shares" if len(found) == 1 else f"{len(found)} notes or groups of notes share"
        message = f"{count} no concept with most others: {places([island[0] for island in found])}"
        yield Diagnostic(path, found[0][0].place.line, 1, "island", Severity.INFO, message)
