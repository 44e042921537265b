"""A browser for the tests of the map: headless Chromium, offline, that writes down what goes wrong."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import made
import pytest

from notes2anki.config import Settings
from notes2anki.export import concept_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from notes2anki.model import Collection

DESK, PHONE = (1400, 900), (390, 844)
MISSING = "needs Chromium; `apt-get install chromium` or `python -m playwright install chromium` brings it"

# Keeps every text of the last picture, with its place on the screen and its size there, and the place of the camera.
WATCH = """
(() => {
  const pen = CanvasRenderingContext2D.prototype;
  const seen = (window.seen = { texts: [], camera: null });
  const wipe = pen.clearRect;
  pen.clearRect = function (...given) { if (this.canvas.isConnected) seen.texts = []; return wipe.apply(this, given); };
  const write = pen.fillText;
  pen.fillText = function (text, x, y, room) {
    const { a, d, e, f } = this.getTransform();
    const dense = window.devicePixelRatio;
    const width = Math.min(this.measureText(text).width, room ?? Infinity) * a / dense;
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * a / dense;
    const left = (x * a + e) / dense - (this.textAlign === "center" ? width / 2 : 0);
    const middle = (y * d + f) / dense;
    if (this.canvas.isConnected) {
      seen.camera = { scale: a / dense, x: e / dense, y: f / dense };
      seen.texts.push({ text, size, x0: left, x1: left + width, y0: middle - size / 2.2, y1: middle + size / 2.2 });
    }
    return write.apply(this, arguments);
  };
})();
"""


@dataclass
class Opened:
    """A page and what went wrong on it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def texts(self) -> list[dict[str, Any]]:
        """Give the texts of the last picture, each once."""
        self.page.wait_for_timeout(60)
        found: list[dict[str, Any]] = self.page.evaluate("window.seen.texts")
        return list({(text["text"], round(text["x0"]), round(text["y0"])): text for text in found}.values())

    def words(self) -> set[str]:
        """Give the words of the last picture."""
        return {text["text"] for text in self.texts()}

    def frame(self) -> dict[str, float]:
        """Give the part of the window that is the map."""
        box = self.page.locator("#net").bounding_box()
        assert box
        return dict(box)


@cache
def find_chromium() -> str | None:
    """Find a browser of the system, or the one that playwright has installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


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
    return made.bread()


@pytest.fixture(scope="session")
def many() -> Callable[[int], Collection]:
    """Make large notes, once for each size."""
    return cache(made.many)
