// Search: concepts, their other names, questions and answers, as a combobox.

import { announce, byId, dot, element, words } from "./dom.js";
import { counted, questions, regions, spots } from "./model.js";
import { change, choose, chooseQuestion } from "./state.js";

/** @typedef {{kind: "concept" | "question", id: number, label: string, hue: number, name: string, more: string, weight: number}} Entry */

const SHOWN = 12;

/** Letters without case and accents. @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {Entry[] | null} */
let entries = null;

/** What can be found; read when it is first needed, for the answers stand in the List only. @returns {Entry[]} */
function index() {
  entries ??= [
    ...spots.map((spot) => {
      const [name, more] = [plain(spot.label), plain(spot.aliases.join(" "))];
      return { kind: /** @type {const} */ ("concept"), id: spot.id, label: spot.label, hue: regions[spot.region].hue, name, more, weight: 2 + spot.importance };
    }),
    ...questions.map((question, id) => {
      const answer = document.getElementById(`q-${question.id}`)?.querySelector(".answer .text");
      const [name, more] = [plain(question.text), plain(answer?.textContent || "")];
      return { kind: /** @type {const} */ ("question"), id, label: question.text, hue: regions[question.region].hue, name, more, weight: 0 };
    }),
  ];
  return entries;
}

/** How well an entry answers; 0 if a word is missing. @param {Entry} entry @param {string[]} wanted @param {string} whole */
function score({ name, more, weight }, wanted, whole) {
  let sum = name === whole ? 20 : 0;
  for (const word of wanted) {
    const at = name.indexOf(word);
    if (at === 0) sum += 4;
    else if (at > 0) sum += /[\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 3;
    else if (more.includes(word)) sum += 0.5;
    else return 0;
  }
  return sum + weight;
}

/** @param {string} text @returns {Entry[]} */
function find(text) {
  const whole = plain(text).trim();
  const wanted = whole.split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  return index()
    .map((entry) => ({ entry, score: score(entry, wanted, whole) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || a.entry.label.length - b.entry.label.length || a.entry.id - b.entry.id)
    .map((found) => found.entry);
}

export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId("query"));
  const list = byId("hits");
  /** @type {Entry[]} */
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const leave = () => {
    input.value = "";
    close();
    change({ found: null });
  };
  /** @param {number} number */
  const pick = (number) => {
    const entry = found[number];
    if (!entry) return;
    leave();
    input.blur();
    if (entry.kind === "concept") choose(entry.id);
    else chooseQuestion(entry.id);
  };
  /** @param {number} step */
  const move = (step) => {
    const options = [...list.querySelectorAll('[role="option"][id]')];
    if (!options.length) return;
    active = (active + step + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    if (!input.value.trim()) {
      close();
      change({ found: null });
      return;
    }
    found = find(input.value);
    const some = found.filter((entry) => entry.kind === "concept").map((entry) => entry.id);
    const about = some.length ? some : found.slice(0, 20).flatMap((entry) => questions[entry.id].spots);
    change({ found: new Set(about), spot: null, question: null, compare: null });
    list.replaceChildren(...rows(found, input.value, pick));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    active = -1;
    move(1);
    announce(found.length ? counted(found.length, "result") : "Nothing found");
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", () => setTimeout(close, 120));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape") {
      leave();
      input.blur();
    } else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** @param {Entry[]} found @param {string} text @param {(number: number) => void} pick @returns {Node[]} */
function rows(found, text, pick) {
  if (!found.length) return [element("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing found for “", words(text), "”")];
  const rows = found.slice(0, SHOWN).map((entry, number) => {
    const mark = dot(entry.hue);
    if (entry.kind === "question") mark.classList.add("square");
    const row = element("li", { role: "option", id: `hit${number}`, "aria-selected": "false" }, mark, words(entry.label), element("small", {}, entry.kind));
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      pick(number);
    });
    return row;
  });
  const left = found.length - rows.length;
  return left > 0 ? [...rows, element("li", { class: "none", role: "presentation" }, `and ${left} more, keep typing`)] : rows;
}
