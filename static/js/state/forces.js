// @ts-check
/**
 * Forces: what acts on a run where it stands, and what comes of it. Pure. Velocity and first moment gather gradients in
 * most optimizers, and steps in some: the push is where their first steps went (tests/engine/test_memory.py).
 */

import { hasGradient, innerAt } from "./inner.js";

/** @typedef {import("../types.js").Columns} Columns */

/** From so many steps one sees which way a memory pushes. */
const FIRST_STEPS = 20;
/** Parts of a state that say where it is pushed, the nearest to the step first. */
export const MEMORIES = ["velocity", "first_moment"];

/**
 * @typedef {object} Forces
 * @property {number[] | null} downhill   −∇f, the exact one
 * @property {number[] | null} memory     where velocity or first moment push; null for who remembers nothing
 * @property {number[] | null} step       the change of position that follows; null at the end
 */

/**
 * @param {Columns} columns
 * @param {number} row
 * @returns {Forces}
 */
export function forcesAt(columns, row) {
  const { gradient, position, dimension, step, length } = columns;
  const point = (/** @type {Float64Array} */ from, /** @type {number} */ at) => Array.from(from.subarray(at * dimension, (at + 1) * dimension));
  const hasNext = row + 1 < length && step[row + 1] === step[row] + 1;
  const here = point(position, row);
  const name = MEMORIES.find((known) => innerAt(columns, known, row)?.some((value) => value !== 0) && columns.state[known].width === dimension);
  const memory = name ? innerAt(columns, name, row) : null;
  return {
    downhill: hasGradient(columns) ? reversed(point(gradient, row)) : null,
    memory: memory && name ? (pointsUphill(columns, name) ? reversed(memory) : memory) : null,
    step: hasNext ? point(position, row + 1).map((value, axis) => value - here[axis]) : null,
  };
}

/** @param {number[]} vector */
function reversed(vector) {
  return vector.map((value) => -value);
}

/** Whether a memory points against the steps that it led to. @param {Columns} columns @param {string} name */
function pointsUphill({ state, position, dimension, length }, name) {
  let along = 0;
  for (let at = dimension; at < Math.min(length, FIRST_STEPS + 1) * dimension; at += 1) along += state[name].values[at] * (position[at] - position[at - dimension]);
  return along < 0;
}
