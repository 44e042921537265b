"""Fixtures that write a map and open it, offline."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import map_notes
import pytest
from chromium import DESK, WATCH, Opened

from notes2anki.config import Settings
from notes2anki.export import concept_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from notes2anki.model import Collection


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Collection], Path]:
    """Write the map of a collection, once."""
    written: dict[int, Path] = {}
    kept: list[Collection] = []

    def wanted(collection: Collection) -> Path:
        if id(collection) not in written:
            kept.append(collection)  # so that its id is not given to another
            path = tmp_path_factory.mktemp("map") / "concept-map.html"
            path.write_bytes(concept_map.export(collection, Settings(Path()))["concept-map.html"])
            written[id(collection)] = path
        return written[id(collection)]

    return wanted


@pytest.fixture
def show(browser: Browser, write: Callable[[Collection], Path]) -> Iterator[Callable[..., Opened]]:
    """Open the map of a collection; the address, the size of the window and settings of the browser may be given."""
    contexts = []

    def opened(
        collection: Collection,
        address: str = "",
        size: tuple[int, int] = DESK,
        wait: str = "html[data-ready]",
        **given: Any,
    ) -> Opened:
        narrow = size[0] < 600
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            **{"is_mobile": narrow, "has_touch": narrow, "offline": True, "reduced_motion": "reduce", **given},
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        shown = Opened(context.new_page())
        note = shown.problems.append
        shown.page.on("console", lambda said: note(said.text) if said.type in {"error", "warning"} else None)
        shown.page.on("pageerror", lambda error: note(str(error)))
        shown.page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
        local = ("file:", "data:", "blob:")
        shown.page.on("request", lambda sent: None if sent.url.startswith(local) else note(f"request {sent.url}"))
        if given.get("java_script_enabled", True):
            shown.page.add_init_script(WATCH)
        shown.page.goto(write(collection).as_uri() + address)
        if given.get("java_script_enabled", True):
            shown.page.wait_for_selector(wait, state="attached")
            shown.page.wait_for_load_state("load")
        return shown

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def bread() -> Collection:
    return map_notes.bread()


@pytest.fixture(scope="session")
def many() -> Callable[[int], Collection]:
    """Make large notes, once for each size."""
    return cache(map_notes.many)
