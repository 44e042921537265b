// How well things are known, where the build was given a collection of Anki; without one, nothing of this is shown.

import { concepts, progress, questions, spots } from "./model.js";

/** @typedef {import("./model.js").Question} Question */
/** @typedef {import("./model.js").Spot} Spot */
/** @typedef {"mature" | "young" | "learning" | "new" | "suspended" | "outside"} State */

export const hasProgress = progress !== null;

/** From what is known best. @type {State[]} */
export const STATES = ["mature", "young", "learning", "new", "suspended", "outside"];

/** Parts of a concept's box that are filled, from the left. @type {("mature" | "young" | "learning")[]} */
export const FILLED = ["mature", "young", "learning"];

/** How well a question is known; nothing where there is nothing to know yet. @param {Question} question @returns {State | null} */
export function stateOf(question) {
  if (question.state) return /** @type {State} */ (question.state);
  return question.unanswered ? null : "outside";
}

/** @param {Question} question */
export const isForgotten = (question) => progress !== null && (question.lapses || 0) >= progress.often;

/** In words, as the List has it. @param {State} state */
export const stateWords = (state) => progress?.words[state] ?? "";

/** How many questions are in each state. @param {Question[]} some @returns {Map<State, number>} */
export function countStates(some) {
  /** @type {Map<State, number>} */
  const counts = new Map();
  for (const state of some.map(stateOf)) if (state) counts.set(state, (counts.get(state) || 0) + 1);
  return counts;
}

/** Where the filled parts of each concept end, between 0 and 1: mature, young, learning. @type {number[][]} */
export const shares = spots.map((spot) => {
  const counts = countStates(spot.questions.map((question) => questions[question]));
  const whole = [...counts].reduce((sum, [state, count]) => sum + (state === "suspended" ? 0 : count), 0);
  let end = 0;
  return FILLED.map((state) => (end += (counts.get(state) || 0) / Math.max(1, whole)));
});

/** A concept's standing in words; empty where there is nothing to study. @param {Spot} spot */
export function standing(spot) {
  return STANDINGS.get(spot.standing ?? "") ?? "";
}

const STANDINGS = new Map([
  ["known", "known"],
  ["next", "study next"],
  ["open", "can be begun: nothing has to come first"],
  ["waits", "wait: learn first what comes before it"],
]);

export const nextConcepts = spots
  .filter((spot) => spot.standing === "next")
  .sort((a, b) => b.importance - a.importance || a.id - b.id);

/** Concepts that are not begun and wait for nothing. */
export const openConcepts = spots
  .filter((spot) => spot.standing === "open")
  .sort((a, b) => b.importance - a.importance || a.id - b.id);

export const knownConcepts = concepts.filter((spot) => spot.standing === "known");
