# ruff: noqa: N802 (actions have the names that the add-on gives them)
"""A stand-in for the add-on AnkiConnect: the same interface on the loopback, over Anki's own backend.

It has the habits of the add-on that matter: every action of several wants the key again, packages are imported with note
types merged and with their scheduling, and what is refused is refused with its words.
"""

from __future__ import annotations

import base64
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki_backend import Anki


class Refused(Exception):  # noqa: N818 (it is no error of ours)
    """What the add-on answers instead of a result."""


class StandIn:
    """AnkiConnect with a profile, or with none open."""

    def __init__(self, anki: Anki | None, *, key: str | None = None, version: int = 6) -> None:
        self.anki = anki
        self.key = key
        self.version = version
        self.unknown: set[str] = set()
        """Actions that an older version does not have."""
        self.blind = False
        """Whether it sees no files of ours, as an Anki in a sandbox."""
        self.asked: list[str] = []
        self.refuse_after: int | None = None
        """How many packages are imported before it breaks."""
        self.requests: list[str] = []
        """The actions that were asked for, those of several in one request by the name of all."""
        self.last: int | None = None
        """How many requests are answered before Anki is gone."""
        self.heard = False
        """Whether Anki still does the one at which it goes."""

    def reply(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Answer a request; None if the connection breaks instead."""
        self.requests.append(request.get("action", ""))
        if self.last is None or len(self.requests) <= self.last:
            return self.handle(request)
        if self.heard and len(self.requests) == self.last + 1:
            self.handle(request)
        return None

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        action = request.get("action", "")
        self.asked.append(action)
        if self.key is not None and request.get("key") != self.key:
            return {"result": None, "error": "valid api key must be provided"}
        method = getattr(self, f"do_{action}", None)
        if method is None or action in self.unknown:
            return {"result": None, "error": "unsupported action"}
        try:
            return {"result": method(**request.get("params", {})), "error": None}
        except Exception as error:  # noqa: BLE001 (as the add-on does)
            return {"result": None, "error": str(error)}

    @property
    def col(self) -> Any:
        if self.anki is None:
            raise Refused("collection is not available")
        return self.anki.col

    def do_version(self) -> int:
        return self.version

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.handle(action) for action in actions]

    def do_deckNames(self) -> list[str]:
        return [deck.name for deck in self.col.decks.all_names_and_ids()]

    def do_modelNamesAndIds(self) -> dict[str, int]:
        return {model.name: model.id for model in self.col.models.all_names_and_ids()}

    def do_findNotes(self, query: str) -> list[int]:
        return list(self.col.find_notes(query))

    def do_findCards(self, query: str) -> list[int]:
        return list(self.col.find_cards(query))

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:
        found = []
        for number in notes:
            try:
                note = self.col.get_note(number)
            except NotFoundError:
                found.append({})
                continue
            fields = {name: {"value": value, "order": order} for order, (name, value) in enumerate(note.items())}
            found.append(
                {
                    "noteId": note.id,
                    "profile": "User 1",
                    "tags": note.tags,
                    "fields": fields,
                    "modelName": note.note_type()["name"],
                    "mod": note.mod,
                    "cards": list(note.card_ids()),
                }
            )
        if "mod" in self.unknown:
            for info in found:
                info.pop("mod", None)
        return found

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:
        decks: dict[str, list[int]] = {}
        for number in cards:
            decks.setdefault(self.col.decks.name(self.col.get_card(number).did), []).append(number)
        return decks

    def do_getDeckConfig(self, deck: str) -> Any:
        if deck not in self.do_deckNames():
            return False
        return self.col.decks.config_dict_for_deck_id(self.col.decks.id(deck))

    def do_changeDeck(self, cards: list[int], deck: str) -> None:
        self.col.set_deck(cards, self.col.decks.id(deck))

    def do_areSuspended(self, cards: list[int]) -> list[bool]:
        return [self.col.get_card(number).queue == -1 for number in cards]

    def do_suspend(self, cards: list[int]) -> bool:
        self.col.sched.suspend_cards(cards)
        return True

    def do_unsuspend(self, cards: list[int]) -> None:
        self.col.sched.unsuspend_cards(cards)

    def do_addTags(self, notes: list[int], tags: str) -> None:
        self.col.tags.bulk_add(notes, tags)

    def do_removeTags(self, notes: list[int], tags: str) -> None:
        self.col.tags.bulk_remove(notes, tags)

    def do_deleteNotes(self, notes: list[int]) -> None:
        self.col.remove_notes(notes)

    def do_updateNoteModel(self, note: dict[str, Any]) -> None:
        changed = self.col.get_note(note["id"])
        model = self.col.models.by_name(note["modelName"])
        if not model:
            raise Refused(f"Model '{note['modelName']}' not found")
        changed.mid = model["id"]
        changed._fmap = self.col.models.field_map(model)
        changed.fields = [note["fields"].get(name, "") for name in self.col.models.field_names(model)]
        changed.tags = note["tags"]
        self.col.update_note(changed, skip_undo_entry=True)

    def do_updateNote(self, note: dict[str, Any]) -> None:
        changed = self.col.get_note(note["id"])
        for name in changed.keys() & note["fields"].keys():
            changed[name] = note["fields"][name]
        changed.tags = note["tags"]
        self.col.update_note(changed, skip_undo_entry=True)

    def do_storeMediaFile(self, filename: str, data: str) -> str:
        self.do_deleteMediaFile(filename)
        return str(self.col.media.write_data(filename, base64.b64decode(data)))

    def do_deleteMediaFile(self, filename: str) -> None:
        self.col.media.trash_files([filename])

    def do_getMediaDirPath(self) -> str:
        return str(self.col.media.dir())

    def do_importPackage(self, path: str) -> bool:
        if self.blind and not Path(path).is_relative_to(self.do_getMediaDirPath()):
            raise Refused(f"No such file or directory: {path}")
        if self.refuse_after == 0:
            raise Refused("the disk is full")
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        self.col.models._clear_cache()
        if self.refuse_after is not None:
            self.refuse_after -= 1
        return True


@contextmanager
def served(standin: StandIn) -> Iterator[int]:
    """Serve it as long as the block runs; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = standin.reply(request)
            if reply is None:
                return
            body = json.dumps(reply).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
