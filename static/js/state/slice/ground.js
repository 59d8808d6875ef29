// @ts-check
/** A picture of a slice as a landscape. Of accuracy, what is drawn is the share of mistakes: low ground is good. Pure. */

/** @typedef {import("../../server/landscapes.js").SlicePicture} SlicePicture */
/** @typedef {import("./choices.js").SliceChoices} SliceChoices */

/**
 * @param {SlicePicture} picture
 * @param {SliceChoices} choices
 * @returns {import("../../types.js").Landscape}
 */
export function groundOf(picture, { figure }) {
  const { axes } = picture;
  const rows = /** @type {(number | null)[][]} */ (axes.length === 1 ? [picture[figure]] : picture[figure]);
  const height = figure === "accuracy" ? (/** @type {number | null} */ value) => 1 - (value ?? NaN) : (/** @type {number | null} */ value) => value ?? NaN;
  return { key: "", x: Float64Array.from(axes[0]), y: axes[1] ? Float64Array.from(axes[1]) : null, loss: rows.map((row) => Float64Array.from(row, height)) };
}

/** The lowest and the highest that a picture shows. @param {SlicePicture | null} picture @param {SliceChoices | null} choices */
export function rangeOf(picture, choices) {
  const values = picture && choices ? /** @type {(number | null)[]} */ ([picture[choices.figure]].flat(2)) : [];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? { low: NaN, high: NaN } : { low, high };
}
