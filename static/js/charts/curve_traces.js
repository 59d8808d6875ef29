// @ts-check
/** The lines of a curve chart, and what they say where one points at them. */

import { formatCoordinate, formatNumber } from "../dom/format.js";
import { placeOfRow } from "../state/abscissa.js";
import { seriesOfLine, valuesOf } from "../state/series.js";
import { smoothed } from "../state/smoothing.js";
import { cssColor, runColor, sizes } from "./palette.js";
import { rowWords } from "./row_words.js";

/** @typedef {import("./curve_chart.js").CurveScene} CurveScene */
/** @typedef {import("./curve_chart.js").CurveWords} CurveWords */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./curve_chart.js").Line} Line */

const MOST_POINTS = 3000;
/** Of so many runs all numbers are told at the pointer; of more only those of the curve. */
const MOST_TOLD = 3;
/** How wide the line of a curve is, as a share of a path's on the map. */
const CURVE = 0.82;
/** And of one that stands back behind the others. */
const QUIET = 0.67;
/** Numbers that stand alone are marked, up to so many: more are a line anyway. */
const MOST_MARKED = 80;

/**
 * All lines: the curves, or, smoothed, first the raw ones, faint.
 * @param {CurveScene} scene
 * @param {number[]} range
 * @param {CurveWords} words
 */
export function curveTraces(scene, range, words) {
  const isTold = !scene.isPlain && scene.runs.filter((run) => !run.isHidden).length <= MOST_TOLD;
  const lines = scene.runs.map((run) => curveTrace(run, scene, range, isTold ? words : null));
  return [...lines.flatMap(({ raw }) => (raw ? [raw] : [])), ...lines.map(({ main }) => main)];
}

/** @param {Line} run @param {CurveScene} scene @param {number[]} range @param {CurveWords | null} words */
function curveTrace(run, { series: common, offset, scale, xAxis, smoothing, minima }, range, words) {
  const { columns, length, appearance, look } = run;
  const series = seriesOfLine(run, common);
  const all = valuesOf(columns, series, minima);
  const rows = run.isSparse ? knownRows(all, length) : tellingRows(all, length);
  const isMarked = run.isSparse && rows.length <= MOST_MARKED && rows.length < length;
  const heights = (/** @type {number[]} */ values) => (scale === "log" ? values.map((value) => (value > 0 ? value : null)) : values.map((value) => withinReach(value, range)));
  const raw = rows.map((row) => all[row] - offset);
  const line = {
    type: "scatter",
    mode: isMarked ? "lines+markers" : "lines",
    x: rows.map((row) => placeOfRow(columns, xAxis, row)),
    line: { color: runColor(appearance), width: sizes().line * (look === undefined ? CURVE : CURVE * QUIET), dash: look === "faint" ? "solid" : appearance.dash },
    marker: { size: look === "open" ? 5 : 4, color: look === "open" ? cssColor("--card") : runColor(appearance), line: { color: runColor(appearance), width: look === "open" ? 1.3 : 0 } },
    opacity: look === "faint" ? 0.3 : 1,
    visible: !run.isHidden,
  };
  const smooth = smoothing > 0 ? smoothed(all.subarray(0, length).map((value) => value - offset), smoothing, scale) : null;
  const values = smooth ? rows.map((row) => smooth[row]) : raw;
  const main = {
    ...line,
    uid: `curve-${run.key}`,
    name: run.label.replaceAll("<", "&lt;"),
    y: heights(values),
    text: rowsInWords(run, rows, { series, key: `${offset} ${smoothing} ${scale}`, values, raw, isSmooth: smooth !== null, xAxis, words }),
    hovertemplate: "%{text}",
  };
  return { main, raw: smooth && { ...line, uid: `raw-${run.key}`, y: heights(raw), opacity: 0.28, hoverinfo: "skip", line: { ...line.line, width: 1.2, dash: "solid" } } };
}

/**
 * What is said at each row: the value, and of a few runs all else that is known there.
 * @param {Run} run
 * @param {number[]} rows
 * @param {{series: string, key: string, values: ArrayLike<number>, raw: number[], isSmooth: boolean, xAxis: import("../types.js").Abscissa, words: CurveWords | null}} options
 */
function rowsInWords({ columns }, rows, { series, key, values, raw, isSmooth, xAxis, words }) {
  const { dimension, position, loss, gradient_norm, learning_rate: rate } = columns;
  return rowWords(columns, rows, { purpose: `curve ${series}`, key: `${key} ${words !== null} ${xAxis}` }, (row, at) => {
    const value = isSmooth ? `${formatNumber(values[at])} ← ${formatNumber(raw[at])}` : formatNumber(values[at]);
    if (!words) return value;
    const place = dimension <= 3 ? ` (${Array.from(position.subarray(row * dimension, (row + 1) * dimension), formatCoordinate).join(", ")})` : "";
    const others = [["loss", "f", loss[row]], ["gradient_norm", "‖∇f‖", gradient_norm[row]], ["learning_rate", "η", rate[row]]];
    const told = /** @type {[string, string, number][]} */ (others).filter(([name, , number]) => name !== series && !Number.isNaN(number)).map(([, sign, number]) => `${sign} ${formatNumber(number)}`);
    const count = xAxis === "steps" ? `${placeOfRow(columns, "evaluations", row)} ${words.evaluations}` : `${words.step} ${columns.step[row]}`;
    return `${value}${place}<br>${[...told, count].join(" · ")}`;
  });
}

/** Far beyond the axis a line is vertical anyway, and drawing routines take no 1e+150. @param {number} value @param {number[]} range */
function withinReach(value, [low, high]) {
  const reach = 1000 * (high - low);
  return Math.min(Math.max(value, low - reach), high + reach);
}

/** The rows whose value is known. @param {Float64Array} values @param {number} length */
function knownRows(values, length) {
  const rows = Array.from({ length }, (_, row) => row).filter((row) => !Number.isNaN(values[row]));
  const stride = Math.ceil(rows.length / MOST_POINTS);
  return stride > 1 ? rows.filter((_, at) => at % stride === 0 || at === rows.length - 1) : rows;
}

/**
 * The rows to draw: all of them, or the lowest and the highest of each stretch where there are more than a screen can
 * show, so that no spike is lost.
 * @param {Float64Array} values
 * @param {number} length
 * @returns {number[]}
 */
function tellingRows(values, length) {
  if (length <= MOST_POINTS) return Array.from({ length }, (_, row) => row);
  const stretch = Math.ceil((2 * length) / MOST_POINTS);
  /** @type {number[]} */
  const rows = [0];
  for (let from = 1; from < length; from += stretch) {
    let [low, high] = [from, from];
    for (let row = from; row < Math.min(from + stretch, length); row += 1) {
      if (values[row] < values[low]) low = row;
      if (values[row] > values[high]) high = row;
    }
    rows.push(Math.min(low, high));
    if (low !== high) rows.push(Math.max(low, high));
  }
  if (rows[rows.length - 1] !== length - 1) rows.push(length - 1);
  return rows;
}
