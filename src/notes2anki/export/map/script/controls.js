// Buttons around the stage: views, highlights, scope, theme.

import { all, announce, byId, element } from "./dom.js";
import { STATES, countStates, hasProgress, isForgotten, nextConcepts } from "./known.js";
import { concepts, counted, hasOrder, isStatement, links, questions } from "./model.js";
import { filtered, scopes } from "./lit.js";
import { change, state } from "./state.js";
import { switchTheme } from "./theme.js";

/** @typedef {import("./state.js").View} View */

/** @param {() => void} onTheme is called when the colours change */
export function startControls(onTheme) {
  for (const made of all(".views button"))
    made.addEventListener("click", () => change({ view: /** @type {View} */ (made.dataset.view), hover: null, trouble: "" }));
  for (const made of all(".chips button"))
    made.addEventListener("click", () => {
      change({ show: made.dataset.show || "all", spot: null, question: null, compare: null, found: null, trouble: "" });
      sayLit();
    });
  byId("theme").addEventListener("click", () => {
    switchTheme();
    onTheme();
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: "list" });
    byId("outline").focus();
  });
  startScope();
  trimLegend();
}

function startScope() {
  const select = /** @type {HTMLSelectElement} */ (byId("scope"));
  if (!scopes.length) return;
  const option = (/** @type {string} */ value) => element("option", { value }, value.slice(value.indexOf(":") + 1));
  const group = (/** @type {string} */ label, /** @type {string} */ start) => {
    const some = scopes.filter((scope) => scope.startsWith(start)).map(option);
    return some.length ? [element("optgroup", { label }, ...some)] : [];
  };
  select.append(element("option", { value: "" }, "Whole notes"), ...group("Files", "file:"), ...group("Tags", "tag:"));
  select.hidden = false;
  select.addEventListener("change", () => {
    change({ scope: select.value, spot: null, question: null, compare: null, found: null, trouble: "" });
    sayLit();
  });
}

/** Leave out of the legend what these notes do not have. */
function trimLegend() {
  const has = new Map([
    ["prerequisite", hasOrder],
    ["typed", links.some((link) => isStatement(link) && link.kind !== "prerequisite")],
    ["relates", links.some((link) => !isStatement(link))],
    ["answered", questions.some((question) => !question.unanswered)],
    ["unanswered", questions.some((question) => question.unanswered)],
    ["followup", questions.some((question) => question.parent !== undefined)],
    ...(hasProgress ? countProgress() : []),
  ]);
  for (const entry of all(".legend span")) entry.hidden = !has.get(entry.dataset.mark || "");
  const legend = all(".legend")[0];
  legend.hidden = !questions.length;
}

/** Write into the legend how many there are of each, and say of what there are any. @returns {[string, boolean][]} */
function countProgress() {
  const counts = countStates(questions);
  const forgotten = questions.filter(isForgotten).length;
  for (const chip of all('.chips [data-show="forgotten"]')) chip.hidden = !forgotten;
  /** @type {[string, number][]} */
  const entries = [...STATES.map((state) => /** @type {[string, number]} */ ([state, counts.get(state) || 0])), ["forgotten", forgotten]];
  for (const [mark, count] of entries)
    for (const number of all(`.legend [data-mark="${mark}"] b`)) number.textContent = String(count);
  for (const number of all('.legend [data-mark="next"] b')) number.textContent = counted(nextConcepts.length, "concept");
  return [...entries.map(([mark, count]) => /** @type {[string, boolean]} */ ([mark, count > 0])), ["next", nextConcepts.length > 0]];
}

function sayLit() {
  const count = filtered()?.size;
  announce(count === undefined ? "All concepts" : `${count} of ${concepts.length} concepts stand out`);
}

/** Let the buttons show what is set. */
export function showControls() {
  document.body.dataset.view = state.view;
  for (const made of all(".views button")) made.setAttribute("aria-pressed", String(made.dataset.view === state.view));
  for (const made of all(".chips button")) made.setAttribute("aria-pressed", String(made.dataset.show === state.show));
  const chips = all(".chips")[0];
  chips.hidden = state.view !== "map" || !questions.length;
  const select = /** @type {HTMLSelectElement} */ (byId("scope"));
  select.value = state.scope;
  select.toggleAttribute("data-set", state.scope !== "");
}
