// Saves the view as a picture, and puts it on the first page of a print.

import { all, byId, element } from "./dom.js";
import { paintGround, paintItem } from "./paint.js";
import { paintWords } from "./labels.js";
import { BOXES } from "./stage.js";
import { SvgPen } from "./svg.js";

/** @typedef {import("./stage.js").Stage} Stage */

const MARGIN = 60;
const WIDEST = 8000; // px; larger canvases fail without a word
const NARROWEST = 1600;

/** @param {Stage} stage */
export function startSaving(stage) {
  byId("save-svg").addEventListener("click", () => save(new Blob([svg(stage)], { type: "image/svg+xml" }), "concept-map.svg"));
  byId("save-png").addEventListener("click", () => png(stage).toBlob((blob) => blob && save(blob, "concept-map.png")));
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("#outline details")) details.setAttribute("open", "");
    const picture = element("img", { id: "picture", src: png(stage).toDataURL(), alt: "The concept map" });
    byId("outline").prepend(picture);
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("#outline details")) details.removeAttribute("open");
    for (const picture of all("#picture")) picture.remove();
  });
}

/** All of the scene, at a scale at which names are read. @param {Stage} stage */
function whole(stage) {
  const { x0, y0, x1, y1 } = stage.scene?.bounds ?? { x0: 0, y0: 0, x1: 1, y1: 1 };
  return { x0: x0 - MARGIN, y0: y0 - MARGIN, x1: x1 + MARGIN, y1: y1 + MARGIN };
}

/** @param {import("./paint.js").Pen} pen @param {Stage} stage @param {number} scale */
function paint(pen, stage, scale) {
  if (!stage.scene) return;
  const boxes = stage.scene.view !== "map" || scale >= BOXES;
  const look = { ...stage.look(whole(stage)), scale, boxes };
  paintGround(pen, stage.scene, look);
  for (const item of stage.scene.items) paintItem(pen, item, look);
  paintWords(pen, stage.scene, look);
}

/** @param {Stage} stage */
function svg(stage) {
  const pen = new SvgPen();
  paint(pen, stage, 1);
  return pen.document(whole(stage), document.title, stage.look().theme.ground);
}

/** @param {Stage} stage */
function png(stage) {
  const { x0, y0, x1, y1 } = whole(stage);
  const longest = Math.max(x1 - x0, y1 - y0);
  const scale = Math.min(Math.max(2, NARROWEST / (x1 - x0)), WIDEST / longest);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((x1 - x0) * scale);
  canvas.height = Math.ceil((y1 - y0) * scale);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = stage.look().theme.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.translate(-x0, -y0);
  paint(pen, stage, Math.min(scale, 1));
  return canvas;
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", { href: URL.createObjectURL(blob), download: name }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 4000);
}
