"""`crowdanki/`: the deck as text and pictures, to be kept in a repository; the add-on CrowdAnki imports the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.export import Format

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="crowdanki", description="deck as a folder for the add-on CrowdAnki")


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:
    """Write `deck.json` and the media. Where notes ask for further outermost decks, each has a folder: `crowdanki-2` …

    Raises InputError if the stylesheet that the settings name cannot be read.
    """
    from notes2anki.export.anki import crowdanki, notes, style  # noqa: PLC0415 (its import takes long)

    files: dict[str, bytes] = {}
    outermost = crowdanki.outermost(notes.anki_notes(collection, settings))
    for number, deck in enumerate(outermost, start=1):
        folder = f"crowdanki-{number}" if number > 1 else "crowdanki"
        files[f"{folder}/deck.json"] = crowdanki.encoded(deck, collection.media, style.stylesheet(settings))
        files |= {f"{folder}/media/{file.name}": file.data for file in deck.media(collection.media)}
    return files
