// @ts-check
/**
 * Readings: what a run shows at the cursor. Read by everything that shows numbers, so that all say the same: the row is
 * the last recorded one at or before the cursor, the step its whole part, and all change in the same moment.
 */

import { evaluatedRow, rowAt } from "../state/columns.js";

/** @typedef {import("../types.js").Run} Run */

/**
 * @typedef {object} Reading
 * @property {number} step
 * @property {number[]} position
 * @property {number} loss
 * @property {number} gradient_norm
 * @property {number} learning_rate
 * @property {number} evaluations
 */

/** The step that is shown: while playing the cursor is between two. @param {number} cursor */
export function stepAt(cursor) {
  return Math.floor(cursor);
}

/** Numbers that change many times a second cannot be read; this is often enough. */
export const READING_MS = 80;

/**
 * @param {Run} run
 * @param {number} cursor
 * @returns {Reading | null} null before the first frame
 */
export function readingOf({ columns }, cursor) {
  const row = rowAt(columns, cursor);
  if (row < 0) return null;
  const known = evaluatedRow(columns, row);
  const { dimension, position, step, loss, gradient_norm, learning_rate, value_evaluations, gradient_evaluations } = columns;
  return {
    step: step[row],
    position: Array.from(position.subarray(row * dimension, (row + 1) * dimension)),
    loss: loss[known],
    // A derivative may have a value where the function has none: ln x at x < 0.
    gradient_norm: Number.isNaN(loss[known]) ? NaN : gradient_norm[known],
    learning_rate: learning_rate[row],
    evaluations: value_evaluations[row] + gradient_evaluations[row],
  };
}

/** Those who want to be shown in the next moment. @type {Set<() => void>} */
const waiting = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let nextMoment;
let lastMoment = -Infinity;

const begin = () => {
  nextMoment = undefined;
  lastMoment = performance.now();
  const now = [...waiting];
  waiting.clear();
  for (const show of now) show();
};

/**
 * Call `show` at most once in `READING_MS`, and once more after the last request. The moments are the same for all.
 * @param {() => void} show
 */
export function inMoments(show) {
  return {
    request() {
      waiting.add(show);
      nextMoment ??= setTimeout(begin, Math.max(0, lastMoment + READING_MS - performance.now()));
    },
    cancel: () => void waiting.delete(show),
  };
}
