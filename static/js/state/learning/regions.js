// @ts-check
/**
 * What the models decide where they stand, at the cursor: the classes over a grid of two features, or the values along
 * one. Asked for again whenever the cursor moves, as fast as the server answers.
 */

import { focusIndexOf } from "../focus.js";
import { answer } from "./answers.js";
import { askable, followQuestion } from "./following.js";
import { problemOf } from "./problem.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./examples.js").Examples} Examples */
/** @typedef {import("../../types.js").Experiment} Experiment */

/**
 * @typedef {object} Region
 * @property {number} run                 index
 * @property {number} step
 * @property {number[][]} labels          classes, labels[j][i] at (x[i], y[j]), or the values in their place; of one feature one row
 * @property {number[][] | null} margin   by how much the best score beats the next
 */

/**
 * @typedef {object} Regions
 * @property {string} key                 of the examples that they belong to
 * @property {number[]} x
 * @property {number[]} y                 empty for one feature
 * @property {Region[]} runs
 */

const ALONE = 81;
const BESIDE = 61;
const LINE = 201;
const MARGIN = 0.06;
/** Between an answer and the next question: the picture has to be painted, and others want the server, too. */
const PAUSE_MS = 25;

/**
 * The box around the examples, with a margin: one [low, high] per feature.
 * @param {Examples} examples
 * @param {readonly number[]} [pair]    which features
 */
export function extentOf({ train, validation, features }, pair = features.map((_, at) => at).slice(0, 2)) {
  const inputs = [...train.inputs, ...(validation?.inputs ?? [])];
  return pair.map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const row of inputs) [low, high] = [Math.min(low, row[axis]), Math.max(high, row[axis])];
    const margin = (high - low || 1) * MARGIN;
    return [low - margin, high + margin];
  });
}

/** Which runs are asked for: the one in focus, or all that are not hidden. Of values along a line always all. @param {State} state */
export function runsShown(state) {
  const all = state.runs.flatMap((run, index) => (run.isHidden ? [] : [index]));
  const isLine = state.learning.examples?.features.length === 1;
  return state.view.regions === "all" || isLine ? all : [focusIndexOf(state)];
}

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followRegions(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const { learning: { examples }, view, playback, runs } = state;
      const experiment = askable(state);
      const isShown = view.stage === "data" && problemOf(state) !== null && examples !== null && examples.features.length <= 2;
      if (!isShown || !experiment || !isOf(examples, experiment) || !runs.some(({ length }) => length > 0)) return null;
      return [experiment, examples, runsShown(state).join(), stepOf(playback), reached(state)];
    },
    question: (state) => state,
    async ask(state) {
      const examples = /** @type {Examples} */ (state.learning.examples);
      const shown = runsShown(state);
      const side = shown.length > 1 ? BESIDE : ALONE;
      const isLine = examples.features.length === 1;
      const grid = { extent: extentOf(examples), resolution: isLine ? [LINE] : [side, side] };
      const { axes, runs } = await rest.predictions({ experiment: /** @type {Experiment} */ (askable(state)), runs: shown, step: stepOf(state.playback), grid });
      const regions = runs.map(({ run, step, labels, values, margin }) => {
        const told = labels ?? values?.[0] ?? [];
        return { run, step, labels: isLine ? [told] : told, margin: isLine ? null : (margin ?? null) };
      });
      answer(store, { regions: { key: examples.key, x: axes[0], y: axes[1] ?? [], runs: regions } });
    },
    forget: () => store.get().learning.regions && answer(store, { regions: null }),
    pause_ms: PAUSE_MS,
  });
}

/** Whether the examples are those of an experiment, and not of the one before. @param {Examples} examples @param {Experiment} experiment */
export function isOf({ key }, experiment) {
  return key === JSON.stringify(problemOf({ experiment })?.dataset);
}

/** @param {import("../../types.js").Playback} playback */
export function stepOf({ cursor }) {
  return Math.floor(cursor);
}

/** How far each shown run has come below the cursor: a run that has just arrived there is asked for again. @param {State} state */
function reached({ runs, playback }) {
  return runs.map(({ length, columns }) => (length > 0 && columns.step[length - 1] >= Math.floor(playback.cursor) ? 1 : 0)).join("");
}
