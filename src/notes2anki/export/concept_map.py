"""`concept-map.html`: the notes as a map to look around in, one file that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.export import Format

if TYPE_CHECKING:
    from notes2anki.config import Settings
    from notes2anki.model import Collection

FORMAT = Format(name="map", description="concept map, one offline HTML page", default=True)


def export(collection: Collection, settings: Settings) -> dict[str, bytes]:
    """Write the map; the same collection gives the same bytes on every machine."""
    # pyvis brings IPython: it is loaded when a map is written, and not before
    from notes2anki.export.map import write  # noqa: PLC0415 (its import takes long)

    return {"concept-map.html": write.write(collection, settings)}
