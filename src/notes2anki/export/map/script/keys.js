// Keys, while the map has the focus and at no other time.

import { byId } from "./dom.js";
import { change, choose, focusOn, state } from "./state.js";
import { mostImportant } from "./model.js";
import { spotKey } from "./scene.js";

/** @typedef {import("./stage.js").Stage} Stage */

const ARROWS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** @param {Stage} stage */
export function startKeys(stage) {
  byId("net").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS.get(event.key);
    if (arrow) step(stage, arrow[0], arrow[1]);
    else if (event.key === "Enter" && state.spot !== null) focusOn(state.spot);
    else if (event.key === "Escape") leave(stage);
    else if (event.key === "+" || event.key === "=") stage.zoom(1.25);
    else if (event.key === "-") stage.zoom(0.8);
    else if (event.key === "0") stage.fit(true);
    else return;
    event.preventDefault();
  });
}

/** @param {Stage} stage */
function leave(stage) {
  if (state.view === "focus") change({ view: "map" });
  choose(null);
  stage.fit(true);
}

/** Go to the next concept in a direction: the nearest, if it lies more ahead than aside. @param {Stage} stage @param {number} right @param {number} down */
function step(stage, right, down) {
  const items = (stage.scene?.items ?? []).filter((item) => item.spot !== undefined);
  const start = state.spot === null ? undefined : stage.scene?.byKey.get(spotKey(state.spot));
  if (!start) {
    const first = mostImportant();
    if (first) choose(first.id);
    return;
  }
  let best = null;
  let least = Infinity;
  for (const item of items) {
    const ahead = (item.x - start.x) * right + (item.y - start.y) * down;
    const aside = Math.abs((item.x - start.x) * down) + Math.abs((item.y - start.y) * right);
    const cost = ahead + 2.2 * aside;
    if (ahead > 4 && cost < least) [best, least] = [item, cost];
  }
  // in Focus, going round must not turn the picture under the reader: Enter does
  if (best?.spot === undefined) return;
  if (state.view === "focus") change({ spot: best.spot, question: null, hover: null });
  else choose(best.spot);
}
