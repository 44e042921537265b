"""How long the map takes: to lay out, to write, to be ready in a browser, and how smoothly it follows the hand.

    python benchmarks/concept_map.py [NODES …]

Ready times are given beside those of an empty page of pyvis in the same run, for machines differ and ratios do not:
the map is to be ready within 3 times that on small notes and 6 times at 3,000 nodes, first drawn within 1.5 s at
10,000, and to keep 50 frames a second under the hand without a GPU.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

import map_notes  # noqa: E402  (it lies beside the tests)
from playwright.sync_api import sync_playwright  # noqa: E402
from pyvis.network import Network  # noqa: E402

from notes2anki.config import Settings  # noqa: E402
from notes2anki.export import concept_map  # noqa: E402
from notes2anki.export.map.layout import lay_out  # noqa: E402
from notes2anki.export.map.page import page_of  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (50, 500, 3_000, 10_000, 30_000)
SCREENS = {"desk": (1400, 900, 1), "phone": (390, 844, 2)}
RUNS = 3
READY = """
new MutationObserver(() => {
  const done = document.documentElement?.hasAttribute("data-ready") || document.querySelector("canvas");
  if (done && !window.ready) window.ready = performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
FRAMES = "frames = []; (function step(now) { frames.push(now); requestAnimationFrame(step); })(performance.now())"


def ready(browser: Browser, file: Path, screen: str) -> tuple[float, Page]:
    """Open a page; give the milliseconds until it was ready."""
    width, height, density = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=density)
    page.add_init_script(READY)
    page.goto(file.as_uri())
    page.wait_for_function("window.ready")
    return page.evaluate("window.ready"), page


def frames(page: Page) -> float:
    """Drag the map about for two seconds; give the frames a second."""
    page.evaluate(FRAMES)
    x, y = page.viewport_size["width"] / 2, page.viewport_size["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    end, step = time.monotonic() + 2, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x + 100 * ((step % 40) / 20 - 1), y + 60 * ((step % 30) / 15 - 1))
        time.sleep(0.008)
    shown = page.evaluate("frames")
    page.mouse.up()
    return 1000 * (len(shown) - 1) / (shown[-1] - shown[0])


def main() -> None:
    """Print a line for each size of notes and each screen."""
    sizes = [int(given) for given in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(chromium).exists():
            sys.exit("needs Chromium; `python -m playwright install chromium` brings it")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        empty = Path(folder) / "empty.html"
        network = Network(directed=True, cdn_resources="in_line")
        network.add_node(1)
        empty.write_bytes(network.generate_html().encode())
        floor = {screen: statistics.median(ready(browser, empty, screen)[0] for _ in range(RUNS)) for screen in SCREENS}
        for size in sizes:
            collection = map_notes.many(size, files=max(1, size // 2000))
            start = time.process_time()
            page = page_of(collection)
            lay_out(page)
            laid_out = time.process_time() - start
            start = time.process_time()
            content = concept_map.export(collection, Settings(ROOT))["concept-map.html"]
            written = time.process_time() - start
            file = Path(folder) / f"{size}.html"
            file.write_bytes(content)
            print(f"{size} nodes: layout {laid_out:.2f} s, all {written:.2f} s, {len(content) / 1e6:.1f} MB")
            for screen in SCREENS:
                opened = [ready(browser, file, screen) for _ in range(RUNS)]
                took = statistics.median(milliseconds for milliseconds, _ in opened)
                rate = frames(opened[-1][1])
                print(
                    f"  {screen}: ready {took:.0f} ms, {took / floor[screen]:.1f} of pyvis empty, {rate:.0f} frames/s"
                )
                for _, shown in opened:
                    shown.close()
        browser.close()


if __name__ == "__main__":
    main()
