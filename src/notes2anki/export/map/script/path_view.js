// Path: what to learn first, in columns from left to right; where the notes say nothing of it, in the order they have.

import { counted, hasOrder, isOrder, links, linksOf, regions, spots } from "./model.js";
import { hasProgress } from "./known.js";
import { boundsOf, makeScene, spotItem, spotKey } from "./scene.js";
import { around } from "./shapes.js";

const MOST = 90; // concepts in one picture
const BETWEEN = 78; // columns
const ROW = 12; // between boxes

/**
 * @typedef {object} Path
 * @property {import("./scene.js").Scene} scene
 * @property {string} title
 * @property {string} about
 * @property {number[]} regions to choose from, where all would be too much
 */

/** @type {Map<number, number[]>} */
const before = new Map();
/** @type {Map<number, number[]>} */
const after = new Map();
for (const link of links.filter(isOrder)) {
  before.set(link.to, [...(before.get(link.to) || []), link.from]);
  after.set(link.from, [...(after.get(link.from) || []), link.to]);
}

/** All that can be reached. @param {number} start @param {Map<number, number[]>} steps */
function reached(start, steps) {
  const found = new Set([start]);
  for (const spot of found) for (const next of steps.get(spot) || []) found.add(next);
  return found;
}

/**
 * @param {number | null} chosen the concept that the path leads through
 * @param {number | null} region the section to show, where all would be too much
 * @returns {Path}
 */
export function path(chosen, region) {
  if (!hasOrder) return readingOrder(region);
  if (chosen !== null && linksOf[chosen].some(isOrder)) {
    const through = [...reached(chosen, before), ...reached(chosen, after)];
    const nearest = [...new Set(through)].sort((a, b) => distance(chosen, a) - distance(chosen, b) || a - b);
    const about = nearest.length > MOST ? `the nearest ${MOST} of ${nearest.length} concepts` : "from left to right";
    const known = knownOf(nearest.slice(0, MOST));
    return { ...layered(nearest.slice(0, MOST)), title: `Path through ${spots[chosen].label}`, about: about + known, regions: [] };
  }
  const ordered = spots.filter((spot) => linksOf[spot.id].some(isOrder));
  if (ordered.length <= MOST) {
    const about = `${counted(ordered.length, "concept")}, from left to right${knownOf(ordered.map((spot) => spot.id))}`;
    return { ...layered(ordered.map((spot) => spot.id)), title: "What to learn first", about, regions: [] };
  }
  const choices = regions.map((_, index) => index).filter((index) => ordered.some((spot) => spot.region === index));
  const current = region !== null && choices.includes(region) ? region : choices[0];
  const inside = ordered.filter((spot) => spot.region === current);
  const shown = inside.slice(0, MOST).map((spot) => spot.id);
  const about = inside.length > MOST ? `${MOST} of ${inside.length} concepts` : counted(inside.length, "concept");
  return { ...layered(shown), title: "Section", about: about + knownOf(shown), regions: choices };
}

/** How many of some concepts are known. @param {number[]} ids */
const knownOf = (ids) => (hasProgress ? ` · ${ids.filter((spot) => spots[spot].standing === "known").length} of ${ids.length} known` : "");

/** How many steps lie between two concepts, at most 99. @param {number} start @param {number} end */
function distance(start, end) {
  if (distances.get(start) === undefined) {
    /** @type {Map<number, number>} */
    const steps = new Map([[start, 0]]);
    for (const [spot, count] of steps)
      for (const next of [...(before.get(spot) || []), ...(after.get(spot) || [])])
        if (!steps.has(next)) steps.set(next, count + 1);
    distances.clear();
    distances.set(start, steps);
  }
  return distances.get(start)?.get(end) ?? 99;
}
/** @type {Map<number, Map<number, number>>} */
const distances = new Map();

/**
 * Columns by the longest way to each concept; ways that bite their own tail are cut where they come back.
 * @param {number[]} ids
 */
function layered(ids) {
  const inside = new Set(ids);
  /** @param {Map<number, number[]>} steps @param {number} spot */
  const near = (steps, spot) => (steps.get(spot) || []).filter((next) => inside.has(next));
  const level = levels(ids, (spot) => near(before, spot));
  for (const spot of ids)
    if (near(after, spot).length && !near(before, spot).length)
      level.set(spot, Math.max(0, Math.min(...near(after, spot).map((next) => level.get(next) ?? 0)) - 1));
  /** @type {number[][]} */
  const columns = [];
  for (const spot of ids) (columns[level.get(spot) ?? 0] ??= []).push(spot);
  const full = [...columns].map((column) => column || []).filter((column) => column.length);
  untangle(full, (spot) => near(before, spot), (spot) => near(after, spot));
  const heads = full.map((_, at) => (at ? `Step ${at + 1}` : "Start here"));
  return { scene: columnsScene(full, heads, (spot) => [...near(before, spot), ...near(after, spot)]) };
}

/** @param {number[]} ids @param {(spot: number) => number[]} earlier @returns {Map<number, number>} */
function levels(ids, earlier) {
  /** @type {Map<number, number>} */
  const level = new Map();
  const open = new Set();
  /** @param {number} spot @returns {number} */
  const find = (spot) => {
    const known = level.get(spot);
    if (known !== undefined || open.has(spot)) return known ?? -1;
    open.add(spot);
    const found = Math.max(-1, ...earlier(spot).map(find)) + 1;
    level.set(spot, found);
    return found;
  };
  for (const spot of ids) find(spot);
  return level;
}

/**
 * Order each column by the places of its neighbours, to and fro, so that fewer lines cross.
 * @param {number[][]} columns
 * @param {(spot: number) => number[]} earlier
 * @param {(spot: number) => number[]} later
 */
function untangle(columns, earlier, later) {
  const rank = new Map(columns.flatMap((column) => column.map((spot, at) => [spot, (at + 0.5) / column.length])));
  for (let sweep = 0; sweep < 16; sweep++) {
    const near = sweep % 2 ? later : earlier;
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      const wish = new Map(
        column.map((spot) => {
          const places = near(spot).map((next) => rank.get(next) ?? 0);
          return [spot, places.length ? places.reduce((sum, place) => sum + place, 0) / places.length : rank.get(spot) ?? 0];
        }),
      );
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a - b);
      column.forEach((spot, at) => rank.set(spot, (at + 0.5) / column.length));
    }
  }
}

/**
 * @param {number[][]} columns
 * @param {string[]} titles
 * @param {(spot: number) => number[]} near
 */
function columnsScene(columns, titles, near) {
  const height = (/** @type {number[]} */ column) => column.reduce((sum, spot) => sum + spots[spot].h + ROW, -ROW);
  const tallest = Math.max(0, ...columns.map(height));
  /** @type {Map<number, number>} */
  const y = new Map();
  for (const column of columns) {
    let top = -height(column) / 2;
    for (const spot of column) {
      y.set(spot, top + spots[spot].h / 2);
      top += spots[spot].h + ROW;
    }
  }
  for (let pass = 0; pass < 24; pass++) for (const column of columns) relax(column, y, near, tallest);
  let x = 0;
  const heads = [];
  const bands = [];
  const items = [];
  for (const [at, column] of columns.entries()) {
    const w = Math.max(90, ...column.map((spot) => spots[spot].w));
    for (const spot of column) items.push(spotItem(spots[spot], regions[spots[spot].region].hue, x + w / 2, y.get(spot) ?? 0));
    heads.push({ text: titles[at], x: x + w / 2, y: 0, room: w + BETWEEN * 0.8 });
    if (at % 2) bands.push({ x0: x - BETWEEN / 2, x1: x + w + BETWEEN / 2, y0: 0, y1: 0 });
    x += w + BETWEEN;
  }
  const { y0, y1 } = around(items.map(boundsOf));
  for (const head of heads) head.y = y0 - 34;
  const tall = bands.map((band) => ({ ...band, y0: y0 - 56, y1: y1 + 20 }));
  const byKey = new Map(items.map((item) => [item.key, item]));
  const lines = links.filter(isOrder).flatMap((link) => {
    const [from, to] = [byKey.get(spotKey(link.from)), byKey.get(spotKey(link.to))];
    return from && to ? [{ from, to, kind: link.kind, words: "", backbone: true, far: false }] : [];
  });
  return makeScene("path", items, { lines, heads, bands: tall });
}

/**
 * Move the boxes of a column towards what they hang together with, without changing their order.
 * @param {number[]} column
 * @param {Map<number, number>} y
 * @param {(spot: number) => number[]} near
 * @param {number} tallest height of the highest column: no column grows beyond it
 */
function relax(column, y, near, tallest) {
  const at = (/** @type {number} */ spot) => y.get(spot) ?? 0;
  for (const spot of column) {
    const others = near(spot);
    if (others.length) y.set(spot, at(spot) + 0.5 * (others.reduce((sum, next) => sum + at(next), 0) / others.length - at(spot)));
  }
  const apart = (/** @type {number} */ a, /** @type {number} */ b) => (spots[a].h + spots[b].h) / 2 + ROW;
  let floor = -tallest / 2;
  column.forEach((spot, index) => {
    const low = index ? at(column[index - 1]) + apart(column[index - 1], spot) : floor + spots[spot].h / 2;
    y.set(spot, Math.max(at(spot), low));
  });
  floor = tallest / 2;
  for (let index = column.length - 1; index >= 0; index--) {
    const spot = column[index];
    const below = column[index + 1];
    const high = below === undefined ? floor - spots[spot].h / 2 : at(below) - apart(spot, below);
    y.set(spot, Math.min(at(spot), high));
  }
}

/** A column for each section, as the notes go. @param {number | null} region @returns {Path} */
function readingOrder(region) {
  const listed = regions.map((_, index) => index).filter((index) => regions[index].spots.some((spot) => !spot.rest));
  /** @param {number} index */
  const inside = (index) => regions[index].spots.filter((spot) => !spot.rest).sort((a, b) => a.questions[0] - b.questions[0] || a.id - b.id);
  const total = listed.reduce((sum, index) => sum + inside(index).length, 0);
  const crowded = total > MOST;
  const current = region !== null && listed.includes(region) ? region : listed[0];
  const chosen = crowded ? [current] : listed;
  const columns = chosen.map((index) => inside(index).slice(0, MOST).map((spot) => spot.id)).filter((column) => column.length);
  const titles = chosen.map((index) => regions[index].title);
  const about = "in the order of your notes: they do not say yet what comes before what";
  const split = columns.length === 1 ? folded(columns[0]) : columns;
  const heads = columns.length === 1 ? split.map((_, at) => (at ? "" : titles[0])) : titles;
  return { scene: columnsScene(split, heads, () => []), title: "Reading order", about: about + knownOf(columns.flat()), regions: crowded ? listed : [] };
}

/** One long column as several. @param {number[]} column @returns {number[][]} */
function folded(column) {
  const high = Math.max(8, Math.ceil(column.length / 6));
  return Array.from({ length: Math.ceil(column.length / high) }, (_, at) => column.slice(at * high, (at + 1) * high));
}
