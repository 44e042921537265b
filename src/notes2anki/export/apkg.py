"""`notes.apkg`: the deck, as Anki imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.export import Format

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="apkg", description="deck for Anki on desktop and phone", default=True)


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:
    """Pack every note that can be asked, and the media that they show.

    Raises InputError if the stylesheet that the settings name cannot be read.
    """
    # genanki takes as long to import as all the rest of a small build
    from notes2anki.export.anki import notes, style, writer  # noqa: PLC0415 (its import takes long)

    look = writer.Look(style.stylesheet(settings), style.changed(collection, settings))
    package = writer.package(notes.anki_notes(collection, settings), collection.media, look)
    # not collection.apkg or backup-*.apkg, which Anki takes for a whole collection to be restored
    return {"notes.apkg": package}
