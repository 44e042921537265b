// What the page knows, read once from its data block. Notes come in as values only, never as names of properties.

/**
 * A concept, or the questions of a section that name none (`rest`).
 * @typedef {object} Spot
 * @property {number} id
 * @property {string} node id in the graph
 * @property {boolean} rest
 * @property {string} key what links call it
 * @property {string} label
 * @property {string[]} aliases
 * @property {number} region
 * @property {number[]} questions
 * @property {number} degree how many concepts it is linked with
 * @property {number} importance between 0 and 1
 * @property {string[]} lines the name as it is set
 * @property {number} font size in px at scale 1
 * @property {number} w
 * @property {number} h
 * @property {[number, number]} wide its middle on a wide screen
 * @property {[number, number]} tall and on a tall one
 * @property {"known" | "next" | "open" | "waits"} [standing] how well it is known in Anki; none where there is nothing to study
 * @property {number} unanswered how many of its questions
 * @property {number} followups how many of its questions
 */

/**
 * Two concepts, by their ids, and what the notes say of them.
 * @typedef {{from: number, to: number, kind: string, weight: number, backbone?: 1, evidence?: [string, number][]}} Link
 */

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} text
 * @property {number} region
 * @property {number} [parent] of a follow-up; -1 where it is not known
 * @property {1} [unanswered]
 * @property {string[]} [tags]
 * @property {string} [state] how well it is known in Anki
 * @property {number} [lapses] how often it was forgotten there
 * @property {number[]} spots
 * @property {number[]} followups
 */

/** @typedef {{title: string, trail: string, file: number, hue: number, spots: Spot[]}} Region */

const data = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("model")).textContent || "");

/** @type {Spot[]} */
export const spots = data.nodes;
/** @type {Link[]} */
export const links = data.edges;
/** @type {Question[]} */
export const questions = data.content.questions;
/** @type {Region[]} */
export const regions = data.content.regions;
/** @type {string[]} */
export const files = data.content.files;
/** @type {string[]} */
export const hues = data.content.hues;
/** What the build says of a collection of Anki, if it was given one. @type {{often: number, enough: number, words: Record<string, string>} | null} */
export const progress = data.content.progress ?? null;
export const visOptions = JSON.parse(data.options);

export const concepts = spots.filter((spot) => !spot.rest);
/** @type {Map<string, Spot>} */
export const spotByKey = new Map(spots.flatMap((spot) => [[spot.key, spot], [spot.node, spot]]));
/** @type {Map<string, number>} */
export const questionById = new Map(questions.map((question, index) => [question.id, index]));
/** @type {Link[][]} */
export const linksOf = spots.map(() => []);

for (const link of links) {
  linksOf[link.from].push(link);
  linksOf[link.to].push(link);
}
for (const region of regions) region.spots = [];
for (const question of questions) {
  question.spots = [];
  question.followups = [];
}
questions.forEach((question, index) => {
  if (question.parent !== undefined && question.parent >= 0) questions[question.parent].followups.push(index);
});
for (const spot of spots) {
  regions[spot.region].spots.push(spot);
  for (const question of spot.questions) questions[question].spots.push(spot.id);
  spot.unanswered = spot.questions.filter((question) => questions[question].unanswered).length;
  spot.followups = spot.questions.filter((question) => questions[question].parent !== undefined).length;
}

const PHRASES = new Map([
  ["prerequisite", "comes before"],
  ["type_of", "is a type of"],
  ["part_of", "is part of"],
  ["compared_with", "is compared with"],
  ["solves", "solves"],
  ["causes", "causes"],
  ["used_for", "is used for"],
  ["relates", "is asked together with"],
]);

/** @param {Link} link */
export const phrase = (link) => PHRASES.get(link.kind) || link.kind.replaceAll("_", " ");

/** Whether a link is more than being asked together. @param {Link} link */
export const isStatement = (link) => link.kind !== "relates";

/** @param {Link} link */
export const isOrder = (link) => link.kind === "prerequisite";

/** The other end of a link. @param {Link} link @param {number} spot */
export const other = (link, spot) => (link.from === spot ? link.to : link.from);

export const hasOrder = links.some(isOrder);

/** The concept that matters most. @returns {Spot | undefined} */
export const mostImportant = () => [...spots].sort((a, b) => b.importance - a.importance || a.id - b.id)[0];

/** "1 question", "2 questions". @param {number} count @param {string} thing */
export const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;
