// @ts-check
/**
 * What stands on the horizontal axis of the curves: steps, or what a run has asked for until then, values and gradients
 * alike, so that optimizers whose steps cost differently can be compared. Pure.
 */

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scale} Scale */
/** @typedef {import("../types.js").Abscissa} Abscissa */

/**
 * Where a row stands on the axis.
 * @param {Columns} columns
 * @param {Abscissa} axis
 * @param {number} row
 */
export function placeOfRow({ step, value_evaluations, gradient_evaluations }, axis, row) {
  return axis === "steps" ? step[row] : value_evaluations[row] + gradient_evaluations[row];
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
  if (axis === "steps") return Math.max(steps, 1);
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
 * The place at a share of the axis, in whole numbers.
 * @param {number} share
 * @param {number} reach
 * @param {Scale} scale
 */
export function placeAtShare(share, reach, scale) {
  return Math.round(scale === "linear" ? share * reach : Math.max(reach, 2) ** share);
}
