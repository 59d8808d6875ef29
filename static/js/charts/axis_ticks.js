// @ts-check
/** Where the numbers of an axis stand, and how they are written: one rule for every chart. Pure. */

import { formatTick, formatPower } from "../dom/format.js";
import { roundNumbers } from "./slice/ticks.js";

/** @typedef {{value: number, words: string, power: string}} Tick   `power`: what stands raised behind the words, mostly nothing */

/** Within so many powers of ten even steps leave no large gap at the bottom. */
const NARROW = 0.6;
/** On the average labels stand so many times as far from each other as they must. */
const AIRY = 1.5;
/** Beyond such a power its zeros are counted for the reader. */
const PLAIN = 3;
/** A number of more letters has no room beside an axis. */
const LONGEST = 7;
/** Steps that are smaller, as a share of the number, are lost in its last digits. */
const FINEST = 1e-10;

/**
 * Of 1, 2 and 5, with 3 and 7 between, of whole powers and, where the axis is short, of even steps those that give most numbers;
 * none touches another.
 * @param {readonly number[]} ends   of the axis, as exponents of ten
 * @param {number} length_px         of the axis
 * @param {number} label_px          what a label takes along it
 * @returns {Tick[]}
 */
export function logTicks([low, high], length_px, label_px) {
  const span = high - low;
  const most = Math.max(2, Math.floor(length_px / (AIRY * label_px)));
  const strides = Array.from({ length: Math.max(1, Math.ceil(span / 2)) }, (_, at) => at + 1);
  const steps = span < NARROW ? Array.from({ length: most }, (_, at) => roundNumbers(10 ** low, 10 ** high, at + 1)).filter(areTold) : [];
  const ladders = [digits(low, high, [1, 2, 5]), digits(low, high, [1, 2, 3, 5, 7]), ...strides.map((stride) => multiples(low, high, stride).map((exponent) => 10 ** exponent)), ...steps];
  const hasRoom = (/** @type {number[]} */ values) => values.every((value, at) => at === 0 || (Math.log10(value / values[at - 1]) / span) * length_px >= label_px);
  const best = ladders.reduce((one, other) => (other.length > one.length && other.length <= most && hasRoom(other) ? other : one), []);
  if (best.length === 0) return [roughly(10 ** ((low + high) / 2))];
  const isRaised = best.every(isPower) && best.some((value) => Math.abs(Math.log10(value)) > PLAIN + 0.5);
  return isRaised ? best.map((value) => ({ value, ...formatPower(Math.round(Math.log10(value))) })) : written(best);
}

/**
 * Round numbers in even steps.
 * @param {readonly number[]} ends
 * @param {number} length_px
 * @param {number} label_px
 * @returns {Tick[]}
 */
export function linearTicks([low, high], length_px, label_px) {
  const values = roundNumbers(low, high, Math.max(2, Math.round(length_px / (AIRY * label_px))));
  return areTold(values) ? written(values) : [roughly((low + high) / 2)];
}

/**
 * An axis of Plotly with the numbers of the rule.
 * @param {import("../types.js").Scale} scale
 * @param {Parameters<typeof logTicks>} axis
 */
export function plotlyTicks(scale, ...axis) {
  const ticks = scale === "log" ? logTicks(...axis) : linearTicks(...axis);
  return { tickmode: "array", tickvals: ticks.map(({ value }) => value), ticktext: ticks.map(({ words, power }) => (power ? `${words}<sup>${power}</sup>` : words)) };
}

/** Numbers in even steps: whole, or where they are too long the first one about and how much more each other one is. @param {readonly number[]} values @returns {Tick[]} */
function written(values) {
  if (values.map(formatTick).every(isShort)) return values.map((value) => ({ value, words: formatTick(value), power: "" }));
  return values.map((value, at) => (at === 0 ? roughly(value) : { value, words: `+${formatTick(Number((value - values[0]).toPrecision(3)))}`, power: "" }));
}

/** Whether numbers in even steps can be told from each other. @param {readonly number[]} values */
function areTold(values) {
  const words = values.map(formatTick);
  const isWhole = words.every(isShort) && new Set(words).size === words.length;
  return values.length > 0 && (isWhole || (values.length > 1 && values[1] - values[0] > FINEST * Math.abs(values[0])));
}

/** A number in as many digits as there is room for. @param {number} value @returns {Tick} */
function roughly(value) {
  const rounded = [12, 3, 2, 1].map((digits) => Number(value.toPrecision(digits)));
  const short = rounded.find((number) => isShort(formatTick(number))) ?? rounded[3];
  return { value, words: `${short === rounded[0] ? "" : "≈"}${formatTick(short)}`, power: "" };
}

/** @param {string} words */
function isShort(words) {
  return words.length <= LONGEST;
}

/** The same digits of each power of ten. @param {number} low @param {number} high @param {readonly number[]} shown */
function digits(low, high, shown) {
  const all = multiples(Math.floor(low), high, 1).flatMap((exponent) => shown.map((digit) => Number((digit * 10 ** exponent).toPrecision(3))));
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
