// @ts-check
/** A picture of a slice as a landscape. Of accuracy, what is drawn is the share of mistakes: low ground is good. Pure. */

import { FIGURES, LINE, STRIP } from "./choices.js";

/** @typedef {import("../../server/landscapes.js").SlicePicture} SlicePicture */
/** @typedef {import("./choices.js").SliceChoices} SliceChoices */

/**
 * @param {SlicePicture} picture
 * @param {SliceChoices} choices
 * @returns {import("../../types.js").Landscape}
 */
export function groundOf(picture, { figure, second }) {
  const { axes } = picture;
  const rows = [figure, ...(second === LINE ? besideOf(figure) : [])].flatMap((name) => rowsOf(picture, name));
  const height = figure === "accuracy" ? (/** @type {number | null} */ value) => 1 - (value ?? NaN) : (/** @type {number | null} */ value) => value ?? NaN;
  return { key: "", x: Float64Array.from(axes[0]), y: axes[1] && second !== STRIP ? Float64Array.from(axes[1]) : null, loss: rows.map((row) => Float64Array.from(row, height)) };
}

/** The lowest and the highest that a picture shows. @param {SlicePicture | null} picture @param {SliceChoices | null} choices */
export function rangeOf(picture, choices) {
  const values = picture && choices ? rowsOf(picture, choices.figure).flat() : [];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? { low: NaN, high: NaN } : { low, high };
}

/** What a line shows beside a figure: the loss of one example is seen against the mean. @param {string} figure */
export function besideOf(figure) {
  return figure === "example_losses" ? ["data_loss"] : [];
}

/** The figure that is chosen, row by row; a line is one row. @param {SlicePicture} picture @param {string} name @returns {(number | null)[][]} */
function rowsOf(picture, name) {
  const { figure, entry } = FIGURES[name];
  const rows = picture.axes.length === 1 ? [picture[figure]] : picture[figure];
  return entry === undefined ? rows : rows.map((/** @type {(number | null)[][]} */ row) => row.map((entries) => entries[entry]));
}
