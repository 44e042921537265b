"""The browser of the tests, and pages that write down what goes wrong on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK, PHONE = (1400, 900), (390, 844)

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
