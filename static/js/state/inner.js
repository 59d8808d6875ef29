// @ts-check
/**
 * Inner: what drives a run from within, recorded only while it is looked at: the exact gradient, the state that the
 * optimizer keeps, and what follows from them. Pure.
 */

import { isLearning } from "./learning/problem.js";

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Inner} Inner */

const PREFIX = "state.";
/** The step divided by the negative gradient before it: the rate at which plain gradient descent would have gone there. */
export const EFFECTIVE_RATE = "effective_rate";

/** A step so much smaller than where it stands has no three digits left: the difference of two positions is mostly rounding. */
const LOST = 1000 * Number.EPSILON;

/** Whether a view looks at it. @param {import("../types.js").View} view */
function showsInner({ showState, showArrows, secondCurve }) {
  return showState || showArrows || secondCurve.startsWith(PREFIX);
}

/** Whether it is recorded: what a view looks at, but not the thousands of numbers of a model. @param {Experiment} experiment @param {import("../types.js").View} view */
export function recordsInner({ objective }, view) {
  return showsInner(view) && !isLearning(objective);
}

/**
 * The experiment with or without a record of it; the same object where nothing changes.
 * @param {Experiment} experiment
 * @param {boolean} isWanted
 * @returns {Experiment}
 */
export function withInner(experiment, isWanted) {
  const { state = false, gradient = false } = experiment.record ?? {};
  if (state === isWanted && gradient === isWanted) return experiment;
  return { ...experiment, record: { ...experiment.record, state: isWanted, gradient: isWanted } };
}

/** Whether the gradient was recorded. @param {Columns} columns */
export function hasGradient({ gradient, length, dimension }) {
  return length > 0 && gradient.length >= length * dimension;
}

/**
 * Names of what can be shown of a run, with how many numbers each has.
 * @param {Columns} columns
 * @returns {{name: string, width: number}[]}
 */
export function innerNames(columns) {
  const kept = Object.entries(columns.state).map(([name, { width }]) => ({ name, width }));
  return hasGradient(columns) ? [...kept, { name: EFFECTIVE_RATE, width: columns.dimension }] : kept;
}

/**
 * The numbers of one entry at a row; null if there are none.
 * @param {Columns} columns
 * @param {string} name
 * @param {number} row
 * @returns {number[] | null}
 */
export function innerAt(columns, name, row) {
  if (name === EFFECTIVE_RATE) return effectiveRate(columns, row);
  const kept = columns.state[name];
  return kept ? Array.from(kept.values.subarray(row * kept.width, (row + 1) * kept.width)) : null;
}

/** @param {Columns} columns @param {number} row @returns {number[] | null} */
function effectiveRate(columns, row) {
  const { position, gradient, dimension, step } = columns;
  if (!hasGradient(columns) || row < 1 || step[row] !== step[row - 1] + 1) return null;
  const here = row * dimension;
  return Array.from({ length: dimension }, (_, axis) => {
    const slope = gradient[here - dimension + axis];
    const move = position[here + axis] - position[here - dimension + axis];
    const isLost = Math.abs(move) <= LOST * Math.abs(position[here + axis]);
    return slope === 0 || isLost ? NaN : -move / slope;
  });
}

/** What "state.velocity.1" speaks of; null for what is no part of a state. @param {string} series */
export function innerSeries(series) {
  if (!series.startsWith(PREFIX)) return null;
  const [, name, axis] = series.split(".");
  return { name, axis: axis === undefined ? null : Number(axis) };
}

/** How a curve of a state is called. @param {string} name @param {number} [axis] */
export function seriesNamed(name, axis) {
  return PREFIX + (axis === undefined ? name : `${name}.${axis}`);
}

/** The last values made, by their columns. @type {WeakMap<Columns, {key: string, values: Float64Array}>} */
const made = new WeakMap();

/**
 * A curve of a run: a column, a coordinate of its state, or the length of a part of it. NaN where there is none.
 * @param {Columns} columns
 * @param {string} series
 * @returns {Float64Array}
 */
export function seriesOf(columns, series) {
  const inner = innerSeries(series);
  if (!inner) return columns[/** @type {import("../types.js").SeriesName} */ (series)];
  const key = `${series} ${columns.length} ${columns.revision}`;
  const before = made.get(columns);
  if (before?.key === key) return before.values;
  const { name, axis } = inner;
  const values = Float64Array.from({ length: columns.length }, (_, row) => {
    const numbers = innerAt(columns, name, row);
    if (!numbers) return NaN;
    if (axis !== null) return numbers[axis] ?? NaN;
    return numbers.length === 1 ? numbers[0] : Math.hypot(...numbers);
  });
  made.set(columns, { key, values });
  return values;
}
