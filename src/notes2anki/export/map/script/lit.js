// Which concepts stand out; the rest fades and stays where it is.

import { hasProgress, isForgotten } from "./known.js";
import { files, linksOf, other, questions, regions, spots } from "./model.js";
import { state } from "./state.js";

/** @typedef {import("./model.js").Spot} Spot */

/** @returns {[string, (spot: Spot) => boolean][]} */
function progressShown() {
  return [
    ["next", (spot) => spot.standing === "next"],
    ["open", (spot) => spot.standing === "open"],
    ["known", (spot) => spot.standing === "known"],
    ["forgotten", (spot) => spot.questions.some((question) => isForgotten(questions[question]))],
  ];
}

/** @type {Map<string, (spot: Spot) => boolean>} */
const SHOWN = new Map([
  ...(hasProgress ? progressShown() : []),
  ["unanswered", (spot) => spot.unanswered > 0],
  ["followups", (spot) => spot.followups > 0],
  ["isolated", (spot) => spot.degree === 0],
]);

export const shows = ["all", ...SHOWN.keys()];

/** What the notes can be narrowed to, beside that: files and tags, where there are several. */
export const scopes = [
  ...(files.length > 1 ? files.map((file) => `file:${file}`) : []),
  ...[...new Set(questions.flatMap((question) => question.tags || []))].sort().map((tag) => `tag:${tag}`),
];

/** The questions of the scope that is set. @returns {Set<number>} */
function inScope() {
  const name = state.scope.slice(state.scope.indexOf(":") + 1);
  const isFile = state.scope.startsWith("file:");
  const found = questions.flatMap((question, index) => {
    const inside = isFile ? files[regions[question.region].file] === name : (question.tags || []).includes(name);
    return inside ? [index] : [];
  });
  return new Set(found);
}

/** Which concepts the chips and the scope choose; null where they choose all. @returns {Set<number> | null} */
export function filtered() {
  const wanted = SHOWN.get(state.show);
  if (!wanted && !state.scope) return null;
  const scope = state.scope ? inScope() : null;
  const chosen = spots.filter(
    (spot) => (!wanted || wanted(spot)) && (!scope || spot.questions.some((question) => scope.has(question))),
  );
  return new Set(chosen.map((spot) => spot.id));
}

/** The concepts that stand out now; null where all do. @returns {Set<number> | null} */
export function lit() {
  const chosen = state.hover ?? state.spot;
  if (chosen !== null) {
    const near = linksOf[chosen].map((link) => other(link, chosen));
    return new Set([chosen, ...near, ...(state.compare === null ? [] : [state.compare])]);
  }
  if (state.question !== null) return new Set(questions[state.question].spots);
  return state.found ?? filtered();
}
