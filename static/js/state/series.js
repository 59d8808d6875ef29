// @ts-check
/** The curves that a run has: its columns, parts of its state, and how far it is from the nearest known minimum. Pure. */

import { seriesOf } from "./inner.js";

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").KnownPoint} KnownPoint */

/** The curve of the distance to the nearest known minimum. */
export const DISTANCE = "distance";

/** The last distances made, by their columns. @type {WeakMap<Columns, {key: string, minima: readonly KnownPoint[], values: Float64Array}>} */
const made = new WeakMap();

/**
 * A curve of a run, one number per row. NaN where there is none.
 * @param {Columns} columns
 * @param {string} series
 * @param {readonly KnownPoint[]} minima
 * @returns {Float64Array}
 */
export function valuesOf(columns, series, minima) {
  if (series !== DISTANCE) return seriesOf(columns, series);
  const key = `${columns.length} ${columns.revision}`;
  const before = made.get(columns);
  if (before?.key === key && before.minima === minima) return before.values;
  const values = Float64Array.from({ length: columns.length }, (_, row) => distanceAt(columns, row, minima));
  made.set(columns, { key, minima, values });
  return values;
}

/** @param {Columns} columns @param {number} row @param {readonly KnownPoint[]} minima */
function distanceAt({ position, dimension }, row, minima) {
  const here = position.subarray(row * dimension, (row + 1) * dimension);
  const distances = minima.filter(({ point }) => point.length === dimension).map(({ point }) => Math.hypot(...point.map((place, axis) => here[axis] - place)));
  return distances.length > 0 ? Math.min(...distances) : NaN;
}
