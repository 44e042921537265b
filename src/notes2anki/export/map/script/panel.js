// The side panel: where to start, one concept, one question, or two concepts beside each other.

import { announce, button, byId, dot, element, words } from "./dom.js";
import { concepts, counted, isOrder, isStatement, linksOf, other, progress, questions, regions, spots } from "./model.js";
import { chain, rootOf } from "./focus_view.js";
import { change, choose, chooseQuestion, focusOn, state } from "./state.js";
import { compareContent } from "./compare.js";
import { STATES, countStates, hasProgress, isForgotten, knownConcepts, nextConcepts, openConcepts, shares, standing, stateWords } from "./known.js";
import { article, copyButton, head, propositions, spotChips } from "./parts.js";

const HUBS = 6; // concepts in the overview
const GAPS = 8; // unanswered questions in it
const SECTIONS = 40;
const TOGETHER = 24; // concepts asked together

/** Write the panel anew. */
export function showPanel() {
  const details = byId("details");
  details.replaceChildren(...trouble(), ...content());
  details.scrollTop = 0;
}

function trouble() {
  return state.trouble ? [element("p", { class: "stub", role: "alert" }, state.trouble)] : [];
}

/** @returns {Node[]} */
function content() {
  if (state.spot !== null && state.compare !== null) return compareContent(state.spot, state.compare);
  if (state.spot !== null) return spotContent(spots[state.spot]);
  if (state.question !== null) return questionContent(state.question);
  return overview();
}

/** @param {number} region */
function from(region) {
  const { title, trail, hue } = regions[region];
  return element("p", { class: "from" }, dot(hue), words(trail ? `${trail} › ${title}` : title));
}

/** @param {import("./model.js").Spot} spot @returns {Node[]} */
function spotContent(spot) {
  const counts = element("p", { class: "note" }, counted(spot.questions.length, "question"));
  if (spot.unanswered) counts.append(" · ", element("b", { class: "gap" }, `${spot.unanswered} unanswered`));
  if (!spot.rest) counts.append(` · ${spot.degree} related`);
  /** @type {Node[]} */
  const parts = [from(spot.region), element("h2", {}, words(spot.label)), counts];
  if (hasProgress) parts.push(...standingOf(spot));
  if (spot.aliases.length) parts.push(element("p", { class: "note" }, "Also ", words(spot.aliases.join(", "))));
  if (!spot.rest) parts.push(actions(spot));
  const own = linksOf[spot.id];
  parts.push(...propositions("In one line", own.filter((link) => isStatement(link) && !isOrder(link))));
  parts.push(...spotChips("Learn first", own.filter((link) => isOrder(link) && link.to === spot.id).map((link) => link.from)));
  parts.push(...spotChips("Leads to", own.filter((link) => isOrder(link) && link.from === spot.id).map((link) => link.to)));
  parts.push(head("Questions"), ...articles(spot));
  const together = own.filter((link) => !isStatement(link)).sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to);
  parts.push(...spotChips("Asked together with", together.map((link) => other(link, spot.id)), TOGETHER));
  return parts;
}

/** How well a concept is known, in words. @param {import("./model.js").Spot} spot @returns {Node[]} */
function standingOf(spot) {
  const asked = spot.questions.map((question) => questions[question]);
  if (!countStates(asked).size) return [];
  const said = standing(spot);
  const name = said ? element("b", { class: "standing" }, said[0].toUpperCase() + said.slice(1)) : null;
  return [element("p", { class: "note" }, name ? "In Anki: " : "In Anki", name), stateList(asked)];
}

/** How many questions are in which state. @param {import("./model.js").Question[]} asked */
function stateList(asked) {
  const counts = countStates(asked);
  const forgotten = asked.filter(isForgotten).length;
  const rows = STATES.filter((state) => counts.get(state)).map((state) => [state, counts.get(state), stateWords(state)]);
  if (forgotten) rows.push(["forgotten", forgotten, "often forgotten"]);
  const items = rows.map(([state, count, said]) =>
    element("li", {}, element("i", { class: `tint ${state}`, "aria-hidden": "true" }), element("i", { class: `ball ${state}`, "aria-hidden": "true" }), element("b", {}, String(count)), ` ${said}`),
  );
  return element("ul", { class: "states" }, ...items);
}

/** @param {import("./model.js").Spot} spot */
function actions(spot) {
  const centred = state.view === "focus" && state.centre === spot.id;
  const focus = button({ class: "main" }, () => focusOn(spot.id), centred ? "Centred here" : "Focus");
  const compare = button(
    { "aria-pressed": String(state.comparing) },
    () => {
      change({ comparing: !state.comparing });
      announce(state.comparing ? "Choose the concept to compare with" : "");
    },
    state.comparing ? "Now choose another" : "Compare",
  );
  const search = copyButton("Copy Anki search", () => `"tag:*concept::${spot.key}"`);
  search.title = "Paste it into the search box of Anki's browser";
  return element("div", { class: "actions" }, focus, compare, copyButton("Copy link", () => location.href), search);
}

/** The questions of a concept, follow-ups behind the question they follow. @param {import("./model.js").Spot} spot @returns {Node[]} */
function articles(spot) {
  const own = new Set(spot.questions);
  const roots = new Set(spot.questions.map(rootOf));
  return [...roots].flatMap((root) => {
    const asked = chain(root).filter(([question]) => own.has(question));
    const context = own.has(root) ? [] : [element("p", { class: "note" }, "After “", words(questions[root].text), "”")];
    return [...context, ...asked.map(([question]) => article(question))];
  });
}

/** @param {number} number @returns {Node[]} */
function questionContent(number) {
  const question = questions[number];
  /** @type {Node[]} */
  const parts = [from(question.region)];
  if (question.parent !== undefined && question.parent >= 0) {
    const parent = question.parent;
    const link = button({ class: "row" }, () => chooseQuestion(parent), element("span", {}, "After “", words(questions[parent].text), "”"));
    parts.push(link);
  }
  parts.push(article(number), element("div", { class: "actions" }, copyButton("Copy link", () => location.href)));
  if (question.followups.length) parts.push(head("Asked next"), ...question.followups.map(questionRow));
  return parts;
}

/** @param {number} question */
function questionRow(question) {
  const mark = element("i", questions[question].unanswered ? { class: "bead", "aria-hidden": "true" } : { "aria-hidden": "true" });
  return button({ class: "row" }, () => chooseQuestion(question), mark, element("span", {}, words(questions[question].text)));
}

/** @returns {Node[]} */
function overview() {
  /** @type {Node[]} */
  const parts = [element("h2", {}, "Where to start"), element("p", { class: "note" }, welcome())];
  if (hasProgress && questions.length) parts.push(...progressOverview());
  const hubs = [...concepts].sort((a, b) => b.importance - a.importance || a.id - b.id).slice(0, HUBS);
  if (hubs.length) parts.push(head("Most connected"), ...hubs.map(spotRow));
  const gaps = questions.flatMap((question, index) => (question.unanswered ? [index] : []));
  if (gaps.length) parts.push(head(`Unanswered (${gaps.length})`), ...gaps.slice(0, GAPS).map(questionRow));
  if (gaps.length > GAPS) parts.push(element("p", { class: "note" }, `and ${gaps.length - GAPS} more, in the List`));
  const listed = regions.map((_, index) => index).filter((index) => regions[index].spots.length);
  if (listed.length) parts.push(head("Sections on the map"), ...listed.slice(0, SECTIONS).map(regionRow));
  if (listed.length > SECTIONS) parts.push(element("p", { class: "note" }, `and ${listed.length - SECTIONS} more`));
  return parts;
}

/** What to study next and how much is known, first of all. @returns {Node[]} */
function progressOverview() {
  /** @type {Node[]} */
  const parts = [head("Study next")];
  const begun = nextConcepts.length > 0;
  const wanted = begun ? nextConcepts : openConcepts;
  const about = begun
    ? "Begun, or built on what you know, and not known yet. What comes before is known."
    : wanted.length ? "Nothing has to come before these." : "Nothing: what can be studied is known.";
  parts.push(element("p", { class: "note" }, about), ...wanted.slice(0, HUBS).map(nextRow));
  const chip = begun ? "Study next" : "Not begun";
  if (wanted.length > HUBS) parts.push(element("p", { class: "note" }, `and ${wanted.length - HUBS} more: “${chip}” above the map lights them`));
  parts.push(head(`How well you know it: ${knownConcepts.length} of ${counted(concepts.length, "concept")} known`), stateList(questions));
  const enough = Math.round((progress?.enough ?? 1) * 100);
  parts.push(element("p", { class: "note" }, `A concept counts as known when ${enough} % of its questions are young or mature.`));
  return parts;
}

/** @param {import("./model.js").Spot} spot */
function nextRow(spot) {
  const learned = Math.round(shares[spot.id][1] * 100);
  const count = element("small", {}, learned ? `${learned} % learned` : shares[spot.id][2] ? "begun" : "not begun");
  return button({ class: "row" }, () => choose(spot.id), dot(regions[spot.region].hue), element("span", {}, words(spot.label)), count);
}

function welcome() {
  if (!questions.length) return "No question was found in these notes. `notes2anki check` says how each line was read.";
  if (!concepts.length) return "No concepts were found in these notes, so the map shows their sections. The List has every question.";
  return "Choose a concept to see its questions. Answers stay hidden until you ask for them.";
}

/** @param {import("./model.js").Spot} spot */
function spotRow(spot) {
  const counts = element("small", {}, `${counted(spot.questions.length, "question")} · ${counted(spot.degree, "link")}`);
  return button({ class: "row" }, () => choose(spot.id), dot(regions[spot.region].hue), element("span", {}, words(spot.label)), counts);
}

/** A section that can be taken off the map and put back. @param {number} region */
function regionRow(region) {
  const { title, hue, spots: inside } = regions[region];
  const shown = !state.hidden.has(region);
  const toggle = () => {
    const hidden = new Set(state.hidden);
    if (!hidden.delete(region)) hidden.add(region);
    change({ hidden });
    announce(`${title} ${hidden.has(region) ? "hidden" : "shown"}`);
    const again = byId("details").querySelector(`[data-region="${region}"]`);
    if (again instanceof HTMLElement) again.focus();
  };
  const count = element("small", {}, String(inside.length));
  return button({ class: "row", "aria-pressed": String(shown), "data-region": String(region) }, toggle, dot(hue), element("span", {}, words(title)), count);
}
