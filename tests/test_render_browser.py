"""The hostile notes in a browser's DOM, shown as Anki's reviewer shows a card: nothing runs and nothing is loaded."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from render_notes import ATTRIBUTES, TAGS, collection
from test_render_hostile import PLACES, STRINGS, fields

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Anki sets innerHTML and makes scripts anew so that they run; then the reader clicks about
SHOW = """
([fields, tags, attributes]) => {
  const faults = [];
  window.alert = (text) => faults.push(`alert ${text}`);
  const card = document.createElement("div");
  document.body.append(card);
  for (const html of fields) {
    card.innerHTML = html;
    for (const script of card.querySelectorAll("script")) {
      const running = document.createElement("script");
      running.textContent = script.textContent;
      script.replaceWith(running);
    }
    for (const element of card.querySelectorAll("*")) {
      if (!tags.includes(element.localName)) faults.push(`<${element.localName}> in ${html}`);
      for (const { name } of element.attributes) {
        if (!attributes.includes(name)) faults.push(`${element.localName} ${name} in ${html}`);
      }
      if (element.hasAttribute("href") && !["http:", "https:", "mailto:"].includes(element.protocol)) faults.push(element.href);
      for (const kind of ["mouseover", "focus", "error", "toggle", "load"]) element.dispatchEvent(new Event(kind));
      if (!element.closest("a")) element.click();
    }
  }
  return faults;
}
"""


def test_a_browser_runs_and_loads_nothing(browser: Browser) -> None:
    html = []
    for shape in PLACES.values():
        places = len(re.findall(r"%s", shape.replace("%%", "")))
        html += [fields(collection(shape % ((string,) * places)))[1] for string in STRINGS]
    page = browser.new_page(bypass_csp=True)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content("<!doctype html><title>card</title>")
    faults = page.evaluate(SHOW, [html, sorted(TAGS), sorted(ATTRIBUTES)])
    page.wait_for_timeout(300)
    page.close()
    assert faults == [], json.dumps(faults[:5])
    # our own pictures are not there, and nothing else is asked for
    assert [url for url in requests if "n2a-" not in url] == []
