// Puts the parts together: whatever changes the state, everything that shows a piece of it hears of it here.

import { readAddress, writeAddress } from "./address.js";
import { showControls, startControls } from "./controls.js";
import { announce, button, byId, element, isNarrow } from "./dom.js";
import { focusScene } from "./focus_view.js";
import { hasProgress, standing } from "./known.js";
import { startKeys } from "./keys.js";
import { lit } from "./lit.js";
import { mapScene } from "./map_view.js";
import { concepts, counted, mostImportant, questionById, questions, regions, spotByKey, spots } from "./model.js";
import { showPanel } from "./panel.js";
import { linkChips } from "./parts.js";
import { path } from "./path_view.js";
import { startSaving } from "./save.js";
import { spotKey } from "./scene.js";
import { startSearch } from "./search.js";
import { Stage } from "./stage.js";
import { change, choose, chooseQuestion, focusOn, onChange, state } from "./state.js";
import { onSystemTheme } from "./theme.js";

const stage = new Stage(() => {
  const chosen = state.hover ?? state.spot;
  const marked = new Set([state.spot, state.compare, state.view === "focus" ? state.centre : null].flatMap((spot) => (spot === null ? [] : [spotKey(spot)])));
  const key = chosen !== null ? spotKey(chosen) : state.question !== null ? `q${state.question}` : null;
  // Focus shows nothing but what belongs to its concept, so nothing fades there
  return { lit: state.view === "focus" ? null : lit(), chosen: key, marked };
});

/** Make the scene that the state asks for. */
function showScene() {
  byId("bar").hidden = state.view !== "path";
  if (state.view === "list") return;
  if (state.view === "focus") {
    const centre = state.centre ?? state.spot ?? mostImportant()?.id;
    if (centre !== undefined && state.centre !== centre) return change({ centre });
    if (centre !== undefined) stage.show(focusScene(centre, stage.width < 600));
    showEmpty(centre === undefined ? "There is no question in these notes yet, so there is nothing to focus on." : "");
  } else if (state.view === "path") {
    const found = path(state.spot, state.pathRegion);
    stage.show(found.scene);
    showBar(found);
    showEmpty(found.scene.items.length ? "" : "No concepts were found in these notes, so there is no path through them. The List has every question.");
  } else {
    stage.show(mapScene(stage.tall, state.hidden));
    showEmpty(spots.length ? "" : "There is no question in these notes yet.");
  }
  return undefined;
}

/** @param {string} text */
function showEmpty(text) {
  byId("empty").textContent = text;
  byId("empty").hidden = !text;
}

/** @param {import("./path_view.js").Path} found */
function showBar({ title, about, regions: choices }) {
  const bar = byId("bar");
  bar.replaceChildren(element("strong", { dir: "auto" }, title), element("span", {}, about));
  if (state.spot !== null) bar.append(button({}, () => choose(null), "Show all"));
  if (choices.length < 2) return;
  const select = /** @type {HTMLSelectElement} */ (element("select", { "aria-label": "Section" }));
  for (const region of choices) select.append(element("option", { value: String(region) }, regions[region].title));
  select.value = String(state.pathRegion ?? choices[0]);
  select.addEventListener("change", () => change({ pathRegion: Number(select.value), spot: null }));
  bar.append(select);
}

/** @param {boolean} up */
function showSheet(up) {
  byId("panel").toggleAttribute("data-up", up);
  byId("sheet").setAttribute("aria-expanded", String(up));
}

/** Show a question where it stands in the List. @param {number} question */
function showInList(question) {
  const found = document.getElementById(`q-${questions[question].id}`);
  found?.scrollIntoView({ block: "center" });
  found?.querySelector("summary")?.focus({ preventScroll: true });
}

/** @param {Set<string>} changed */
function isOtherScene(changed) {
  const causes = ["view", ...(state.view === "map" ? ["hidden"] : []), ...(state.view === "focus" ? ["centre"] : [])];
  return [...causes, ...(state.view === "path" ? ["spot", "pathRegion"] : [])].some((cause) => changed.has(cause));
}

onChange((changed) => {
  showControls();
  if (changed.size === 1 && changed.has("hover")) return stage.redraw();
  const before = state.centre;
  if (isOtherScene(changed)) showScene();
  if (state.centre !== before) return undefined; // told again with the centre
  stage.redraw();
  showPanel();
  writeAddress();
  if (changed.has("spot") && state.spot !== null) {
    const { label, questions: asked, unanswered, degree } = spots[state.spot];
    const known = hasProgress ? standing(spots[state.spot]) : "";
    announce(`${label}. ${counted(asked.length, "question")}, ${unanswered} unanswered, ${counted(degree, "related concept")}.${known && ` In Anki: ${known}.`}`);
    if (state.view === "list") return change({ view: "map" });
    if (state.view === "map") stage.reveal(spotKey(state.spot), true);
  }
  if (changed.has("question") && state.question !== null) {
    announce(questions[state.question].text);
    if (state.view === "list") showInList(state.question);
  }
  if (isNarrow() && (changed.has("spot") || changed.has("question")))
    showSheet(state.view !== "focus" && (state.spot !== null || state.question !== null));
  return undefined;
});

/** @param {{pointer: {canvas: {x: number, y: number}}, event: {srcEvent?: MouseEvent}}} click */
function onClick({ pointer, event }) {
  const item = stage.at(pointer.canvas);
  const area = stage.areaAt(pointer.canvas);
  // so far out that dots cannot be told apart, a click means the section
  if (state.view === "map" && area && (stage.scale < 0.2 || (!item && stage.scale < 0.5))) {
    stage.fit(true, area.bounds);
    announce(`Section ${regions[area.region].title}`);
  } else if (!item) {
    if (state.view !== "focus") choose(null);
  } else if (item.question !== undefined) chooseQuestion(item.question);
  else if (item.spot !== undefined) {
    const compares = event.srcEvent?.shiftKey && state.spot !== null && item.spot !== state.spot;
    if (compares) change({ compare: item.spot, hover: null });
    else choose(item.spot);
  }
}

function startPointer() {
  stage.network.on("click", onClick);
  stage.network.on("doubleClick", (/** @type {{pointer: {canvas: {x: number, y: number}}}} */ { pointer }) => {
    const item = stage.at(pointer.canvas);
    if (item?.spot !== undefined) focusOn(item.spot);
  });
  stage.element.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || state.view === "focus") return;
    const frame = stage.element.getBoundingClientRect();
    const item = stage.at(stage.network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top }));
    stage.element.style.cursor = item ? "pointer" : "";
    change({ hover: item?.spot ?? null });
  });
  stage.element.addEventListener("pointerleave", () => change({ hover: null }));
  byId("zoom-in").addEventListener("click", () => stage.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => stage.zoom(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => stage.fit(true));
  byId("sheet").addEventListener("click", () => showSheet(!byId("panel").hasAttribute("data-up")));
}

function startResizing() {
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(showScene, 150);
  });
}

/** Show what a link to a concept asks for, close enough to be read. */
function showAddress() {
  readAddress();
  if (state.view === "map" && state.spot !== null) stage.reveal(spotKey(state.spot), false);
}

/** Links under the questions and answers, once the List has been read in; it stands behind this script. */
function startList() {
  showPanel();
  linkChips(byId("outline"));
  if (state.view === "list" && state.question !== null) showInList(state.question);
}

startControls(() => stage.redraw());
onSystemTheme(() => stage.redraw());
startSearch();
startKeys(stage);
startSaving(stage);
startPointer();
startResizing();
addEventListener("hashchange", showAddress);
addEventListener("DOMContentLoaded", startList);
showControls();
showScene();
showPanel();
showAddress();

window.notes2anki = Object.freeze({
  /** Ids of all concepts and questions, as graph.json has them. */
  nodes: () => [...concepts.map((spot) => spot.node), ...questions.map((question) => question.id)],
  /** Choose one; false if there is none of that id. */
  select(/** @type {unknown} */ id) {
    const spot = spotByKey.get(String(id));
    const question = questionById.get(String(id));
    if (spot) choose(spot.id);
    else if (question !== undefined) chooseQuestion(question);
    return !!spot || question !== undefined;
  },
});
document.documentElement.dataset.ready = "";
