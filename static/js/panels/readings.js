// @ts-check
/** Readings: what a run shows at the cursor. Read by the table, the readout and the announcer. */

import { rowAt } from "../state/columns.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").Run} Run */

/**
 * @typedef {object} Reading
 * @property {number} step
 * @property {number[]} position
 * @property {number} loss
 * @property {number} gradient_norm
 * @property {number} learning_rate
 * @property {number} evaluations
 * @property {string} status        a word
 * @property {boolean} isBad
 */

/** Numbers that change many times a second cannot be read; this is often enough. */
export const READING_MS = 80;

/**
 * @param {Run} run
 * @param {number} cursor
 * @returns {Reading | null} null before the first frame
 */
export function readingOf({ columns, outcome }, cursor) {
  const row = rowAt(columns, cursor);
  if (row < 0) return null;
  const { dimension, position, step, loss, gradient_norm, learning_rate, value_evaluations, gradient_evaluations } = columns;
  const isEnded = outcome !== null && cursor >= outcome.step;
  return {
    step: step[row],
    position: Array.from(position.subarray(row * dimension, (row + 1) * dimension)),
    loss: loss[row],
    gradient_norm: gradient_norm[row],
    learning_rate: learning_rate[row],
    evaluations: value_evaluations[row] + gradient_evaluations[row],
    status: text(isEnded ? `status.${outcome.status}` : "status.running"),
    isBad: isEnded && outcome.status === "diverged",
  };
}

/**
 * Call `show` at most once in `READING_MS`, and once more after the last request.
 * @param {() => void} show
 */
export function inMoments(show) {
  let shownAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const now = () => {
    later = undefined;
    shownAt = performance.now();
    show();
  };
  return {
    request() {
      later ??= setTimeout(now, Math.max(0, shownAt + READING_MS - performance.now()));
    },
    cancel: () => clearTimeout(later),
  };
}
