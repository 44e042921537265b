// The stage: vis-network has the camera and draws the boxes in view; ground, words and what is under a finger are ours.

import { byId, isNarrow, isStill } from "./dom.js";
import { visOptions } from "./model.js";
import { paintGround, paintItem } from "./paint.js";
import { paintWords } from "./labels.js";
import { boundsOf } from "./scene.js";
import { meet } from "./shapes.js";
import { theme } from "./theme.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./shapes.js").Rectangle} Rectangle */

export const BOXES = 0.62; // from this scale on, names are read in their boxes
const CLOSEST = 3;
const FARTHEST = 0.6; // of the scale that shows all
const MANY = 300; // boxes from which on a moving picture is the last one, shifted
const MARGIN = 0.35; // of the screen, painted beyond it for that
const BESIDE = 0.15; // of the screen, on each side: boxes there are ready to come into view
const REACH = 22; // px from a box that still hit it
const REST = 140; // ms after the last turn of the wheel

export class Stage {
  /** @param {() => {lit: Set<number> | null, chosen: string | null, marked: Set<string>}} chosen tells what stands out */
  constructor(chosen) {
    this.chosen = chosen;
    this.element = byId("net");
    /** @type {Scene | null} */
    this.scene = null;
    /** How the picture that is being drawn is looked at. @type {import("./paint.js").Look | null} */
    this.current = null;
    this.smallest = 0.02;
    this.moving = false;
    this.shifted = false;
    /** @type {{canvas: HTMLCanvasElement, view: Rectangle, scale: number} | null} */
    this.snapshot = null;
    this.nodes = new vis.DataSet([]);
    this.network = new vis.Network(this.element, { nodes: this.nodes, edges: new vis.DataSet([]) }, visOptions);
    this.network.canvas.frame.tabIndex = -1;
    this.network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => this.drawBelow(pen));
    this.network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => this.drawAbove(pen));
    this.network.on("dragStart", () => this.move());
    this.network.on("dragging", () => this.open());
    this.network.on("dragEnd", () => this.rest());
    this.network.on("zoom", () => this.zoomed());
    this.network.on("animationFinished", () => this.rest());
  }

  get width() {
    return this.element.clientWidth;
  }

  get height() {
    return this.element.clientHeight;
  }

  /** Whether the screen is higher than wide. */
  get tall() {
    return this.width / this.height < 0.9;
  }

  get scale() {
    return this.network.getScale();
  }

  /** What of the scene is on the screen. @returns {Rectangle} */
  get view() {
    const { x, y } = this.network.getViewPosition();
    const [w, h] = [this.width / this.scale / 2, this.height / this.scale / 2];
    return { x0: x - w, y0: y - h, x1: x + w, y1: y + h };
  }

  get boxes() {
    return !this.scene || this.scene.view !== "map" || this.scale >= BOXES;
  }

  /** Show a scene. @param {Scene} scene */
  show(scene) {
    this.scene = scene;
    this.snapshot = null;
    this.nodes.clear();
    this.fit(false);
  }

  redraw() {
    this.snapshot = null;
    this.network.redraw();
  }

  /** @returns {import("./paint.js").Look} */
  look(view = this.view) {
    return { scale: this.scale, view, theme: theme(), boxes: this.boxes, ...this.chosen() };
  }

  /** Give vis-network the boxes that are in view or near it, and no others. */
  open() {
    const { x0, y0, x1, y1 } = this.view;
    const [w, h] = [(x1 - x0) * BESIDE, (y1 - y0) * BESIDE];
    const near = { x0: x0 - w, y0: y0 - h, x1: x1 + w, y1: y1 + h };
    const wanted = new Map();
    if (this.scene && this.boxes)
      for (const item of this.scene.items) if (meet(boundsOf(item), near)) wanted.set(item.key, item);
    const gone = this.nodes.getIds().filter((/** @type {string} */ key) => !wanted.has(key));
    const fresh = [...wanted.values()].filter((item) => !this.nodes.get(item.key));
    if (gone.length) this.nodes.remove(gone);
    if (fresh.length)
      this.nodes.add(fresh.map((item) => ({ id: item.key, x: item.x, y: item.y, shape: "custom", ctxRenderer: this.renderer })));
  }

  /** Draws a node for vis-network. @type {(node: {ctx: CanvasRenderingContext2D, id: string}) => object} */
  renderer = ({ ctx, id }) => {
    const item = this.scene?.byKey.get(id);
    return {
      drawNode: () => item && this.current && paintItem(ctx, item, this.current),
      nodeDimensions: { width: item?.w ?? 1, height: item?.h ?? 1 },
    };
  };

  /** @param {CanvasRenderingContext2D} pen */
  drawBelow(pen) {
    if (!this.scene) return;
    this.current = this.look();
    this.shifted = this.moving && !this.boxes && this.scene.items.length > MANY;
    if (this.shifted) this.shift(pen);
    else paintGround(pen, this.scene, this.current);
  }

  /** @param {CanvasRenderingContext2D} pen */
  drawAbove(pen) {
    if (this.scene && this.current && !this.shifted) paintWords(pen, this.scene, this.current);
  }

  /** While the hand moves, move the picture that there is; a new one follows when it rests. @param {CanvasRenderingContext2D} pen */
  shift(pen) {
    const { view, scale } = this;
    const shot = this.snapshot;
    const ratio = shot ? scale / shot.scale : 0;
    const beyond = !shot || view.x0 < shot.view.x0 || view.x1 > shot.view.x1 || view.y0 < shot.view.y0 || view.y1 > shot.view.y1;
    const usable = shot && (ratio < 1 ? ratio > 0.5 : ratio < 2 && !beyond);
    const { canvas, view: from } = usable ? shot : this.shoot();
    pen.drawImage(canvas, from.x0, from.y0, from.x1 - from.x0, from.y1 - from.y0);
  }

  /** Paint what is on the screen and some way beyond it. */
  shoot() {
    const { view, scale } = this;
    const [w, h] = [(view.x1 - view.x0) * MARGIN, (view.y1 - view.y0) * MARGIN];
    const wider = { x0: view.x0 - w, y0: view.y0 - h, x1: view.x1 + w, y1: view.y1 + h };
    const density = Math.min(2, devicePixelRatio || 1);
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil((wider.x1 - wider.x0) * scale * density);
    canvas.height = Math.ceil((wider.y1 - wider.y0) * scale * density);
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.scale(scale * density, scale * density);
    pen.translate(-wider.x0, -wider.y0);
    const scene = /** @type {Scene} */ (this.scene);
    paintGround(pen, scene, this.look(wider));
    paintWords(pen, scene, this.look(wider));
    this.snapshot = { canvas, view: wider, scale };
    return this.snapshot;
  }

  move() {
    this.moving = true;
  }

  rest() {
    this.moving = false;
    this.open();
    this.redraw();
  }

  zoomed() {
    const bounded = Math.min(CLOSEST, Math.max(this.smallest, this.scale));
    if (bounded !== this.scale) this.network.moveTo({ scale: bounded, animation: false });
    this.move();
    this.open();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  /** @param {number} factor */
  zoom(factor) {
    this.moveTo({ scale: Math.min(CLOSEST, Math.max(this.smallest, this.scale * factor)) }, false);
  }

  /** @param {{x?: number, y?: number, scale?: number}} place @param {boolean} animated */
  moveTo({ x, y, scale }, animated) {
    const position = x === undefined || y === undefined ? undefined : { x, y };
    const animation = animated && !isStill() ? { duration: 320, easingFunction: "easeInOutQuad" } : false;
    if (animation) this.move();
    this.network.moveTo({ ...(position && { position }), ...(scale && { scale }), animation });
    if (!animation) this.rest();
  }

  /** Show all of the scene, or a part of it. @param {boolean} animated @param {Rectangle} [part] */
  fit(animated, part) {
    if (!this.scene) return;
    const bounds = part || this.scene.bounds;
    const narrow = isNarrow();
    const isMap = this.scene.view === "map";
    const legend = document.querySelector(".legend");
    const under = legend instanceof HTMLElement ? legend.offsetHeight + 28 : 0;
    const [side, top, bottom] = [narrow ? 16 : 30, isMap ? 92 : 66, narrow ? 128 : Math.max(60, under)];
    const extra = isMap ? 36 : 0;
    const [w, h] = [this.width - 2 * side, this.height - top - bottom];
    const [wide, high] = [bounds.x1 - bounds.x0 + extra, bounds.y1 - bounds.y0 + extra];
    const free = Math.min(w / wide, h / high, isMap ? 1.25 : 1);
    // a legend of two lines may hide a little of the map before boxes turn into dots for it
    const whole = narrow ? free : Math.max(free, Math.min(w / wide, (h + bottom - 60) / high, BOXES));
    let scale = whole;
    let x = (bounds.x0 + bounds.x1) / 2;
    let y = (bounds.y0 + bounds.y1) / 2;
    if (!isMap && whole < BOXES) {
      // too much to read at once: begin where reading begins
      scale = Math.max(whole, narrow ? 0.75 : BOXES);
      if (this.scene.view === "path") x = bounds.x0 + w / 2 / scale;
      if (h / scale < bounds.y1 - bounds.y0) y = bounds.y0 + h / 2 / scale;
    }
    if (!part) this.smallest = Math.min(whole, scale) * FARTHEST;
    this.moveTo({ x, y: y - (top - bottom) / 2 / scale, scale }, animated);
  }

  /** Bring a box to the middle, large enough to be read, unless it can be read where it is. @param {string} key @param {boolean} animated */
  reveal(key, animated) {
    const item = this.scene?.byKey.get(key);
    if (!item) return;
    const sheet = isNarrow() ? 0.58 * this.height : 0;
    const { view, scale: now } = this;
    const free = { x0: view.x0, y0: view.y0 + 60 / now, x1: view.x1, y1: view.y1 - sheet / now };
    const box = boundsOf(item);
    if (this.boxes && box.x0 > free.x0 && box.x1 < free.x1 && box.y0 > free.y0 && box.y1 < free.y1) return;
    const scale = Math.max(now, 0.95);
    const below = sheet ? (sheet / 2 - 20) / scale : 0;
    this.moveTo({ x: item.x, y: item.y + below, scale }, animated);
  }

  /** The box at a place, or the nearest within reach of a finger. @param {{x: number, y: number}} place @returns {Item | null} */
  at({ x, y }) {
    let best = null;
    let least = REACH / this.scale;
    for (const item of this.scene?.items ?? []) {
      const boxed = this.boxes || item.kind !== "spot";
      const dx = Math.max(0, Math.abs(item.x - x) - (boxed ? item.w / 2 : 0));
      const dy = Math.max(0, Math.abs(item.y - y) - (boxed ? item.h / 2 : 0));
      const away = Math.hypot(dx, dy);
      if (away < least || (away === 0 && least === 0)) [best, least] = [item, away];
    }
    return best;
  }

  /** The section at a place. @param {{x: number, y: number}} place @returns {import("./scene.js").Area | null} */
  areaAt({ x, y }) {
    const edge = 20 + 20 / this.scale;
    const found = this.scene?.areas.find(({ bounds: { x0, y0, x1, y1 } }) => x > x0 - 20 && x < x1 + 20 && y > y0 - edge && y < y1 + 20);
    return found ?? null;
  }
}
