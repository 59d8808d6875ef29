// @ts-check
/**
 * Smoothing of a curve: the exponential moving average, divided by the sum of its weights (bias correction), so that it
 * begins at the first value. For a logarithmic axis it is the logarithm that is averaged: there a mean of the values
 * themselves would only show the largest. Pure.
 */

/** The strongest; the last value then has a weight of one hundredth. */
export const STRONGEST = 0.99;

/**
 * @param {ArrayLike<number>} values   those without a number, or without a logarithm, are passed over
 * @param {number} strength            the weight of what was before: 0 leaves all as it is
 * @param {import("../types.js").Scale} scale
 * @returns {Float64Array}
 */
export function smoothed(values, strength, scale) {
  const isLog = scale === "log";
  let [mean, weight] = [0, 0];
  return Float64Array.from(values, (value) => {
    const level = isLog ? Math.log(value) : value;
    if (!Number.isFinite(level)) return NaN;
    mean = strength * mean + (1 - strength) * level;
    weight = strength * weight + (1 - strength);
    return isLog ? Math.exp(mean / weight) : mean / weight;
  });
}
