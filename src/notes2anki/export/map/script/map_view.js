// Map: the sections as areas, with their concepts where the build has put them.

import { files, isStatement, links, phrase, regions, spots } from "./model.js";
import { around, hull } from "./shapes.js";
import { GROUP, boundsOf, makeScene, spotItem, spotKey } from "./scene.js";

/**
 * @param {boolean} tall whether the screen is higher than wide
 * @param {Set<number>} hidden regions left out
 * @returns {import("./scene.js").Scene}
 */
export function mapScene(tall, hidden) {
  const items = spots
    .filter((spot) => !hidden.has(spot.region))
    .map((spot) => spotItem(spot, regions[spot.region].hue, ...(tall ? spot.tall : spot.wide)));
  const byKey = new Map(items.map((item) => [item.key, item]));
  const lines = links.flatMap((link) => {
    const from = byKey.get(spotKey(link.from));
    const to = byKey.get(spotKey(link.to));
    if (!from || !to) return [];
    const far = spots[link.from].region !== spots[link.to].region;
    return [{ from, to, kind: isStatement(link) ? link.kind : "relates", words: phrase(link), backbone: !!link.backbone, far }];
  });
  const areas = areasOf(items);
  return makeScene("map", items, { lines, areas, groups: groupsOf(areas) });
}

/** @param {import("./scene.js").Item[]} items @returns {import("./scene.js").Area[]} */
function areasOf(items) {
  /** @type {import("./scene.js").Item[][]} */
  const members = regions.map(() => []);
  for (const item of items) members[spots[Number(item.spot)].region].push(item);
  return members.flatMap((inside, region) => {
    if (!inside.length) return [];
    const boxes = inside.map(boundsOf);
    /** @type {import("./shapes.js").Point[]} */
    const corners = boxes.flatMap(({ x0, y0, x1, y1 }) => [[x0, y0], [x1, y0], [x0, y1], [x1, y1]]);
    return [{ region, outline: hull(corners), bounds: around(boxes) }];
  });
}

/** @param {import("./scene.js").Area[]} areas @returns {import("./scene.js").Group[]} */
function groupsOf(areas) {
  if (files.length < 2) return [];
  /** @type {import("./shapes.js").Rectangle[][]} */
  const byFile = files.map(() => []);
  for (const area of areas) byFile[regions[area.region].file].push(area.bounds);
  return files.flatMap((file, number) => {
    const inside = byFile[number];
    const title = file.replace(/^.*\//, "").replace(/\.\w+$/, "");
    const { x0, y0, x1, y1 } = around(inside);
    return inside.length ? [{ title, bounds: { x0: x0 - 50, y0: y0 - 60 - GROUP, x1: x1 + 50, y1: y1 + 45 } }] : [];
  });
}
