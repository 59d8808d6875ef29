// @ts-check
/** How far the axes of a curve chart reach, and where their ticks stand. */

import { seriesOfLine, valuesOf } from "../state/series.js";
import { plotlyTicks } from "./axis_ticks.js";
import { textSize } from "./palette.js";

/** @typedef {import("./curve_chart.js").CurveScene} CurveScene */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scale} Scale */

/** Below this share of the largest value a logarithmic axis shows nothing: it is rounding. */
const DEEPEST = 1e-20;
/** How far above the start a logarithmic axis may reach: a run beyond leaves through the top. */
const HIGHEST = 1e4;

/** Above and below the values, as a share of their range. */
const ROOM = 0.06;
/** The range of a logarithmic axis on which nothing changes. */
const DECADES = 8;

/** What an axis shows where there is nothing to show: no numbers stand at it. @type {Record<Scale, number[]>} */
const NOTHING = { log: [-1, 1], linear: [0, 1] };

/** What the vertical axis shows, in powers of ten where it is logarithmic. @param {CurveScene} scene @returns {number[]} */
export function valueRange(scene) {
  const { runs, companions, series, scale } = scene;
  const extents = [...runs, ...companions].filter((run) => !run.isHidden).map((run) => extentOf(run, scene)).filter(({ low, high }) => low <= high);
  if (extents.length === 0) return NOTHING[scale];
  const ceiling = ["loss", "gradient_norm", "distance"].includes(series) ? ceilingOf(extents, scale) : Infinity;
  const high = Math.min(Math.max(...extents.map((extent) => extent.high)), ceiling);
  const low = Math.min(...extents.map((extent) => extent.low), high);
  if (scale === "linear") return padded(low, high, Math.abs(high) || 1);
  return padded(Math.log10(Math.max(low, high * DEEPEST)), Math.log10(high), DECADES);
}

/** Where the numbers of the vertical axis stand. @param {number[]} range @param {Scale} scale @param {number} height */
export function valueTicks(range, scale, height) {
  if (range === NOTHING[scale]) return { showticklabels: false };
  return plotlyTicks(scale, range, height, textSize(18));
}

/** @typedef {{first: number, low: number, high: number}} Extent */

/**
 * Where one run begins, and its lowest and highest value that the axis can show.
 * @param {import("./curve_chart.js").Line} run
 * @param {CurveScene} scene
 * @returns {Extent}
 */
function extentOf(run, { series, offset, scale, minima }) {
  const { columns, length } = run;
  let [first, low, high] = [NaN, Infinity, -Infinity];
  const values = valuesOf(columns, seriesOfLine(run, series), minima);
  for (let row = 0; row < length; row += 1) {
    const value = values[row] - offset;
    if (!Number.isFinite(value) || (scale === "log" && value <= 0)) continue;
    if (Number.isNaN(first)) first = value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { first, low, high };
}

/**
 * Where the axis ends at the top: a run that diverges leaves the picture instead of flattening all others.
 * @param {readonly Extent[]} extents
 * @param {Scale} scale
 */
function ceilingOf(extents, scale) {
  const begun = Math.max(...extents.map(({ first }) => first));
  if (scale === "log") return begun * HIGHEST;
  const depth = begun - Math.min(...extents.map(({ low }) => low));
  return begun + 2 * Math.max(depth, Math.abs(begun)) || Infinity;
}

/** With room above and below; `breadth` is that of a range in which nothing changes. @param {number} low @param {number} high @param {number} breadth */
function padded(low, high, breadth) {
  const margin = (high - low || breadth) * ROOM;
  return [low - margin, high + margin];
}
