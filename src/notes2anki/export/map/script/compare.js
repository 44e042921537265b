// Two concepts beside each other: what is said of both, where they meet, and the shortest way between them.

import { element } from "./dom.js";
import { isStatement, linksOf, other, spots } from "./model.js";
import { article, copyButton, head, propositions, spotChips, spotLink } from "./parts.js";

/** @param {number} one @param {number} two @returns {Node[]} */
export function compareContent(one, two) {
  const between = linksOf[one].filter((link) => other(link, one) === two);
  const shared = spots[one].questions.filter((question) => spots[two].questions.includes(question));
  const near = new Set(linksOf[one].map((link) => other(link, one)));
  const common = linksOf[two].map((link) => other(link, two)).filter((spot) => near.has(spot));
  const parts = [
    element("h2", {}, spotLink(one), " and ", spotLink(two)),
    element("div", { class: "actions" }, copyButton("Copy link", () => location.href)),
    ...propositions("In one line", between.filter(isStatement)),
    ...(shared.length ? [head("Asked about both"), ...shared.map(article)] : []),
    ...spotChips("Related to both", common),
  ];
  if (between.length) return parts;
  const way = shortest(one, two);
  if (way.length) return [...parts, ...spotChips("The way from one to the other", way)];
  return [...parts, element("p", { class: "note" }, "Nothing in these notes leads from one to the other.")];
}

/** The concepts on the shortest way, both ends with it; none where there is no way. @param {number} start @param {number} end */
function shortest(start, end) {
  /** @type {Map<number, number>} where each was reached from */
  const from = new Map([[start, start]]);
  for (const [spot] of from) {
    if (spot === end) break;
    for (const link of linksOf[spot]) if (!from.has(other(link, spot))) from.set(other(link, spot), spot);
  }
  /** @type {number[]} */
  const way = [];
  if (!from.has(end)) return way;
  for (let spot = end; spot !== start; spot = from.get(spot) ?? start) way.unshift(spot);
  return [start, ...way];
}
