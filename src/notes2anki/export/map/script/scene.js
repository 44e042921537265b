// What a view shows, before it is painted: boxes with places, lines between them, and what stands around them.

import { around } from "./shapes.js";

/**
 * A box: a concept, a question as a card, or a word about what there was no room for.
 * @typedef {object} Item
 * @property {string} key unique in its scene
 * @property {"spot" | "card" | "more"} kind
 * @property {number} [spot]
 * @property {number} [question]
 * @property {number} hue -1 for none
 * @property {number} x its middle
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {number} font
 * @property {string[]} lines
 * @property {string} [caption] words beside the box
 */

/** @typedef {{from: Item, to: Item, kind: string, words: string, backbone: boolean, far: boolean}} Line */
/** @typedef {{region: number, outline: import("./shapes.js").Point[], bounds: import("./shapes.js").Rectangle}} Area */
/** @typedef {{title: string, bounds: import("./shapes.js").Rectangle}} Group */
/** A title over a part, and how wide it may be. @typedef {{text: string, x: number, y: number, room: number}} Head */

/**
 * @typedef {object} Scene
 * @property {import("./state.js").View} view
 * @property {Item[]} items
 * @property {Map<string, Item>} byKey
 * @property {Line[]} lines
 * @property {Area[]} areas sections of the map
 * @property {Group[]} groups files of the map, where there are several
 * @property {Head[]} heads
 * @property {import("./shapes.js").Rectangle[]} bands
 * @property {import("./shapes.js").Rectangle} bounds
 */

/** Height of the band with the name of a file. */
export const GROUP = 150;

/** @param {{x: number, y: number, w: number, h: number}} item @returns {import("./shapes.js").Rectangle} */
export const boundsOf = ({ x, y, w, h }) => ({ x0: x - w / 2, y0: y - h / 2, x1: x + w / 2, y1: y + h / 2 });

/** The key of a concept's box. @param {number} spot */
export const spotKey = (spot) => `s${spot}`;

/**
 * Put a scene together.
 * @param {import("./state.js").View} view
 * @param {Item[]} items
 * @param {Partial<Scene>} rest
 * @returns {Scene}
 */
export function makeScene(view, items, rest) {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const scene = { view, items, byKey, lines: [], areas: [], groups: [], heads: [], bands: [], ...rest };
  const heads = scene.heads.map((head) => boundsOf({ ...head, w: 0, h: 20 }));
  const groups = scene.groups.map((group) => group.bounds);
  return { ...scene, bounds: around([...items.map(boundsOf), ...heads, ...groups]) };
}

/**
 * Make the box of a concept.
 * @param {import("./model.js").Spot} spot
 * @param {number} hue
 * @param {number} x
 * @param {number} y
 * @returns {Item}
 */
export function spotItem(spot, hue, x, y) {
  const { w, h, font, lines } = spot;
  return { key: spotKey(spot.id), kind: "spot", spot: spot.id, hue, x, y, w, h, font, lines };
}
