// @ts-check
/** The runs as a slice shows them: their shadows on the line or plane, and how far from it they really are. Pure. */

import { emptyColumns, rowAt } from "../columns.js";

/** @typedef {import("../../types.js").Run} Run */
/** @typedef {import("../../server/landscapes.js").SliceAnswer} SliceAnswer */

/**
 * A run whose columns hold its shadow: `position` are coefficients along the directions.
 * @typedef {Run & {away: Float64Array, distance: Float64Array, onPlane: Float64Array}} Shadow
 *     per row: the distance from the slice as a share of the runs' reach, that distance, and the loss where the slice shows it
 */

/** Beyond this share of the runs' reach a shadow says little. */
export const FAR = 0.5;

/**
 * @param {Partial<SliceAnswer>} picture
 * @param {readonly Run[]} runs
 * @returns {Shadow[]}
 */
export function shadowsOf({ trajectories = [], directions = [] }, runs) {
  return trajectories.flatMap(({ run: index, step, coordinates, distance, share_outside, loss, loss_on_plane: onPlane }) => {
    const run = runs[index];
    if (!run) return [];
    const away = Float64Array.from(share_outside, (value) => value ?? NaN);
    const columns = { ...emptyColumns(), length: step.length, dimension: directions.length, step: Float64Array.from(step), position: Float64Array.from(coordinates.flat()), loss: Float64Array.from(loss, (value) => value ?? NaN) };
    return [{ ...run, columns, length: step.length, away, distance: Float64Array.from(distance, (value) => value ?? NaN), onPlane: Float64Array.from(onPlane, (value) => value ?? NaN) }];
  });
}

/**
 * What is known of a shadow at the cursor: of the last of its rows there; null before the first.
 * @param {Shadow} shadow
 * @param {number} cursor
 */
export function shadowAt({ columns, away, distance, onPlane }, cursor) {
  const row = rowAt(columns, cursor);
  return row < 0 ? null : { step: columns.step[row], away: away[row], distance: distance[row], loss: columns.loss[row], onPlane: onPlane[row] };
}
