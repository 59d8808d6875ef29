// @ts-check
/** The traces that lie on the map at rest: paths, walkers, known points, arrows of the gradient. */

import { LINE_PX, WALKER_PX } from "./trails.js";
import { positionAt, rowAt, rowsBefore } from "../state/columns.js";
import { cssColor, runColor } from "./palette.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").KnownPoint} KnownPoint */
/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {{step: string, loss: string, norm: string, rate: string, evaluations: string, minimum: string, saddle: string, change: string}} HoverTexts */

/** Traces whose uid begins so are hidden while the canvases show them moving (plotly.css). */
const MOVING = "run";
/** Of a longer path every so-many-th point is drawn at rest. */
const MOST_POINTS = 10_000;

/**
 * Path of a run up to the cursor.
 * @param {Run} run
 * @param {number} cursor
 * @param {HoverTexts} texts
 * @param {string[]} variables
 */
export function pathTrace(run, cursor, texts, variables) {
  const { columns, appearance } = run;
  const { points, rows } = pathPoints(run, cursor);
  const coordinates = variables.slice(0, 2).map((name, axis) => `${name} %{${"xy"[axis]}:.4g}`).join("  ");
  return {
    type: "scatter",
    uid: `${MOVING}-path-${run.key}`,
    name: run.label,
    mode: "lines",
    x: points.map((point) => point[0]),
    y: points.map((point) => point[1]),
    customdata: rows.map((row) => [columns.step[row], columns.loss[row], columns.gradient_norm[row], columns.learning_rate[row], columns.value_evaluations[row] + columns.gradient_evaluations[row]]),
    line: { color: runColor(appearance), width: LINE_PX, dash: appearance.dash, simplify: false },
    hovertemplate:
      `<b>${escaped(run.label)}</b>  ${texts.step} %{customdata[0]}<br>${coordinates}<br>${texts.loss} %{customdata[1]:.6g}` +
      `<br>${texts.norm} %{customdata[2]:.4g}<br>${texts.rate} %{customdata[3]:.4g}<br>${texts.evaluations} %{customdata[4]}<extra></extra>`,
    cliponaxis: true,
    visible: !run.isHidden,
  };
}

/** The walker at the end of its path. @param {Run} run @param {number} cursor */
export function walkerTrace(run, cursor) {
  const { points } = pathPoints(run, cursor);
  const end = points[points.length - 1];
  return {
    type: "scatter",
    uid: `${MOVING}-walker-${run.key}`,
    name: run.label,
    mode: "markers",
    x: end ? [end[0]] : [],
    y: end ? [end[1]] : [],
    marker: { symbol: run.appearance.marker, size: 2 * WALKER_PX + 4, color: runColor(run.appearance), line: { color: cssColor("--card"), width: 2 } },
    hoverinfo: "skip",
    cliponaxis: true,
    visible: !run.isHidden,
  };
}

/** @param {number[] | null} start @param {string} label */
export function startTrace(start, label) {
  return {
    type: "scatter",
    uid: `${MOVING}-start`,
    name: label,
    mode: "markers",
    x: start ? [start[0]] : [],
    y: start ? [start[1]] : [],
    marker: { symbol: "cross-thin-open", size: 18, color: cssColor("--ink"), line: { color: cssColor("--ink"), width: 2.2 } },
    hoverinfo: "skip",
  };
}

/** Where a live change took hold. @param {readonly Run[]} runs @param {readonly Change[]} changes @param {number} cursor @param {HoverTexts} texts */
export function changeTrace(runs, changes, cursor, texts) {
  const seen = changes.filter(({ run, step }) => runs[run] && !runs[run].isHidden && step - 1 <= cursor && runs[run].length >= step);
  const points = seen.map(({ run, step }) => pointAt(runs[run], step - 1));
  return {
    type: "scatter",
    uid: `${MOVING}-changes`,
    mode: "markers",
    x: points.map((point) => point?.[0]),
    y: points.map((point) => point?.[1]),
    text: seen.map(({ run, step, optimizer }) => `<b>${escaped(runs[run].label)}</b>  ${texts.change} ${step}<br>${Object.entries(optimizer).map(([name, value]) => `${name} = ${value}`).join("<br>")}`),
    marker: { symbol: "circle-open", size: 11, color: cssColor("--change"), line: { width: 2, color: cssColor("--change") } },
    hovertemplate: "%{text}<extra></extra>",
  };
}

/** @param {readonly KnownPoint[]} known @param {"minima" | "saddles"} kind @param {boolean} isShown @param {HoverTexts} texts */
export function knownTrace(known, kind, isShown, texts) {
  const isMinima = kind === "minima";
  return {
    type: "scatter",
    uid: `known-${kind}`,
    mode: "markers",
    x: known.map(({ point }) => point[0]),
    y: known.map(({ point, value }) => (point.length === 1 ? value : point[1])),
    customdata: known.map(({ value }) => value),
    marker: isMinima
      ? { symbol: "star", size: 15, color: cssColor("--ink"), line: { color: cssColor("--card"), width: 1.2 } }
      : { symbol: "x-thin-open", size: 9, color: cssColor("--ink-2"), line: { color: cssColor("--ink-2"), width: 1.8 } },
    hovertemplate: `<b>${isMinima ? texts.minimum : texts.saddle}</b><br>(%{x:.5g}, %{y:.5g})<br>${texts.loss} %{customdata:.6g}<extra></extra>`,
    visible: isShown && known.length > 0,
  };
}

/**
 * Arrows of −∇f. Their length grows with the logarithm of the gradient: it spans many decades.
 * @param {Field | null} field
 */
export function fieldTrace(field) {
  /** @type {(number | null)[][]} */
  const [xs, ys] = [[], []];
  if (field && field.gradient.length > 0) {
    const cell = [field.x[1] - field.x[0], field.y[1] - field.y[0]];
    const steepest = Math.max(...field.gradient.flat().map(([gx, gy]) => Math.hypot(gx, gy)).filter(Number.isFinite), Number.MIN_VALUE);
    field.gradient.forEach((row, j) => row.forEach(([gx, gy], i) => pushArrow(xs, ys, [field.x[i], field.y[j]], [-gx * cell[1], -gy * cell[0]], cell, 1 + Math.log10(Math.hypot(gx, gy) / steepest) / 6)));
  }
  return { type: "scatter", uid: "field", mode: "lines", x: xs, y: ys, line: { color: cssColor("--ink-2"), width: 1 }, opacity: 0.5, hoverinfo: "skip", visible: xs.length > 0 };
}

/**
 * One arrow: shaft and head, then a gap. `direction` is in units of cells, so that what looks downhill on screen is.
 * @param {(number | null)[]} xs
 * @param {(number | null)[]} ys
 * @param {number[]} at
 * @param {number[]} downhill
 * @param {number[]} cell
 * @param {number} share
 */
function pushArrow(xs, ys, [x, y], [dx, dy], [width, height], share) {
  const size = Math.hypot(dx, dy);
  if (!(size > 0) || !Number.isFinite(size)) return;
  const length = 0.42 * Math.min(Math.max(share, 0.2), 1);
  const [u, v] = [dx / size, dy / size];
  const place = (/** @type {number} */ along, /** @type {number} */ across) => [x + (along * u - across * v) * width, y + (along * v + across * u) * height];
  const [tail, tip] = [place(-length, 0), place(length, 0)];
  const [left, right] = [place(length - 0.16, 0.1), place(length - 0.16, -0.1)];
  for (const point of [tail, tip, left, tip, right]) {
    xs.push(point[0]);
    ys.push(point[1]);
  }
  xs.push(null);
  ys.push(null);
}

/** @param {Run} run @param {number} cursor */
function pathPoints(run, cursor) {
  const last = rowAt(run.columns, cursor);
  const stride = Math.ceil((last + 1) / MOST_POINTS);
  const rows = Array.from({ length: Math.ceil((last + 1) / stride) || 0 }, (_, at) => at * stride);
  if (last >= 0 && rows[rows.length - 1] !== last) rows.push(last);
  const points = rows.map((row) => pointOfRow(run, row));
  const end = Number.isInteger(cursor) ? null : pointAt(run, cursor);
  if (end) {
    points.push(end);
    rows.push(last);
  }
  return { points, rows };
}

/** @param {Run} run @param {number} row */
function pointOfRow({ columns }, row) {
  const { position, dimension, loss } = columns;
  return [position[row * dimension], dimension === 1 ? loss[row] : position[row * dimension + 1]];
}

/** @param {Run} run @param {number} step @returns {number[] | null} */
function pointAt(run, step) {
  const { columns } = run;
  const point = positionAt(columns, step);
  if (!point) return null;
  if (columns.dimension > 1) return point;
  const row = rowsBefore(columns, Math.ceil(step));
  return pointOfRow(run, Math.min(row, columns.length - 1));
}

/** Labels are typed by users; hover text is a small markup language. @param {string} label */
function escaped(label) {
  return label.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
