// @ts-check
/**
 * What stands on the horizontal axis of the curves: steps, epochs, examples, or what a run has asked for until then, values
 * and gradients alike, so that optimizers whose steps cost differently can be compared. Pure.
 */

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scale} Scale */
/** @typedef {import("../types.js").Abscissa} Abscissa */

/** Whether the same step stands at the same place for all runs. @param {Abscissa} axis */
export function isCommon(axis) {
  return axis === "steps" || axis === "epochs";
}

/**
 * Where a row stands on the axis.
 * @param {Columns} columns
 * @param {Abscissa} axis
 * @param {number} row
 */
export function placeOfRow({ step, stepsPerEpoch, figures, value_evaluations, gradient_evaluations }, axis, row) {
  if (axis === "evaluations") return value_evaluations[row] + gradient_evaluations[row];
  if (axis === "examples") return figures.examples_seen?.values[row] ?? step[row];
  return axis === "epochs" ? step[row] / stepsPerEpoch : step[row];
}

/** Where a step stands on an axis that is common to all runs. @param {readonly Run[]} runs @param {Abscissa} axis @param {number} step */
export function placeOfStep(runs, axis, step) {
  return step / perEpoch(runs, axis);
}

/** The step at a place of an axis that is common to all runs. @param {readonly Run[]} runs @param {Abscissa} axis @param {number} place */
export function stepAtPlace(runs, axis, place) {
  return Math.round(place * perEpoch(runs, axis));
}

/** @param {readonly Run[]} runs @param {Abscissa} axis */
function perEpoch(runs, axis) {
  return axis === "epochs" ? (runs[0]?.columns.stepsPerEpoch ?? 1) : 1;
}

/**
 * The last row at or before a place on the axis, else the first.
 * @param {Columns} columns
 * @param {Abscissa} axis
 * @param {number} place
 */
export function rowAtPlace(columns, axis, place) {
  let [low, high] = [0, columns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOfRow(columns, axis, middle) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/**
 * How far the axis reaches: to the last step, or as far as a run that is shown has come.
 * @param {readonly Run[]} runs
 * @param {Abscissa} axis
 * @param {number} steps
 */
export function reachOf(runs, axis, steps) {
  if (isCommon(axis)) return placeOfStep(runs, axis, Math.max(steps, 1));
  const ends = runs.filter(({ isHidden, length }) => !isHidden && length > 0).map(({ columns, length }) => placeOfRow(columns, axis, length - 1));
  return Math.max(1, ...ends);
}

/**
 * Where a place lies between the left end of the axis, 0, and the right, 1. The first step or evaluation is the left end
 * of a logarithmic one.
 * @param {number} place
 * @param {number} reach
 * @param {Scale} scale
 */
export function shareOf(place, reach, scale) {
  return scale === "linear" ? place / reach : Math.log10(Math.max(place, 1)) / Math.log10(Math.max(reach, 2));
}

/**
 * The place at a share of the axis.
 * @param {number} share
 * @param {number} reach
 * @param {Scale} scale
 */
export function placeAtShare(share, reach, scale) {
  return scale === "linear" ? share * reach : Math.max(reach, 2) ** share;
}
