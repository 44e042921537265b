// Pieces that the panel is made of.

import { announce, button, element, words } from "./dom.js";
import { phrase, questions, spotByKey, spots } from "./model.js";
import { choose } from "./state.js";

/** @param {string} title */
export const head = (title) => element("h3", { class: "head" }, title);

/** A link to a concept. @param {number} spot @param {Record<string, string>} attributes */
export function spotLink(spot, attributes = {}) {
  const link = element("a", { href: `#concept=${encodeURIComponent(spots[spot].key)}`, ...attributes }, words(spots[spot].label));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    choose(spot);
  });
  return link;
}

/** @param {number} spot */
export const spotChip = (spot) => spotLink(spot, { class: "chip" });

/** Concepts under a title, the first ones of many. @param {string} title @param {number[]} ids @param {number} [most] @returns {Node[]} */
export function spotChips(title, ids, most = Infinity) {
  const fresh = [...new Set(ids)];
  if (!fresh.length) return [];
  const chips = element("div", {}, ...fresh.slice(0, most).map(spotChip));
  if (fresh.length > most) chips.append(element("span", { class: "note" }, ` and ${fresh.length - most} more`));
  return [head(title), chips];
}

/** Relations as sentences, each with the lines that say so. @param {string} title @param {import("./model.js").Link[]} said @returns {Node[]} */
export function propositions(title, said) {
  if (!said.length) return [];
  const sentences = said.map((link) => {
    const places = (link.evidence || []).slice(0, 3).map(([path, line]) => `${path}:${line}`);
    const source = places.length ? element("div", { class: "source" }, places.join(", ")) : null;
    return element("li", {}, spotLink(link.from), " ", element("em", {}, phrase(link)), " ", spotLink(link.to), source);
  });
  return [head(title), element("ul", { class: "said-list" }, ...sentences)];
}

/** A question with its answer still hidden: a copy of the one in the List. @param {number} question @returns {Node} */
export function article(question) {
  const found = document.getElementById(`q-${questions[question].id}`);
  if (!found) return element("article", { class: "q" }, element("h3", {}, words(questions[question].text)));
  const copy = /** @type {HTMLElement} */ (found.cloneNode(true));
  copy.removeAttribute("id");
  for (const details of copy.querySelectorAll("details")) details.open = false;
  linkChips(copy);
  return copy;
}

/** Let the concepts under a question choose what they name. @param {ParentNode} part */
export function linkChips(part) {
  for (const chip of part.querySelectorAll("a.chip")) {
    if (!(chip instanceof HTMLAnchorElement)) continue;
    const key = new URLSearchParams(chip.hash.slice(1)).get("concept");
    const spot = key === null ? undefined : spotByKey.get(key);
    if (spot) chip.replaceWith(spotChip(spot.id));
  }
}

/** A button that copies a text. @param {string} label @param {() => string} text */
export function copyButton(label, text) {
  const made = button({}, async () => {
    const done = await copied(text());
    made.textContent = done ? "Copied" : "Not copied";
    announce(made.textContent);
    setTimeout(() => {
      made.textContent = label;
    }, 1200);
  }, label);
  return made;
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // pages from disk may not use the clipboard; copying what is selected works there
  }
  const area = /** @type {HTMLTextAreaElement} */ (element("textarea", { class: "offscreen" }));
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
