// Paints how well things are known: shapes that fill up, so that it is seen without colours, too.

import { FILLED, isForgotten, shares, stateOf } from "./known.js";
import { questions, spots } from "./model.js";

/** @typedef {import("./paint.js").Pen} Pen */
/** @typedef {import("./paint.js").Look} Look */
/** @typedef {import("./scene.js").Item} Item */

/** Parts of a ball that are filled. */
const QUARTERS = new Map([["mature", 4], ["young", 2], ["learning", 1], ["new", 0], ["suspended", 0]]);
const CORNERS = 24; // of a circle; a multiple of four

/**
 * A part of a circle or of a diamond, clockwise from the top, as corners.
 * @param {Pen} pen @param {number} x @param {number} y @param {number} radius
 * @param {number} from between 0 and 1 @param {number} to
 * @param {number} corners 4 for a diamond
 */
export function wedge(pen, x, y, radius, from, to, corners = CORNERS) {
  if (to <= from) return;
  if (to - from < 1) pen.moveTo(x, y);
  const first = Math.floor(from * corners) + 1;
  const turns = [from, ...Array.from({ length: Math.max(0, Math.ceil(to * corners) - first) }, (_, at) => (first + at) / corners), to];
  turns.forEach((turn, at) => {
    const px = x + radius * Math.sin(2 * Math.PI * turn);
    const py = y - radius * Math.cos(2 * Math.PI * turn);
    if (!at && to - from >= 1) pen.moveTo(px, py);
    else pen.lineTo(px, py);
  });
  pen.closePath();
}

/** The ball of a question. @param {Pen} pen @param {number} x @param {number} y @param {number} radius @param {number} index @param {{ink: string, ground: string, gap: string}} colours */
export function paintBall(pen, x, y, radius, index, { ink, ground, gap }) {
  const question = questions[index];
  const state = stateOf(question);
  const corners = question.parent === undefined ? CORNERS : 4;
  const size = question.parent === undefined ? radius : radius * 1.2;
  const colour = state === null ? gap : ink;
  pen.beginPath();
  wedge(pen, x, y, state === "outside" ? size * 0.45 : size, 0, 1, corners);
  pen.fillStyle = state === "outside" ? ink : ground;
  pen.fill();
  if (state !== "outside") {
    pen.lineWidth = radius * (state === null ? 0.5 : 0.34);
    pen.strokeStyle = colour;
    pen.stroke();
  }
  pen.fillStyle = colour;
  pen.beginPath();
  wedge(pen, x, y, size, 0, (QUARTERS.get(state ?? "") ?? 0) / 4, corners);
  pen.fill();
  if (state === "suspended") pen.fillRect(x - size * 0.6, y - radius * 0.17, size * 1.2, radius * 0.34);
  pen.fillStyle = gap;
  if (isForgotten(question)) pen.fillRect(x - size, y + radius * 1.4, size * 2, radius * 0.45);
}

/** Fill the box of a concept from the left, as far as it is known. @param {Pen} pen @param {Item} item @param {Look} look */
export function paintFilling(pen, item, look) {
  const ends = shares[item.spot ?? 0];
  for (let part = FILLED.length - 1; part >= 0; part--) {
    const width = item.w * Math.min(1, ends[part]);
    if (width < 1 || ends[part] === (ends[part - 1] ?? 0)) continue;
    pen.beginPath();
    pen.roundRect(item.x - item.w / 2, item.y - item.h / 2, width, item.h, 9);
    pen.fillStyle = look.theme.known[FILLED[part]];
    pen.fill();
  }
}

/** A tick in the corner of what is known. @param {Pen} pen @param {Item} item @param {Look} look */
export function paintTick(pen, item, look) {
  if (spots[item.spot ?? 0].standing !== "known") return;
  const [x, y] = [item.x + item.w / 2 - 4, item.y - item.h / 2 + 2];
  pen.beginPath();
  wedge(pen, x, y, 7, 0, 1);
  pen.fillStyle = look.theme.known.ink;
  pen.fill();
  pen.beginPath();
  pen.moveTo(x - 3.2, y + 0.2);
  pen.lineTo(x - 0.9, y + 2.6);
  pen.lineTo(x + 3.4, y - 2.4);
  pen.lineWidth = 1.6;
  pen.strokeStyle = look.theme.surface;
  pen.stroke();
}

/**
 * Dots from far away, as pies; all parts of a colour in one path.
 * @param {Pen} pen @param {Item[]} items @param {(item: Item) => number} radiusOf @param {Look} look
 */
export function paintPies(pen, items, radiusOf, look) {
  const { theme, scale } = look;
  pen.beginPath();
  for (const item of items) wedge(pen, item.x, item.y, radiusOf(item), 0, 1);
  pen.fillStyle = theme.surface;
  pen.fill();
  for (const [part, state] of FILLED.entries()) {
    pen.beginPath();
    for (const item of items) {
      const ends = shares[item.spot ?? 0];
      wedge(pen, item.x, item.y, radiusOf(item), ends[part - 1] ?? 0, Math.min(1, ends[part]));
    }
    pen.fillStyle = theme.known.dots[state];
    pen.fill();
  }
  for (const next of [false, true]) {
    pen.beginPath();
    for (const item of items)
      if ((spots[item.spot ?? 0].standing === "next") === next) wedge(pen, item.x, item.y, radiusOf(item) + (next ? 1 / scale : 0), 0, 1);
    pen.lineWidth = (next ? 2.2 : 1) / scale;
    pen.strokeStyle = next ? theme.accent : theme.soft;
    pen.stroke();
  }
}
