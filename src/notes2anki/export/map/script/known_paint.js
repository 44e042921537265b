// Paints how well things are known: shapes that fill up, so that it is seen without colours, too.

import { FILLED, isForgotten, shares, stateOf } from "./known.js";
import { questions, spots } from "./model.js";
import { circle, diamond } from "./shapes.js";

/** @typedef {import("./paint.js").Pen} Pen */
/** @typedef {import("./paint.js").Look} Look */
/** @typedef {import("./scene.js").Item} Item */

/** Parts of a ball that are filled. */
const QUARTERS = new Map([["mature", 4], ["young", 2], ["learning", 1], ["new", 0], ["suspended", 0]]);
const FEW = 3.2; // px on the screen: the parts of a smaller dot cannot be told apart

/**
 * A part of a circle, clockwise from the top.
 * @param {Pen} pen @param {number} x @param {number} y @param {number} radius
 * @param {number} from between 0 and 1 @param {number} to
 */
function wedge(pen, x, y, radius, from, to) {
  if (to - from >= 1) return circle(pen, x, y, radius);
  if (to <= from) return undefined;
  const [start, end] = [from, to].map((turn) => (turn - 0.25) * 2 * Math.PI);
  pen.moveTo(x, y);
  pen.arc(x, y, radius, start, end);
  return pen.closePath();
}

/** A part of a diamond, in quarters. @param {Pen} pen @param {number} x @param {number} y @param {number} radius @param {number} quarters */
function cutDiamond(pen, x, y, radius, quarters) {
  if (quarters === 4) return diamond(pen, x, y, radius);
  if (!quarters) return undefined;
  pen.moveTo(x, y);
  pen.lineTo(x, y - radius);
  pen.lineTo(x + radius, y);
  if (quarters > 1) pen.lineTo(x, y + radius);
  return pen.closePath();
}

/** The ball of a question. @param {Pen} pen @param {number} x @param {number} y @param {number} radius @param {number} index @param {{ink: string, ground: string, gap: string}} colours */
export function paintBall(pen, x, y, radius, index, { ink, ground, gap }) {
  const question = questions[index];
  const state = stateOf(question);
  const round = question.parent === undefined;
  const size = round ? radius : radius * 1.2;
  const whole = round ? circle : diamond;
  const quarters = QUARTERS.get(state ?? "") ?? 0;
  const colour = state === null ? gap : ink;
  pen.beginPath();
  whole(pen, x, y, state === "outside" ? size * 0.45 : size);
  pen.fillStyle = state === "outside" ? ink : ground;
  pen.fill();
  if (state !== "outside") {
    pen.lineWidth = radius * (state === null ? 0.5 : 0.34);
    pen.strokeStyle = colour;
    pen.stroke();
  }
  pen.fillStyle = colour;
  pen.beginPath();
  if (round) wedge(pen, x, y, size, 0, quarters / 4);
  else cutDiamond(pen, x, y, size, quarters);
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
  circle(pen, x, y, 7);
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
 * Dots from far away, as pies; all parts of a colour in one path, and rings as discs below, for strokes take ten times as long.
 * @param {Pen} pen @param {Item[]} items @param {(item: Item) => number} radiusOf @param {Look} look
 */
export function paintPies(pen, items, radiusOf, look) {
  const { theme, scale } = look;
  const standing = (/** @type {Item} */ item) => spots[item.spot ?? 0].standing;
  /** @param {string} colour @param {(item: Item) => void} each draws what an item has of this colour */
  const fill = (colour, each) => {
    pen.fillStyle = colour;
    pen.beginPath();
    items.forEach(each);
    pen.fill();
  };
  fill(theme.soft, (item) => circle(pen, item.x, item.y, radiusOf(item) + 0.5 / scale));
  fill(theme.accent, (item) => standing(item) === "next" && circle(pen, item.x, item.y, radiusOf(item) + 2.1 / scale));
  fill(theme.surface, (item) => circle(pen, item.x, item.y, radiusOf(item) - 0.5 / scale));
  for (const [part, state] of FILLED.entries())
    fill(theme.known.dots[state], (item) => {
      const [from, to] = partOf(item, part, radiusOf(item) * scale < FEW);
      wedge(pen, item.x, item.y, radiusOf(item) - 0.5 / scale, from, to);
    });
}

/** Where a part of a pie begins and ends; a small one is all of the part that its middle is in. @param {Item} item @param {number} part @param {boolean} small */
function partOf(item, part, small) {
  const ends = shares[item.spot ?? 0];
  const [from, to] = [ends[part - 1] ?? 0, ends[part]];
  if (!small) return [from, Math.min(1, to)];
  return from < 0.5 && to >= 0.5 ? [0, 1] : [0, 0];
}
