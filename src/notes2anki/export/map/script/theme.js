// Light and dark, and the colours of the sections on each.

import { hues } from "./model.js";

/**
 * @typedef {object} SectionColours
 * @property {string} fill of a box
 * @property {string} line around it
 * @property {string} text in it
 * @property {string} area of the section
 * @property {string} title
 * @property {string} dot
 */

/**
 * How well something is known: what fills boxes behind names, and stronger, what fills dots.
 * @typedef {object} KnownColours
 * @property {string} mature
 * @property {string} young
 * @property {string} learning
 * @property {string} ink of shapes that fill up
 * @property {{mature: string, young: string, learning: string}} dots
 */

/**
 * @typedef {object} Theme
 * @property {boolean} dark
 * @property {string} ground
 * @property {string} surface
 * @property {string} ink
 * @property {string} soft
 * @property {string} gap
 * @property {string} accent
 * @property {string} faint lines between sections
 * @property {string} quiet lines of co-occurrence
 * @property {string} said lines of statements
 * @property {string} band
 * @property {KnownColours} known
 * @property {SectionColours[]} sections by hue
 */

const STORED = "notes2anki-theme";

/** @param {string} from @param {string} to @param {number} share */
function mixed(from, to, share) {
  const channels = [1, 3, 5].map((at) => {
    const start = parseInt(from.slice(at, at + 2), 16);
    const end = parseInt(to.slice(at, at + 2), 16);
    return Math.round(start + (end - start) * share);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** @type {Theme} */
const LIGHT = {
  dark: false,
  ground: "#f6f7f9",
  surface: "#ffffff",
  ink: "#1b2230",
  soft: "#566072",
  gap: "#a85400",
  accent: "#2a59c8",
  faint: "#d9dde5",
  quiet: "#c3cad6",
  said: "#8c97aa",
  band: "#eef0f4",
  known: {
    mature: "#93d3aa",
    young: "#cdecd8",
    learning: "#fbf0c6",
    ink: "#0b5a33",
    dots: { mature: "#0f7a45", young: "#6fc592", learning: "#eec84a" },
  },
  sections: hues.map((hue) => ({
    fill: mixed(hue, "#ffffff", 0.87),
    line: mixed(hue, "#0b1020", 0.08),
    text: mixed(hue, "#0b1020", 0.68),
    area: mixed(hue, "#f6f7f9", 0.91),
    title: mixed(hue, "#0b1020", 0.4),
    dot: mixed(hue, "#0b1020", 0.1),
  })),
};

/** @type {Theme} */
const DARK = {
  dark: true,
  ground: "#12151c",
  surface: "#1b1f29",
  ink: "#e8ebf2",
  soft: "#a2acbd",
  gap: "#ffb866",
  accent: "#8fb0ff",
  faint: "#262c39",
  quiet: "#3c4456",
  said: "#6d7891",
  band: "#171b24",
  known: {
    mature: "#144c34",
    young: "#1d3a32",
    learning: "#3f3a20",
    ink: "#8fe0b3",
    dots: { mature: "#5fe0a0", young: "#2f8d60", learning: "#a8902f" },
  },
  sections: hues.map((hue) => ({
    fill: mixed(hue, "#12151c", 0.72),
    line: hue,
    text: mixed(hue, "#ffffff", 0.78),
    area: mixed(hue, "#12151c", 0.89),
    title: mixed(hue, "#ffffff", 0.45),
    dot: mixed(hue, "#ffffff", 0.12),
  })),
};

const system = matchMedia("(prefers-color-scheme: dark)");
/** @type {string | null} */
let wanted = null;
try {
  wanted = localStorage.getItem(STORED);
} catch {
  // a page from disk may have no storage; then the choice holds until it is closed
}

const isDark = () => (wanted ? wanted === "dark" : system.matches);

/** The colours of now. @returns {Theme} */
export const theme = () => (isDark() ? DARK : LIGHT);

function apply() {
  document.documentElement.toggleAttribute("data-dark", isDark());
}

/** Go from light to dark or back, and remember it. */
export function switchTheme() {
  wanted = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(STORED, wanted);
  } catch {
    // see above
  }
  apply();
}

/** @param {() => void} listener is called when the system turns light or dark */
export function onSystemTheme(listener) {
  system.addEventListener("change", () => {
    apply();
    listener();
  });
}

apply();
