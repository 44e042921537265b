// Focus: one concept, what is learnt before it, what it leads to, what is near, and its questions with their follow-ups.

import { isOrder, isStatement, linksOf, other, phrase, questions, regions, spots } from "./model.js";
import { textWidth, wrapped } from "./shapes.js";
import { makeScene, spotItem } from "./scene.js";

const SIDE = 9; // concepts in a column
const NEAR = 12; // related concepts, fewer on a phone
const THREADS = 12; // questions with what follows them
const GAP = 18;
const CARD = { width: 300, font: 13.5, line: 18 };

/**
 * @param {number} centre
 * @param {boolean} narrow whether there is only room for one column
 * @returns {import("./scene.js").Scene}
 */
export function focusScene(centre, narrow) {
  const builder = new Builder(centre, narrow);
  return builder.scene();
}

class Builder {
  /** @param {number} centre @param {boolean} narrow */
  constructor(centre, narrow) {
    this.narrow = narrow;
    this.spot = spots[centre];
    this.links = linksOf[centre];
    /** @type {import("./scene.js").Head[]} */
    this.heads = [];
    /** @type {import("./scene.js").Line[]} */
    this.lines = [];
    const font = Math.max(17, this.spot.font);
    const w = Math.max(...this.spot.lines.map((line) => textWidth(line, font, 600))) + 40;
    /** @type {import("./scene.js").Item} */
    this.centre = { ...this.box(this.spot), font, w, h: this.spot.lines.length * font * 1.22 + 24 };
    this.items = [this.centre];
    this.used = new Set([centre]);
  }

  scene() {
    const before = this.links.filter((link) => isOrder(link) && link.to === this.spot.id).map((link) => link.from);
    const after = this.links.filter((link) => isOrder(link) && link.from === this.spot.id).map((link) => link.to);
    if (!this.narrow) {
      this.column(before, -1, "Learn first");
      this.column(after, 1, "Leads to");
    }
    const beside = this.items.length > 1 ? Math.max(...this.items.map((item) => Math.abs(item.y) + item.h / 2)) : 0;
    const related = [...this.links].sort(
      (a, b) => Number(isStatement(b)) - Number(isStatement(a)) || b.weight - a.weight || a.from - b.from || a.to - b.to,
    );
    this.rows(related.map((link) => other(link, this.spot.id)), -Math.max(70, beside + 40));
    this.threads(Math.max(70, beside + 40));
    return makeScene("focus", this.items, { heads: this.heads, lines: this.lines });
  }

  /** @param {import("./model.js").Spot} spot */
  box(spot) {
    return spotItem(spot, regions[spot.region].hue, 0, 0);
  }

  /** Take a concept in and draw what it has to do with the one in the middle. @param {number} id @param {number} x @param {number} y */
  add(id, x, y) {
    const item = { ...this.box(spots[id]), x, y };
    const between = this.links.filter((link) => other(link, this.spot.id) === id);
    const link = between.find(isOrder) || between.find(isStatement) || between[0];
    const said = between.find((found) => isStatement(found) && !isOrder(found));
    if (said) item.caption = said.from === this.spot.id ? phrase(said) : `${phrase(said)} …`;
    const forward = link.from === id;
    this.lines.push({
      from: forward ? item : this.centre,
      to: forward ? this.centre : item,
      kind: isStatement(link) ? link.kind : "relates",
      words: "",
      backbone: true,
      far: false,
    });
    this.items.push(item);
    this.used.add(id);
  }

  /** Concepts below each other, beside the middle. @param {number[]} ids @param {number} side @param {string} title */
  column(ids, side, title) {
    const fresh = ids.filter((id, at) => !this.used.has(id) && ids.indexOf(id) === at);
    const shown = fresh.slice(0, SIDE);
    if (!shown.length) return;
    const broadest = Math.max(...shown.map((id) => spots[id].w));
    const x = side * (this.centre.w / 2 + 110 + broadest / 2);
    const step = Math.max(...shown.map((id) => spots[id].h)) + 24;
    const top = (-(shown.length - 1) * step) / 2;
    shown.forEach((id, at) => this.add(id, x, top + at * step));
    this.head(title, x, top - step / 2 - 18);
    if (fresh.length > shown.length) this.more(fresh.length - shown.length, x, top + shown.length * step);
  }

  /** Related concepts in rows above the middle, nearest first. @param {number[]} ids @param {number} bottom */
  rows(ids, bottom) {
    const fresh = ids.filter((id, at) => !this.used.has(id) && ids.indexOf(id) === at);
    const shown = fresh.slice(0, this.narrow ? NEAR - 4 : NEAR);
    if (!shown.length) return;
    const room = this.narrow ? 320 : 760;
    /** @type {number[][]} */
    const rows = [];
    let filled = Infinity;
    for (const id of shown) {
      const advance = spots[id].w + GAP;
      if (filled + advance > room) {
        rows.push([]);
        filled = 0;
      }
      rows[rows.length - 1].push(id);
      filled += advance;
    }
    let y = bottom;
    for (const row of rows) {
      const high = Math.max(...row.map((id) => spots[id].h));
      let x = -row.reduce((sum, id) => sum + spots[id].w + GAP, -GAP) / 2;
      for (const id of row) {
        this.add(id, x + spots[id].w / 2, y - high / 2);
        x += spots[id].w + GAP;
      }
      y -= high + 26;
    }
    const left = fresh.length - shown.length;
    if (left) this.more(left, 0, y);
    this.head("Related concepts", 0, y - (left ? 34 : 0));
  }

  /** The questions, each with its follow-ups set in below it. @param {number} top */
  threads(top) {
    const roots = new Set(this.spot.questions.map((question) => rootOf(question)));
    const shown = [...roots].slice(0, THREADS);
    if (!shown.length) return;
    const columns = this.narrow ? 1 : Math.min(3, Math.ceil(shown.length / 3));
    const left = (-(columns - 1) * (CARD.width + 28)) / 2;
    const bottoms = Array.from({ length: columns }, () => top + 30);
    this.head("Questions and follow-ups", 0, top + 4);
    for (const root of shown) {
      const column = bottoms.indexOf(Math.min(...bottoms));
      for (const [question, depth] of chain(root)) {
        const indent = Math.min(depth, 3) * 26;
        const w = CARD.width - indent;
        const lines = wrapped(questions[question].text, CARD.font, w - 26, 4);
        const h = lines.length * CARD.line + 16;
        const x = left + column * (CARD.width + 28) + indent / 2;
        const y = bottoms[column] + h / 2;
        this.items.push({ key: `q${question}`, kind: "card", question, hue: -1, x, y, w, h, font: CARD.font, lines });
        bottoms[column] += h + 12;
      }
      bottoms[column] += 10;
    }
    if (roots.size > shown.length) this.more(roots.size - shown.length, 0, Math.max(...bottoms) + 10);
  }

  /** @param {string} text @param {number} x @param {number} y */
  head(text, x, y) {
    this.heads.push({ text, x, y, room: Infinity });
  }

  /** @param {number} count @param {number} x @param {number} y */
  more(count, x, y) {
    const text = `and ${count} more, in the panel`;
    const w = textWidth(text, 13) + 12;
    this.items.push({ key: `more${this.items.length}`, kind: "more", hue: -1, x, y, w, h: 22, font: 13, lines: [text] });
  }
}

/** The question that a follow-up goes back to. @param {number} question */
export function rootOf(question) {
  let root = question;
  for (let up = questions[root].parent; up !== undefined && up >= 0; up = questions[root].parent) root = up;
  return root;
}

/**
 * A question and all that is asked after it, with depths.
 * @param {number} root
 * @returns {[number, number][]}
 */
export function chain(root) {
  /** @type {[number, number][]} */
  const found = [];
  /** @type {[number, number][]} */
  const waiting = [[root, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [question, depth] = next;
    found.push(next);
    for (const after of [...questions[question].followups].reverse()) waiting.push([after, depth + 1]);
  }
  return found;
}
