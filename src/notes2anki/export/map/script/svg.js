// A pen that takes the calls of a canvas and writes SVG, so that a saved picture is the picture that was seen.

// What XML cannot hold at all.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** @param {string} text */
const escaped = (text) => text.replace(FORBIDDEN, "").replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

export class SvgPen {
  constructor() {
    this.fillStyle = "";
    this.strokeStyle = "";
    this.lineWidth = 1;
    this.lineJoin = "miter";
    this.lineCap = "butt";
    this.globalAlpha = 1;
    this.font = "";
    this.textAlign = "center";
    this.textBaseline = "middle";
    /** @type {string[]} */
    this.parts = [];
    this.way = "";
    this.dash = "";
  }

  /** @param {import("./shapes.js").Rectangle} view @param {string} title @param {string} ground */
  document(view, title, ground) {
    const w = view.x1 - view.x0;
    const h = view.y1 - view.y0;
    const box = [view.x0, view.y0, w, h].map(short).join(" ");
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(w)}" height="${Math.round(h)}" viewBox="${box}">`,
      `<title>${escaped(title)}</title>`,
      `<rect x="${short(view.x0)}" y="${short(view.y0)}" width="${short(w)}" height="${short(h)}" fill="${ground}"/>`,
      ...this.parts,
      "</svg>",
    ].join("\n");
  }

  beginPath() {
    this.way = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.way += `M${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.way += `${this.way ? "L" : "M"}${short(x)} ${short(y)}`;
  }

  /** @param {...number} points */
  quadraticCurveTo(...points) {
    this.way += `Q${points.map(short).join(" ")}`;
  }

  /** @param {...number} points */
  bezierCurveTo(...points) {
    this.way += `C${points.map(short).join(" ")}`;
  }

  /** Clockwise. @param {number} x @param {number} y @param {number} radius @param {number} start @param {number} end angles */
  arc(x, y, radius, start, end) {
    const r = short(radius);
    if (end - start < 2 * Math.PI) {
      const [ax, ay, bx, by] = [start, end].flatMap((angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]).map(short);
      this.way += `L${ax} ${ay}A${r} ${r} 0 ${end - start > Math.PI ? 1 : 0} 1 ${bx} ${by}`;
      return;
    }
    const turn = `A${r} ${r} 0 1 1`;
    this.way += `M${short(x + radius)} ${short(y)}${turn} ${short(x - radius)} ${short(y)}${turn} ${short(x + radius)} ${short(y)}Z`;
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} radius */
  roundRect(x, y, w, h, radius) {
    const r = Math.min(radius, w / 2, h / 2);
    const corner = (/** @type {number} */ dx, /** @type {number} */ dy) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
    this.way += `M${short(x + r)} ${short(y)}h${short(w - 2 * r)}${corner(r, r)}v${short(h - 2 * r)}${corner(-r, r)}`;
    this.way += `h${short(2 * r - w)}${corner(-r, -r)}v${short(2 * r - h)}${corner(r, -r)}Z`;
  }

  closePath() {
    this.way += "Z";
  }

  /** @param {number[]} lengths */
  setLineDash(lengths) {
    this.dash = lengths.map(short).join(" ");
  }

  fill() {
    if (this.way) this.parts.push(`<path d="${this.way}" fill="${this.fillStyle}"${this.opacity()}/>`);
  }

  stroke() {
    if (this.way) this.parts.push(`<path d="${this.way}" fill="none"${this.outline()}${this.opacity()}/>`);
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    this.beginPath();
    this.roundRect(x, y, w, h, 0);
    this.fill();
  }

  /** @param {string} text @param {number} x @param {number} y @param {number} [room] */
  fillText(text, x, y, room) {
    this.text(text, x, y, ` fill="${this.fillStyle}"`, room);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.text(text, x, y, ` fill="none"${this.outline()}`);
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} style @param {number} [room] */
  text(text, x, y, style, room) {
    const [, slant, weight, size, family] = /^(italic )?(\d+ )?([\d.]+)px (.*)$/.exec(this.font) || [];
    const anchor = this.textAlign === "left" ? "start" : "middle";
    // an estimate of the width decides whether the text is squeezed, as a canvas does by itself
    const squeeze = room && text.length * Number(size) * 0.62 > room ? ` textLength="${short(room)}" lengthAdjust="spacingAndGlyphs"` : "";
    const font = `font-family="${escaped(family)}" font-size="${short(Number(size))}" font-weight="${weight ? weight.trim() : 400}"`;
    const italic = slant ? ' font-style="italic"' : "";
    // half the height of a small letter below the middle is where the line of the text lies
    const line = short(y + Number(size) * 0.35);
    this.parts.push(
      `<text x="${short(x)}" y="${line}" ${font}${italic} text-anchor="${anchor}"${squeeze}${style}${this.opacity()}>${escaped(text)}</text>`,
    );
  }

  outline() {
    const dash = this.dash ? ` stroke-dasharray="${this.dash}"` : "";
    return ` stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${dash}`;
  }

  opacity() {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "";
  }
}
