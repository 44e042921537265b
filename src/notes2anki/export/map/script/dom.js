// Elements are made of text nodes and attributes only; nothing from the notes is ever parsed as HTML.

/** @param {string} id @returns {HTMLElement} */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} selector @returns {HTMLElement[]} */
export const all = (selector) => [...document.querySelectorAll(selector)].map((found) => /** @type {HTMLElement} */ (found));

/**
 * Make an element.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

/**
 * Make a button.
 * @param {Record<string, string>} attributes
 * @param {(event: MouseEvent) => void} onClick
 * @param {...(Node | string | null)} children
 */
export function button(attributes, onClick, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

/** Text from the notes, which may run right to left. @param {string} text */
export const words = (text) => element("bdi", {}, text);

/** A dot in the colour of a section. @param {number} hue */
export const dot = (hue) => element("i", { class: `hue-${hue}`, "aria-hidden": "true" });

/** Say something to a screen reader. @param {string} text */
export function announce(text) {
  byId("live").textContent = text;
}

export const isNarrow = () => innerWidth <= 760;

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
