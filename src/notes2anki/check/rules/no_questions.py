"""No question was found in a file of notes.

This is no mistake where the file is an essay or a list of links. Where it holds questions, look at how each of its lines
was read with ``notes2anki parse --stage marks FILE``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.model import Collection, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(collection: Collection) -> Iterator[Diagnostic]:
    """Find the documents without a note."""
    for document in collection.documents:
        if not document.notes:
            message = "no question found; `notes2anki parse --stage marks` shows how each line was read"
            yield Diagnostic(document.source.path, 0, 0, "no-questions", Severity.INFO, message)
