// @ts-check
/** The curves that a run has: its columns, parts of its state, and how far it is from the nearest known minimum. Pure. */

import { seriesOf } from "./inner.js";

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").KnownPoint} KnownPoint */

/** What only learning problems have: "figure.accuracy", or of a group of weights "figure.update_ratio.0". */
const FIGURE = "figure.";

/** How a curve of a figure is called. @param {string} name @param {number} [group] */
export function figureNamed(name, group) {
  return FIGURE + (group === undefined ? name : `${name}.${group}`);
}

/** What a curve of a figure speaks of; null for every other curve. @param {string} series */
export function figureOf(series) {
  if (!series.startsWith(FIGURE)) return null;
  const [, name, group] = series.split(".");
  return { name, group: group === undefined ? 0 : Number(group) };
}

/** The curve of the distance to the nearest known minimum. */
export const DISTANCE = "distance";

/** What a line of a chart shows, if not what the chart shows. @param {{series?: string}} line @param {string} series */
export function seriesOfLine(line, series) {
  return line.series ?? series;
}

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
  const figure = figureOf(series);
  if (figure) return figureValues(columns, figure);
  if (series !== DISTANCE) return seriesOf(columns, series);
  const key = `${columns.length} ${columns.revision}`;
  const before = made.get(columns);
  if (before?.key === key && before.minima === minima) return before.values;
  const values = Float64Array.from({ length: columns.length }, (_, row) => distanceAt(columns, row, minima));
  made.set(columns, { key, minima, values });
  return values;
}

/** @param {Columns} columns @param {{name: string, group: number}} figure */
function figureValues({ figures, length }, { name, group }) {
  const { width = 0, values = new Float64Array(0) } = figures[name] ?? {};
  if (width === 1) return values;
  return Float64Array.from({ length }, (_, row) => (group < width ? values[row * width + group] : NaN));
}

/** @param {Columns} columns @param {number} row @param {readonly KnownPoint[]} minima */
function distanceAt({ position, dimension }, row, minima) {
  const here = position.subarray(row * dimension, (row + 1) * dimension);
  const distances = minima.filter(({ point }) => point.length === dimension).map(({ point }) => Math.hypot(...point.map((place, axis) => here[axis] - place)));
  return distances.length > 0 ? Math.min(...distances) : NaN;
}
