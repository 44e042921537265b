// Paints a scene on a canvas, or on anything that takes the same calls (svg.js).

import { questions, regions, spots } from "./model.js";
import { hasProgress } from "./known.js";
import { paintBall, paintFilling, paintPies, paintTick } from "./known_paint.js";
import { FONT, circle, diamond, meet } from "./shapes.js";
import { boundsOf } from "./scene.js";

/** @typedef {CanvasRenderingContext2D | import("./svg.js").SvgPen} Pen */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Line} Line */
/** @typedef {import("./scene.js").Scene} Scene */

/**
 * How a scene is looked at.
 * @typedef {object} Look
 * @property {number} scale screen px for a px of the scene
 * @property {import("./shapes.js").Rectangle} view what of the scene is on the screen
 * @property {import("./theme.js").Theme} theme
 * @property {boolean} boxes whether concepts are boxes with names, or dots
 * @property {Set<number> | null} lit concepts that stand out
 * @property {string | null} chosen key of the box that is chosen or under the pointer
 * @property {Set<string>} marked keys of boxes that are filled
 */

const FADED = 0.2;
export const FAR = 0.2; // below this scale the names of the sections are written over the dots
const BEAD = 8; // from one bead to the next
const BALL = 9.5; // the same where beads fill up
const ROUND = 32; // how far an area reaches beyond its boxes, twice

/** @param {Item} item @param {Look} look */
const isLit = (item, look) => !look.lit || item.spot === undefined || look.lit.has(item.spot);

/** @param {import("./theme.js").Theme} theme @param {number} hue */
const coloursOf = (theme, hue) => theme.sections[hue];

/** Radius of a dot, in px of the scene. @param {Item} item @param {number} scale */
export const dotRadius = (item, scale) =>
  Math.max(1.3, Math.min(3 + 4.5 * Math.sqrt(spots[item.spot ?? 0].importance), 17 * scale)) / scale;

/** What lies below the boxes. @param {Pen} pen @param {Scene} scene @param {Look} look */
export function paintGround(pen, scene, look) {
  paintBands(pen, scene, look);
  paintAreas(pen, scene, look);
  paintLines(pen, scene, look);
  if (!look.boxes) paintDots(pen, scene, look);
}

/** @param {Pen} pen @param {Scene} scene @param {Look} look */
function paintBands(pen, scene, look) {
  pen.fillStyle = look.theme.band;
  for (const { x0, y0, x1, y1 } of scene.bands) pen.fillRect(x0, y0, x1 - x0, y1 - y0);
}

/** @param {Pen} pen @param {Scene} scene @param {Look} look */
function paintAreas(pen, scene, look) {
  pen.fillStyle = look.theme.band;
  for (const { bounds: { x0, y0, x1, y1 } } of scene.groups) {
    pen.beginPath();
    pen.roundRect(x0, y0, x1 - x0, y1 - y0, 60);
    pen.fill();
  }
  pen.lineJoin = "round";
  pen.lineWidth = ROUND;
  for (const { region, outline, bounds } of scene.areas) {
    if (!meet(bounds, look.view)) continue;
    const colours = coloursOf(look.theme, regions[region].hue);
    pen.strokeStyle = pen.fillStyle = look.scale < FAR ? colours.fill : colours.area;
    pen.beginPath();
    for (const [x, y] of outline) pen.lineTo(x, y);
    pen.closePath();
    pen.stroke();
    pen.fill();
  }
}

/** @param {Pen} pen @param {Scene} scene @param {Look} look */
function paintLines(pen, scene, look) {
  const { theme, scale } = look;
  const thin = 1 / Math.min(1, Math.max(scale, 0.15));
  const styles = [
    { is: (/** @type {Line} */ line) => line.far && line.kind === "relates", width: 0.9, dash: [], colour: theme.faint },
    { is: (/** @type {Line} */ line) => !line.far && line.kind === "relates", width: 0.9, dash: [], colour: theme.quiet },
    { is: (/** @type {Line} */ line) => isDashed(line), width: 1.2, dash: [5, 4], colour: theme.said },
    { is: (/** @type {Line} */ line) => line.kind === "prerequisite", width: 1.3, dash: [], colour: theme.said },
  ];
  const isFar = scene.view === "map" && scale < FAR;
  const shown = isFar ? [] : scene.lines.filter((line) => line.backbone && !touches(line, look) && isNear(line, look));
  pen.globalAlpha = look.lit ? FADED : 1;
  pen.lineCap = "round";
  for (const { is, width, dash, colour } of styles) {
    const kind = shown.filter(is);
    pen.lineWidth = width * thin;
    pen.setLineDash(dash.map((length) => length * thin));
    pen.strokeStyle = colour;
    pen.beginPath();
    for (const line of kind) trace(pen, scene, line, look);
    pen.stroke();
    pen.setLineDash([]);
    if (scale > 0.35) for (const line of kind) if (line.kind === "prerequisite") arrow(pen, scene, line, look, colour);
  }
  pen.globalAlpha = 1;
  for (const line of scene.lines) if (touches(line, look)) paintChosenLine(pen, scene, line, look);
}

/** @param {Line} line */
const isDashed = (line) => line.kind !== "relates" && line.kind !== "prerequisite";

/** Whether a line belongs to the chosen box. @param {Line} line @param {Look} look */
const touches = (line, look) =>
  look.chosen !== null && look.lit !== null && (line.from.key === look.chosen || line.to.key === look.chosen);

/** @param {Line} line @param {Look} look */
function isNear({ from, to }, { view }) {
  const x0 = Math.min(from.x, to.x);
  const x1 = Math.max(from.x, to.x);
  const y0 = Math.min(from.y, to.y);
  const y1 = Math.max(from.y, to.y);
  return x0 < view.x1 && x1 > view.x0 && y0 < view.y1 && y1 > view.y0;
}

/** @param {Pen} pen @param {Scene} scene @param {Line} line @param {Look} look */
function paintChosenLine(pen, scene, line, look) {
  const together = line.kind === "relates";
  const colour = together ? look.theme.soft : look.theme.accent;
  pen.globalAlpha = together ? 0.55 : 1;
  pen.lineWidth = (together ? 1.3 : 2) / Math.min(1, look.scale);
  pen.setLineDash(isDashed(line) ? [6, 4] : []);
  pen.strokeStyle = colour;
  pen.beginPath();
  trace(pen, scene, line, look);
  pen.stroke();
  pen.setLineDash([]);
  if (!together) arrow(pen, scene, line, look, colour);
  pen.globalAlpha = 1;
}

/** Where a line leaves a box. @param {Item} item @param {number} dx @param {number} dy @param {Look} look */
function edgeOf(item, dx, dy, look) {
  const boxed = look.boxes || item.kind !== "spot";
  const w = boxed ? item.w / 2 + 2 : dotRadius(item, look.scale);
  const h = boxed ? item.h / 2 + 2 : dotRadius(item, look.scale);
  const share = Math.min(w / Math.abs(dx || 1e-9), h / Math.abs(dy || 1e-9), 1);
  return [item.x + dx * share, item.y + dy * share];
}

/** Ends and middle of a line; it bends, so that two between the same boxes are seen. @param {Line} line @param {Look} look */
export function bendOf({ from, to }, look) {
  const [x0, y0] = edgeOf(from, to.x - from.x, to.y - from.y, look);
  const [x1, y1] = edgeOf(to, from.x - to.x, from.y - to.y, look);
  return { x0, y0, x1, y1, x: (x0 + x1) / 2 - (y1 - y0) * 0.09, y: (y0 + y1) / 2 + (x1 - x0) * 0.09 };
}

/** @param {Pen} pen @param {Scene} scene @param {Line} line @param {Look} look */
function trace(pen, scene, line, look) {
  const { x0, y0, x1, y1, x, y } = bendOf(line, look);
  pen.moveTo(x0, y0);
  if (scene.view === "path") pen.bezierCurveTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1);
  else pen.quadraticCurveTo(x, y, x1, y1);
}

/** @param {Pen} pen @param {Scene} scene @param {Line} line @param {Look} look @param {string} colour */
function arrow(pen, scene, line, look, colour) {
  const { x1, y1, x, y } = bendOf(line, look);
  const turn = scene.view === "path" ? 0 : Math.atan2(y1 - y, x1 - x);
  const size = 7 / Math.min(1, Math.max(look.scale, 0.5));
  const corner = (/** @type {number} */ side) => {
    const along = [-size, side * size * 0.45];
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    return /** @type {const} */ ([x1 + along[0] * cos - along[1] * sin, y1 + along[0] * sin + along[1] * cos]);
  };
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(...corner(-1));
  pen.lineTo(...corner(1));
  pen.closePath();
  pen.fill();
}

/** All dots of a colour in one path, which is what makes thousands of them quick. @param {Pen} pen @param {Scene} scene @param {Look} look */
function paintDots(pen, scene, look) {
  const { theme, scale, view } = look;
  const margin = 20 / scale;
  const wide = { x0: view.x0 - margin, y0: view.y0 - margin, x1: view.x1 + margin, y1: view.y1 + margin };
  const inView = scene.items.filter((item) => meet(boundsOf(item), wide));
  for (const lit of [false, true]) {
    pen.globalAlpha = !lit ? FADED : scale < FAR && !look.lit ? (hasProgress ? 0.8 : FADED) : 1;
    const some = inView.filter((item) => isLit(item, look) === lit);
    if (hasProgress) {
      paintPies(pen, some, (item) => dotRadius(item, scale), look);
      continue;
    }
    theme.sections.forEach((colours, hue) => {
      pen.fillStyle = colours.dot;
      pen.beginPath();
      for (const item of some) if (item.hue === hue) circle(pen, item.x, item.y, dotRadius(item, scale));
      pen.fill();
    });
    pen.strokeStyle = theme.gap;
    pen.lineWidth = 1.6 / scale;
    pen.beginPath();
    for (const item of some)
      if (spots[item.spot ?? 0].unanswered) circle(pen, item.x, item.y, dotRadius(item, scale) + 2.4 / scale);
    if (scale > 0.35) pen.stroke();
  }
  pen.globalAlpha = 1;
  const chosen = look.chosen === null ? undefined : scene.byKey.get(look.chosen);
  if (!chosen) return;
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 2.5 / scale;
  pen.beginPath();
  circle(pen, chosen.x, chosen.y, dotRadius(chosen, scale) + 2 / scale);
  pen.stroke();
}

/** One box. @param {Pen} pen @param {Item} item @param {Look} look */
export function paintItem(pen, item, look) {
  if (item.kind === "more") return paintMore(pen, item, look);
  if (item.kind === "card") return paintCard(pen, item, look);
  if (!look.boxes) return undefined;
  pen.globalAlpha = isLit(item, look) ? 1 : FADED;
  paintConcept(pen, item, look);
  pen.globalAlpha = 1;
  return undefined;
}

/** @param {Pen} pen @param {Item} item @param {Look} look */
function paintConcept(pen, item, look) {
  const { theme, scale } = look;
  const spot = spots[item.spot ?? 0];
  const colours = coloursOf(theme, item.hue);
  const full = look.marked.has(item.key);
  pen.beginPath();
  pen.roundRect(item.x - item.w / 2, item.y - item.h / 2, item.w, item.h, 9);
  pen.fillStyle = full ? colours.text : spot.rest || hasProgress ? theme.surface : colours.fill;
  pen.fill();
  if (hasProgress && !full) {
    paintFilling(pen, item, look);
    pen.beginPath();
    pen.roundRect(item.x - item.w / 2, item.y - item.h / 2, item.w, item.h, 9);
  }
  pen.setLineDash(spot.rest ? [4, 3] : []);
  pen.lineWidth = full || spot.standing === "next" ? 2.5 : 1.2;
  pen.strokeStyle = full ? theme.ink : spot.standing === "next" ? theme.accent : colours.line;
  pen.stroke();
  pen.setLineDash([]);
  const size = Math.max(item.font, 10.4 / scale);
  const step = item.font * 1.22;
  const weight = spot.importance > 0.5 ? 600 : 500;
  pen.font = `${weight} ${size}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = full ? theme.surface : colours.text;
  const top = item.y - 4 - ((item.lines.length - 1) * step) / 2;
  item.lines.forEach((line, at) => pen.fillText(line, item.x, top + at * step, item.w - 8));
  if (hasProgress) paintTick(pen, item, look);
  paintBeads(pen, item, look, full ? theme.surface : colours.line);
  if (item.caption) paintCaption(pen, item, look);
}

/** @param {Pen} pen @param {Item} item @param {Look} look @param {string} colour */
function paintBeads(pen, item, look, colour) {
  const asked = spots[item.spot ?? 0].questions;
  const step = hasProgress ? BALL : BEAD;
  const { gap, surface, known, sections } = look.theme;
  const balls = look.marked.has(item.key)
    ? { ink: surface, ground: sections[item.hue].text, gap: surface }
    : { ink: known.ink, ground: surface, gap };
  const count = Math.min(asked.length, Math.max(1, Math.floor((item.w - 14) / step)));
  const y = item.y + item.h / 2 - 7;
  for (let at = 0; at < count; at++) {
    const question = questions[asked[at]];
    const x = item.x + (at - (count - 1) / 2) * step;
    if (hasProgress) {
      paintBall(pen, x, y, 3.1, asked[at], balls);
      continue;
    }
    pen.beginPath();
    if (question.parent === undefined) circle(pen, x, y, 2.5);
    else diamond(pen, x, y, 3.2);
    pen.fillStyle = question.unanswered ? look.theme.surface : colour;
    pen.fill();
    if (!question.unanswered) continue;
    pen.lineWidth = 1.6;
    pen.strokeStyle = look.theme.gap;
    pen.stroke();
  }
}

/** @param {Pen} pen @param {Item} item @param {Look} look */
function paintCaption(pen, item, look) {
  pen.font = `italic 11.5px ${FONT}`;
  pen.lineWidth = 4;
  pen.strokeStyle = look.theme.ground;
  pen.fillStyle = look.theme.soft;
  const y = item.y + item.h / 2 + 10;
  pen.strokeText(item.caption ?? "", item.x, y);
  pen.fillText(item.caption ?? "", item.x, y);
}

/** @param {Pen} pen @param {Item} item @param {Look} look */
function paintCard(pen, item, look) {
  const { theme } = look;
  const question = questions[item.question ?? 0];
  const left = item.x - item.w / 2;
  const top = item.y - item.h / 2;
  const chosen = item.key === look.chosen;
  pen.beginPath();
  pen.roundRect(left, top, item.w, item.h, 8);
  pen.fillStyle = theme.surface;
  pen.fill();
  pen.lineWidth = chosen ? 2.5 : 1.2;
  pen.setLineDash(question.unanswered ? [5, 4] : []);
  pen.strokeStyle = chosen ? theme.accent : question.unanswered ? theme.gap : theme.quiet;
  pen.stroke();
  pen.setLineDash([]);
  pen.font = `500 ${item.font}px ${FONT}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = theme.ink;
  item.lines.forEach((line, at) => pen.fillText(line, left + 13, top + 17 + at * 18, item.w - 18));
  const balls = { ink: theme.known.ink, ground: theme.surface, gap: theme.gap };
  if (hasProgress) paintBall(pen, left + item.w, top, 6, item.question ?? 0, balls);
  if (question.parent === undefined) return;
  pen.beginPath();
  diamond(pen, left - 9, item.y, 4);
  pen.fillStyle = theme.soft;
  pen.fill();
}

/** @param {Pen} pen @param {Item} item @param {Look} look */
function paintMore(pen, item, look) {
  pen.font = `500 ${item.font}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = look.theme.soft;
  pen.fillText(item.lines[0], item.x, item.y);
}
