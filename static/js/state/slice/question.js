// @ts-check
/** The question that the choices of a slice put to the server. Pure. */

import { focusIndexOf } from "../focus.js";
import { isLearning } from "../learning/problem.js";
import { isComplete } from "../runs.js";
import { KINDS, LINE, needsEnd } from "./choices.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./choices.js").SliceChoices} SliceChoices */

/** Positions of each run on the slice. */
const STOPS = 60;
/** Points along each direction of a picture in motion, and positions of each run where directions are made of them. */
const QUICK = { points: 25, stops: 25 };

/** Whether a slice stands on the stage. @param {State} state */
export function isSliceShown({ experiment, view }) {
  return isLearning(experiment.objective) && view.stage === "slice";
}

/** The run that the slice goes through: the selected one, else the one that ends lowest. @param {State} state */
export function sliceRun(state) {
  return focusIndexOf({ ...state, playback: { ...state.playback, cursor: Infinity } });
}

/** The run whose end `to_other` leads to; null where there is none. @param {State} state */
export function otherRun(state) {
  const run = sliceRun(state);
  const others = state.runs.map((_, index) => index).filter((index) => index !== run && !state.runs[index].isHidden);
  return others.find((index) => index > run) ?? others[0] ?? null;
}

/** Whether a run has yet to end before the question can be put. @param {State} state */
export function isTooEarly({ view, runs }) {
  return needsEnd(view.slice) && !isComplete(runs);
}

/** What the question is made of; null while there is none. @param {State} state @returns {readonly unknown[] | null} */
export function partsOfSlice(state) {
  const { view, experiment, playback, runs } = state;
  const isArrived = runs.length > 0 && runs.every(({ length }) => length > 0);
  if (!isSliceShown(state) || !isArrived || isTooEarly(state)) return null;
  const step = view.slice.origin === "cursor" ? Math.floor(playback.cursor) : -1;
  return [experiment, view.slice, sliceRun(state), otherRun(state), step, shownRuns(state).join(), isComplete(runs)];
}

/**
 * What POST /slices is asked.
 * @param {State} state
 * @param {boolean} [isQuick]   a picture in motion: coarser, and with the runs only where the directions are made of them
 */
export function sliceRequest(state, isQuick = false) {
  const { view: { slice }, experiment, playback, runs } = state;
  const run = sliceRun(state);
  const step = slice.origin === "cursor" ? Math.floor(playback.cursor) : slice.origin === "start" ? 0 : null;
  const names = slice.second === LINE ? [slice.first] : [slice.first, slice.second];
  const walks = shownRuns(state);
  return {
    origin: { experiment, run, step },
    directions: names.map((name) => KINDS[name].kind),
    points: names.filter((name) => KINDS[name].kind === "points").map((name) => pointOf(name, state, run)),
    ...(isComplete(runs) && walks.length > 0 && (!isQuick || names.includes("pca")) && { trajectories: { experiment, runs: walks, count: isQuick ? QUICK.stops : STOPS } }),
    seed: slice.seed,
    ...(slice.box && { extent: slice.box }),
    resolution: names.map(() => (isQuick ? Math.min(QUICK.points, slice.fine) : slice.fine)),
    figures: ["loss", slice.figure],
    examples: { part: slice.part, count: slice.count },
  };
}

/** What stays the same while one looks elsewhere on a slice. @param {State} state */
export function planeKey(state) {
  const { origin, directions, points, seed } = sliceRequest(state);
  return JSON.stringify([origin, directions, points, seed, shownRuns(state)]);
}

/** @param {State} state */
function shownRuns({ runs }) {
  return runs.flatMap(({ isHidden }, index) => (isHidden ? [] : [index]));
}

/** Where a direction leads. @param {string} name @param {State} state @param {number} run */
function pointOf(name, state, run) {
  const { experiment } = state;
  if (name === "to_swapped") return { permutation: { swap: "strongest" } };
  if (name === "to_other") return { experiment, run: otherRun(state) ?? run, step: null };
  return { experiment, run, step: name === "to_start" ? 0 : null };
}
