// Words over the picture: titles of sections and files, names beside dots. Nothing is written over anything else.

import { hasProgress } from "./known.js";
import { regions, spots } from "./model.js";
import { FAR, bendOf, dotRadius } from "./paint.js";
import { FONT, Taken, meet, shortened, textWidth, wrapped } from "./shapes.js";
import { GROUP, boundsOf } from "./scene.js";

/** @typedef {import("./paint.js").Pen} Pen */
/** @typedef {import("./paint.js").Look} Look */
/** @typedef {import("./scene.js").Scene} Scene */

const LINE = 1.12; // from one line to the next, in sizes
const NAMES = 160; // names beside dots, at most
const TITLE = 74; // px of the scene that the build leaves above a section for its title
const TWO_LINES = 0.45; // from this scale on there is room for two lines between sections

/** @param {Pen} pen @param {Scene} scene @param {Look} look */
export function paintWords(pen, scene, look) {
  const writer = new Writer(pen, look);
  for (const item of scene.items) if (look.boxes || item.kind !== "spot") writer.taken.add(boundsOf(item));
  writeGroups(writer, scene);
  writeTitles(writer, scene);
  for (const head of scene.heads) writer.write(head.text, head.x, head.y, 12.5, look.theme.soft, 600, head.room);
  if (!look.boxes) writeNames(writer, scene);
  writeRelations(writer, scene);
}

class Writer {
  /** @param {Pen} pen @param {Look} look */
  constructor(pen, look) {
    this.pen = pen;
    this.look = look;
    this.taken = new Taken(120 / look.scale);
  }

  /**
   * Write a text where there is room for all of it.
   * @param {string} text
   * @param {number} x its middle
   * @param {number} y
   * @param {number} size in px on the screen
   * @param {string} colour
   * @param {number} weight
   * @param {number} [room] width, in px of the scene, to which it is cut
   * @returns {boolean} whether it was written
   */
  write(text, x, y, size, colour, weight, room = Infinity) {
    const { look } = this;
    const shown = room === Infinity ? text : shortened(text, size, room * look.scale, weight);
    return this.block([shown], x, y, size, colour, weight);
  }

  /**
   * Write some lines where there is room for all of them.
   * @param {string[]} lines
   * @param {number} x their middle
   * @param {number} y
   * @param {number} size in px on the screen
   * @param {string} colour
   * @param {number} weight
   * @returns {boolean} whether they were written
   */
  block(lines, x, y, size, colour, weight) {
    const { pen, look } = this;
    const half = (Math.max(...lines.map((line) => textWidth(line, size, weight))) / 2 + 3) / look.scale;
    const step = (size * LINE) / look.scale;
    const high = (lines.length * step) / 2;
    const place = { x0: x - half, y0: y - high, x1: x + half, y1: y + high };
    const { view } = look;
    const inside = place.x0 >= view.x0 && place.x1 <= view.x1 && place.y0 >= view.y0 && place.y1 <= view.y1;
    if (!inside || !this.taken.isFree(place)) return false;
    this.taken.add(place);
    pen.font = `${weight} ${size / look.scale}px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4 / look.scale;
    pen.strokeStyle = look.theme.ground;
    pen.fillStyle = colour;
    lines.forEach((line, at) => {
      const middle = y + (at - (lines.length - 1) / 2) * step;
      pen.strokeText(line, x, middle);
      pen.fillText(line, x, middle);
    });
    return true;
  }
}

/** Names of files over their groups. @param {Writer} writer @param {Scene} scene */
function writeGroups(writer, scene) {
  const { look } = writer;
  const size = Math.min(26, 13 + 8 * look.scale);
  for (const { title, bounds } of scene.groups)
    writer.write(title, (bounds.x0 + bounds.x1) / 2, bounds.y0 + GROUP / 2, size, look.theme.ink, 700, bounds.x1 - bounds.x0);
}

/** @param {Writer} writer @param {Scene} scene */
function writeTitles(writer, scene) {
  if (writer.look.scale < FAR) return writeTitlesWithin(writer, scene);
  return writeTitlesAbove(writer, scene);
}

/**
 * Whether a title as wide as this takes no room from the title of another section.
 * @param {Scene} scene
 * @param {number} region
 * @param {import("./shapes.js").Rectangle} bounds
 * @param {number} width
 */
function isAlone(scene, region, bounds, width) {
  const middle = (bounds.x0 + bounds.x1) / 2;
  const line = { x0: middle - width / 2, x1: middle + width / 2, y0: bounds.y0 - TITLE, y1: bounds.y0 };
  const room = (/** @type {import("./shapes.js").Rectangle} */ { x0, x1, y0 }) => ({ x0: x0 - 20, x1: x1 + 20, y0: y0 - TITLE, y1: y0 });
  return !scene.areas.some((other) => other.region !== region && meet(room(other.bounds), line));
}

/** From far away, in the section itself, in as many lines as it has room for. @param {Writer} writer @param {Scene} scene */
function writeTitlesWithin(writer, scene) {
  const { look } = writer;
  const size = 12;
  for (const { region, bounds } of scene.areas) {
    if (!meet(bounds, look.view)) continue;
    const { title, hue } = regions[region];
    const wide = (bounds.x1 - bounds.x0) * look.scale;
    const most = Math.max(1, Math.min(3, Math.floor(((bounds.y1 - bounds.y0 + 40) * look.scale) / (size * LINE))));
    const [x, y] = [(bounds.x0 + bounds.x1) / 2, (bounds.y0 + bounds.y1) / 2];
    for (const room of [wide + 40 * look.scale, wide - 4])
      if (writer.block(wrapped(title, size, room, most, 700), x, y, size, look.theme.sections[hue].title, 700)) break;
  }
}

/** @param {Writer} writer @param {Scene} scene */
function writeTitlesAbove(writer, scene) {
  const { look } = writer;
  const size = Math.max(12, Math.min(17, 15 * Math.sqrt(look.scale) + 3));
  for (const { region, bounds } of scene.areas) {
    if (!meet(bounds, look.view)) continue;
    const { title, hue } = regions[region];
    const room = (bounds.x1 - bounds.x0 + 48) * look.scale;
    const cut = wrapped(title, size, room, look.scale > TWO_LINES ? 2 : 1, 700);
    const ways = isAlone(scene, region, bounds, textWidth(title, size, 700) / look.scale) ? [[title], cut] : [cut];
    const places = ["above", "below", "within"].flatMap((place) => ways.map((lines) => ({ place, lines })));
    for (const { place, lines } of places) {
      const half = (Math.max(...lines.map((line) => textWidth(line, size, 700))) / 2 + 8) / look.scale;
      const middle = (bounds.x0 + bounds.x1) / 2;
      const x = Math.max(look.view.x0 + half, Math.min(look.view.x1 - half, middle));
      const gap = 18 + (size * 0.6 * lines.length) / look.scale;
      const y = place === "above" ? bounds.y0 - gap : place === "below" ? bounds.y1 + gap : (bounds.y0 + bounds.y1) / 2;
      if (writer.block(lines, x, y, size, look.theme.sections[hue].title, 700)) break;
    }
  }
}

/** @param {Writer} writer @param {Scene} scene */
function writeNames(writer, scene) {
  const { look } = writer;
  const { scale, lit, theme } = look;
  if (scale < FAR && !lit) return;
  const each = lit || scale > 0.4 ? Infinity : scale > 0.25 ? 6 : 3;
  /** @type {Map<number, number>} */
  const counts = new Map();
  const near = scene.items.filter((item) => meet(boundsOf(item), look.view) && (!lit || lit.has(item.spot ?? -1)));
  const weight = (/** @type {import("./scene.js").Item} */ item) =>
    item.key === look.chosen ? 2 : spots[item.spot ?? 0].importance;
  near.sort((a, b) => weight(b) - weight(a) || (a.spot ?? 0) - (b.spot ?? 0));
  let written = 0;
  let covers = true; // names of what matters most may stand over dots; pies are to be seen whole, so others may not
  for (const item of near) {
    if (written >= NAMES) return;
    const spot = spots[item.spot ?? 0];
    const radius = dotRadius(item, scale);
    if (hasProgress && covers && spot.importance < 0.4) {
      covers = false;
      for (const pie of near) writer.taken.add(dotBounds(pie, scale));
    }
    if (covers) writer.taken.add(dotBounds(item, scale));
    const size = 10.5 + 2.5 * spot.importance;
    const text = item.lines.join(" ");
    const aside = radius + textWidth(text, size) / 2 / scale + 5 / scale;
    const above = radius + (size * 0.72) / scale;
    const places = [[0, -above], [0, above], [aside, 0], [-aside, 0]];
    const { text: colour } = theme.sections[item.hue];
    const count = counts.get(spot.region) || 0;
    if (count >= each || !places.some(([dx, dy]) => writer.write(text, item.x + dx, item.y + dy, size, colour, 500))) continue;
    written += 1;
    counts.set(spot.region, count + 1);
  }
}

/** @param {import("./scene.js").Item} item @param {number} scale */
function dotBounds(item, scale) {
  const size = dotRadius(item, scale) * 1.6;
  return boundsOf({ x: item.x, y: item.y, w: size, h: size });
}

/** The words on the lines of what is chosen. @param {Writer} writer @param {Scene} scene */
function writeRelations(writer, scene) {
  const { look } = writer;
  if (look.chosen === null || look.scale < 0.3 || scene.view !== "map") return;
  for (const line of scene.lines) {
    if (line.kind === "relates" || (line.from.key !== look.chosen && line.to.key !== look.chosen)) continue;
    const { x0, y0, x1, y1, x, y } = bendOf(line, look);
    writer.write(line.words, (x0 + x1) / 4 + x / 2, (y0 + y1) / 4 + y / 2, 11.5, look.theme.accent, 600);
  }
}
