// The address says what is shown, so that it can be sent; an address that asks for what is not here is answered in words.

import { questionById, questions, spotByKey, spots } from "./model.js";
import { scopes, shows } from "./lit.js";
import { change, state } from "./state.js";

/** @typedef {import("./state.js").View} View */

/** @type {View[]} */
export const VIEWS = ["map", "focus", "path", "list"];

/** Write what is shown into the address. */
export function writeAddress() {
  const values = new URLSearchParams();
  if (state.view !== "map") values.set("view", state.view);
  if (state.question !== null) values.set("q", questions[state.question].id);
  if (state.spot !== null) values.set("concept", spots[state.spot].key);
  if (state.compare !== null) values.set("compare", spots[state.compare].key);
  if (state.show !== "all") values.set("show", state.show);
  if (state.scope) values.set("scope", state.scope);
  const text = values.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

/** Show what the address says. */
export function readAddress() {
  const values = new URLSearchParams(location.hash.slice(1));
  const view = VIEWS.find((known) => known === values.get("view")) ?? "map";
  const [concept, asked, against] = [values.get("concept"), values.get("q"), values.get("compare")];
  const known = concept === null ? undefined : spotByKey.get(concept);
  const question = asked === null || known ? undefined : questionById.get(asked);
  const second = against === null ? undefined : spotByKey.get(against);
  change({
    view,
    spot: known?.id ?? null,
    question: question ?? null,
    compare: known && second && second !== known ? second.id : null,
    centre: known?.id ?? state.centre,
    show: shows.find((name) => name === values.get("show")) ?? "all",
    scope: scopes.find((name) => name === values.get("scope")) ?? "",
    hover: null,
    found: null,
    comparing: false,
    trouble: missing(concept, known) || missing(against, second) || missingQuestion(asked, question, known),
  });
}

/** @param {string | null} name @param {unknown} found */
const missing = (name, found) => (name !== null && !found ? `There is no concept “${name}” on this map.` : "");

/** @param {string | null} name @param {unknown} found @param {unknown} instead */
const missingQuestion = (name, found, instead) =>
  name !== null && found === undefined && !instead ? "That question is not on this map: it may have been removed from the notes." : "";
