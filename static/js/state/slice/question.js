// @ts-check
/** The question that the choices of a slice put to the server. Pure. */

import { focusIndexOf } from "../focus.js";
import { isLearning } from "../learning/problem.js";
import { isComplete } from "../runs.js";
import { axisOf, directionsOf, FIGURES, isLine, kindOf, needsEnd, STRIP, suited } from "./choices.js";
import { besideOf } from "./ground.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./choices.js").SliceChoices} SliceChoices */

/** Positions of each run on the slice: of functions, whose losses cost nothing, as many as the server takes. */
const STOPS = 1000;
const STOPS_OF_MODELS = 60;
/** Points along each direction of a picture in motion, and positions of each run where directions are made of them. */
const QUICK = { points: 25, stops: 25 };
/** Lines of a strip. */
const LINES = 9;
/** Arrows along each direction. */
const ARROWS = 17;

/** Whether a slice stands on the stage. @param {State} state */
export function isSliceShown(state) {
  return state.view.stage === "slice" && (isLearning(state.experiment.objective) || isSliceable(state));
}

/** Whether a function has more coordinates than its map shows; of two settings it is the maps that are compared. @param {State} state */
export function isSliceable({ objective: { dimension }, other }) {
  return dimension > 2 && other === null;
}

/** How many coordinates the space has; 0 where that is not known yet. @param {State} state */
export function dimensionOf({ experiment, objective, learning: { groups } }) {
  return isLearning(experiment.objective) ? groups.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0) : objective.dimension;
}

/** The choices as they suit the problem. @param {State} state */
export function choicesOf(state) {
  return suited(state.view.slice, { isModel: isLearning(state.experiment.objective), dimension: dimensionOf(state) });
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
export function isTooEarly(state) {
  return needsEnd(choicesOf(state)) && !isComplete(state.runs);
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
  const { experiment, playback, runs } = state;
  const slice = choicesOf(state);
  const run = sliceRun(state);
  const isStrip = slice.second === STRIP; // at its start a run is where it is steepest: what is in sight there shows it everywhere
  const step = slice.origin === "start" || isStrip ? 0 : slice.origin === "cursor" ? Math.floor(playback.cursor) : null;
  const names = directionsOf(slice);
  const walks = shownRuns(state);
  const needsRuns = names.includes("pca");
  return {
    origin: { experiment, run, step },
    directions: names.map((name, at) => directionOf(name, slice.typed[at], at, dimensionOf(state))),
    points: names.filter((name) => kindOf(name)?.kind === "points").map((name) => pointOf(name, state, run)),
    ...(isComplete(runs) && walks.length > 0 && (needsRuns || (!isQuick && !isStrip)) && { trajectories: { experiment, runs: walks, count: isQuick ? QUICK.stops : stopsOf(state) } }),
    ...(isStrip && { strip: { experiment, run, count: LINES } }),
    seed: slice.seed,
    ...(slice.box && { extent: slice.box }),
    resolution: names.map(() => (isQuick ? Math.min(QUICK.points, slice.fine) : slice.fine)),
    figures: [...new Set(["loss", slice.figure, ...besideOf(slice.figure)].map((name) => FIGURES[name].figure))],
    ...(isLearning(experiment.objective) && { examples: { part: slice.part, count: slice.count, ...(slice.figure === "example_losses" && { losses_of: [slice.example] }) } }),
  };
}

/** What is asked about the arrows on a plane; null where there are none. @param {State} state @param {number[][]} box */
export function fieldRequest(state, box) {
  const slice = choicesOf(state);
  if (!slice.field || isLine(slice)) return null;
  const inset = (/** @type {number[]} */ [low, high]) => [low + (high - low) / (2 * ARROWS), high - (high - low) / (2 * ARROWS)];
  return { ...sliceRequest(state, true), extent: box.map(inset), resolution: [ARROWS, ARROWS], figures: ["projected_gradient"] };
}

/** What stays the same while one looks elsewhere on a slice. @param {State} state */
export function planeKey(state) {
  const { origin, directions, points, seed } = sliceRequest(state);
  return JSON.stringify([origin, directions, points, seed, shownRuns(state)]);
}

/** The runs that a slice shows: one that diverged would leave the others no room, unless it is alone. @param {State} state */
export function shownRuns({ runs }) {
  const seen = [...runs.keys()].filter((index) => !runs[index].isHidden);
  const sound = seen.filter((index) => runs[index].outcome?.status !== "diverged");
  return sound.length > 0 ? sound : seen;
}

/** A direction as the server knows it; one that was not typed yet is a coordinate. @param {string} name @param {number[] | null} typed @param {number} at @param {number} dimension */
function directionOf(name, typed, at, dimension) {
  const axis = axisOf(name);
  if (axis !== null) return { name: "axes", first: axis };
  if (name !== "typed") return kindOf(name)?.kind;
  return typed ?? firstVector(at, dimension);
}

/** A coordinate as a vector: what stands in the box until another one is typed. @param {number} at @param {number} dimension */
export function firstVector(at, dimension) {
  return Array.from({ length: dimension }, (_, entry) => (entry === at ? 1 : 0));
}

/** Where a direction leads. @param {string} name @param {State} state @param {number} run */
function pointOf(name, state, run) {
  const { experiment } = state;
  if (name === "to_swapped") return { permutation: { swap: "strongest" } };
  if (name === "to_other") return { experiment, run: otherRun(state) ?? run, step: null };
  return { experiment, run, step: name === "to_start" ? 0 : null };
}

/** At how many steps each run is looked at, where the picture is not in motion. @param {State} state */
export function stopsOf({ experiment }) {
  return Math.min(isLearning(experiment.objective) ? STOPS_OF_MODELS : STOPS, experiment.steps + 1);
}
