// @ts-check
/** Where the numbers of a logarithmic axis stand, and how they are written: one rule for every chart. Pure. */

import { formatTick, formatPower } from "../dom/format.js";
import { roundNumbers } from "./slice/ticks.js";

/** @typedef {{value: number, words: string, power: string}} Tick   `power`: what stands raised behind the words, mostly nothing */

/** Within so many powers of ten even steps leave no large gap at the bottom. */
const NARROW = 1;
/** On the average labels stand so many times as far from each other as they must. */
const AIRY = 1.5;
/** Beyond such a power its zeros are counted for the reader. */
const PLAIN = 3;

/**
 * Of 1, 2 and 5, of whole powers and, where the axis is short, of even steps those that give most numbers; none touches another.
 * @param {readonly number[]} ends   of the axis, as exponents of ten
 * @param {number} length_px         of the axis
 * @param {number} label_px          what a label takes along it
 * @returns {Tick[]}
 */
export function logTicks([low, high], length_px, label_px) {
  const span = high - low;
  const most = Math.max(2, Math.floor(length_px / (AIRY * label_px)));
  const strides = Array.from({ length: Math.max(1, Math.ceil(span / 2)) }, (_, at) => at + 1);
  const steps = span < NARROW ? Array.from({ length: most }, (_, at) => roundNumbers(10 ** low, 10 ** high, at + 1)) : [];
  const ladders = [digits(low, high), ...strides.map((stride) => multiples(low, high, stride).map((exponent) => 10 ** exponent)), ...steps];
  const hasRoom = (/** @type {number[]} */ values) => values.every((value, at) => at === 0 || (Math.log10(value / values[at - 1]) / span) * length_px >= label_px);
  const best = ladders.reduce((one, other) => (other.length > one.length && other.length <= most && hasRoom(other) ? other : one), []);
  const isRaised = best.every(isPower) && best.some((value) => Math.abs(Math.log10(value)) > PLAIN + 0.5);
  return best.map((value) => ({ value, ...(isRaised ? formatPower(Math.round(Math.log10(value))) : { words: formatTick(value), power: "" }) }));
}

/** An axis of Plotly with the numbers of the rule. @param {Parameters<typeof logTicks>} axis */
export function plotlyTicks(...axis) {
  const ticks = logTicks(...axis);
  return { tickmode: "array", tickvals: ticks.map(({ value }) => value), ticktext: ticks.map(({ words, power }) => (power ? `${words}<sup>${power}</sup>` : words)) };
}

/** One, two and five of each power of ten. @param {number} low @param {number} high */
function digits(low, high) {
  const all = multiples(Math.floor(low), high, 1).flatMap((exponent) => [1, 2, 5].map((digit) => Number((digit * 10 ** exponent).toPrecision(3))));
  return all.filter((value) => Math.log10(value) > low - 1e-9 && Math.log10(value) < high + 1e-9);
}

/** @param {number} low @param {number} high @param {number} stride */
function multiples(low, high, stride) {
  const first = Math.ceil(low / stride - 1e-9);
  return Array.from({ length: Math.max(Math.floor(high / stride + 1e-9) - first + 1, 0) }, (_, at) => (first + at) * stride);
}

/** @param {number} value */
function isPower(value) {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}
