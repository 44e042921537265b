// Plane geometry and the measuring of text, for all views.

/** @typedef {{x0: number, y0: number, x1: number, y1: number}} Rectangle */
/** @typedef {[number, number]} Point */

export const FONT = getComputedStyle(document.body).fontFamily;

const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {Map<string, number>} widths at 100 px, by weight and text */
const widths = new Map();

/** Width of a text in px. @param {string} text @param {number} size in px @param {number} [weight] */
export function textWidth(text, size, weight = 500) {
  const key = weight + text;
  let width = widths.get(key);
  if (width === undefined) {
    measure.font = `${weight} 100px ${FONT}`;
    width = measure.measureText(text).width;
    widths.set(key, width);
  }
  return (width * size) / 100;
}

/** Cut a text to a width. @param {string} text @param {number} size @param {number} room @param {number} [weight] */
export function shortened(text, size, room, weight = 500) {
  if (textWidth(text, size, weight) <= room) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(`${letters.slice(0, middle).join("")}…`, size, weight) <= room) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join("").trimEnd()}…`;
}

/** Break a text into lines. @param {string} text @param {number} size @param {number} room @param {number} most lines @param {number} [weight] */
export function wrapped(text, size, room, most, weight = 500) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size, weight) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
    if (lines.length === most) break;
  }
  if (lines.length < most && line) lines.push(line);
  else if (line) lines[most - 1] += ` ${line}`;
  return lines.map((cut) => shortened(cut, size, room, weight));
}

/** The smallest rectangle around some. @param {Rectangle[]} parts @returns {Rectangle} */
export function around(parts) {
  const whole = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const part of parts) {
    whole.x0 = Math.min(whole.x0, part.x0);
    whole.y0 = Math.min(whole.y0, part.y0);
    whole.x1 = Math.max(whole.x1, part.x1);
    whole.y1 = Math.max(whole.y1, part.y1);
  }
  return parts.length ? whole : { x0: 0, y0: 0, x1: 1, y1: 1 };
}

/** @param {Rectangle} a @param {Rectangle} b */
export const meet = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;

/** The convex hull of some points. @param {Point[]} points @returns {Point[]} */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @param {Point[]} half */
  const side = (half) => {
    /** @type {Point[]} */
    const kept = [];
    for (const [x, y] of half) {
      while (kept.length > 1) {
        const [ax, ay] = kept[kept.length - 2];
        const [bx, by] = kept[kept.length - 1];
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) break;
        kept.pop();
      }
      kept.push([x, y]);
    }
    kept.pop();
    return kept;
  };
  return [...side(sorted), ...side(sorted.reverse())];
}

/** @param {import("./paint.js").Pen} pen @param {number} x @param {number} y @param {number} radius */
export function circle(pen, x, y, radius) {
  pen.moveTo(x + radius, y);
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

/** @param {import("./paint.js").Pen} pen @param {number} x @param {number} y @param {number} radius */
export function diamond(pen, x, y, radius) {
  pen.moveTo(x, y - radius);
  pen.lineTo(x + radius, y);
  pen.lineTo(x, y + radius);
  pen.lineTo(x - radius, y);
  pen.closePath();
}

/** Rectangles that are taken, in a grid, so that asking is quick. */
export class Taken {
  /** @param {number} cell size of a cell of the grid */
  constructor(cell) {
    this.cell = cell;
    /** @type {Map<string, Rectangle[]>} */
    this.cells = new Map();
  }

  /** @param {Rectangle} part @param {(cell: string) => boolean | void} each stops when true comes back */
  visit(part, each) {
    for (let x = Math.floor(part.x0 / this.cell); x <= Math.floor(part.x1 / this.cell); x++)
      for (let y = Math.floor(part.y0 / this.cell); y <= Math.floor(part.y1 / this.cell); y++)
        if (each(`${x} ${y}`)) return true;
    return false;
  }

  /** @param {Rectangle} part */
  isFree(part) {
    return !this.visit(part, (cell) => (this.cells.get(cell) || []).some((taken) => meet(taken, part)));
  }

  /** @param {Rectangle} part */
  add(part) {
    this.visit(part, (cell) => {
      const found = this.cells.get(cell);
      if (found) found.push(part);
      else this.cells.set(cell, [part]);
    });
  }
}
