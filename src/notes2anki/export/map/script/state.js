// What is shown and chosen, in one place; whoever shows a part of it listens for changes.

/** @typedef {"map" | "focus" | "path" | "list"} View */

/**
 * @typedef {object} State
 * @property {View} view
 * @property {number | null} spot the concept that is chosen
 * @property {number | null} question the question that is chosen
 * @property {number | null} compare the concept that the chosen one is compared with
 * @property {number | null} centre the concept that Focus is about
 * @property {string} show which concepts are lit: all, unanswered, followups, isolated, next, open, known, forgotten
 * @property {string} scope the file (`file:`) or tag (`tag:`) whose concepts are lit, or nothing
 * @property {Set<number>} hidden regions taken off the map
 * @property {number | null} hover the concept under the pointer
 * @property {Set<number> | null} found what the search lights
 * @property {number | null} pathRegion the section that Path is about where all would be too much
 * @property {boolean} comparing whether the next concept chosen is compared with this one
 * @property {string} trouble what a link asked for and is not here
 */

/** @type {Readonly<State>} */
export const state = {
  view: "map",
  spot: null,
  question: null,
  compare: null,
  centre: null,
  show: "all",
  scope: "",
  hidden: new Set(),
  hover: null,
  found: null,
  pathRegion: null,
  comparing: false,
  trouble: "",
};

/** @type {((changed: Set<string>) => void)[]} */
const listeners = [];

/** @param {(changed: Set<string>) => void} listener is told the names of what changed */
export function onChange(listener) {
  listeners.push(listener);
}

/** Change something and tell everyone. @param {Partial<State>} changes */
export function change(changes) {
  const before = { ...state };
  Object.assign(state, changes);
  const names = /** @type {(keyof State)[]} */ (Object.keys(changes));
  const changed = new Set(names.filter((name) => before[name] !== state[name]).map(String));
  if (changed.size) for (const listener of listeners) listener(changed);
}

/** Choose a concept, or nothing. @param {number | null} spot */
export function choose(spot) {
  if (state.comparing && spot !== null && state.spot !== null && spot !== state.spot) {
    change({ compare: spot, comparing: false, hover: null, trouble: "" });
    return;
  }
  const centre = state.view === "focus" && spot !== null ? spot : state.centre;
  change({ spot, centre, question: null, compare: null, comparing: false, hover: null, found: null, trouble: "" });
}

/** Choose a question. @param {number} question */
export function chooseQuestion(question) {
  change({ question, spot: null, compare: null, comparing: false, hover: null, found: null, trouble: "" });
}

/** Open Focus on a concept. @param {number} spot */
export function focusOn(spot) {
  change({ view: "focus", centre: spot, spot, question: null, compare: null, hover: null, found: null, trouble: "" });
}
