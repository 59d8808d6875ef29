// @ts-check
/** The numbers of a learning problem at the cursor. Between two evaluations the last one stands. Pure. */

import { rowAt } from "../columns.js";
import { figureNamed, valuesOf } from "../series.js";

/** @typedef {import("../../types.js").Columns} Columns */

/** Figures that are columns of every run. */
const PLAIN = ["loss", "gradient_norm", "learning_rate"];

/** The curve of a figure by its name, `update_ratio`, or of one group, `update_ratio.0`. @param {string} name */
export function seriesFor(name) {
  return PLAIN.includes(name) ? name : figureNamed(name);
}

/**
 * A figure at a step: the last that is known there, null if none is.
 * @param {Columns} columns
 * @param {string} name
 * @param {number} cursor
 * @returns {number | null}
 */
export function knownAt(columns, name, cursor) {
  const values = valuesOf(columns, seriesFor(name), []);
  for (let row = Math.min(rowAt(columns, cursor), values.length - 1); row >= 0; row -= 1) if (!Number.isNaN(values[row])) return values[row];
  return null;
}

/** Whether a run has such a figure. @param {Columns} columns @param {string} name */
export function hasFigure({ figures, length }, name) {
  return length > 0 && name in figures;
}
