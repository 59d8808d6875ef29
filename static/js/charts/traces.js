// @ts-check
/** The traces that lie on the map at rest: paths, walkers, known points, arrows of the gradient. */

import { formatCoordinate, formatInput, formatNumber } from "../dom/format.js";
import { toLeft, toTop } from "./frame.js";
import { HIDING_PX, STAR_LINES_PX, STAR_PX } from "./trails.js";
import { positionAt, rowAt, rowsBefore } from "../state/columns.js";
import { clippedPath, isInside, surroundings } from "./clip.js";
import { cssColor, runColor, sizes } from "./palette.js";
import { rowWords } from "./row_words.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").KnownPoint} KnownPoint */
/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {{step: string, loss: string, norm: string, rate: string, evaluations: string, minimum: string, saddle: string, change: string}} HoverTexts */

/** Traces whose uid begins so are hidden while the canvases show them moving (plotly.css). */
const MOVING = "run";
/** Half of the size of a known minimum. */
export const KNOWN_STAR_PX = 7.5;
/** Of a longer path every so-many-th point is drawn at rest. */
const MOST_POINTS = 10_000;

/**
 * Path of a run up to the cursor, as far as it lies in the frame and around it.
 * @param {Run} run
 * @param {number} cursor
 * @param {Frame} frame
 * @param {{texts: HoverTexts, variables: string[]}} labels
 */
export function pathTrace(run, cursor, frame, { texts, variables }) {
  const { columns, appearance } = run;
  const path = pathPoints(run, cursor, frame);
  const { points, sources } = clippedPath(path.points, surroundings(frame));
  const rows = sources.map((source) => path.rows[source]);
  const words = rowWords(columns, rows, { purpose: "path", key: `${run.label} ${variables}` }, (row) => wordsOf(run, row, variables, texts));
  return {
    type: "scatter",
    uid: `${MOVING}-path-${run.key}`,
    name: run.label,
    mode: "lines",
    x: points.map((point) => point?.[0] ?? null),
    y: points.map((point) => point?.[1] ?? null),
    text: words,
    line: { color: runColor(appearance), width: sizes().line, dash: appearance.dash, simplify: false },
    hovertemplate: "%{text}<extra></extra>",
    cliponaxis: true,
    visible: !run.isHidden,
  };
}

/** All that is known of a row; no rate has led to the start. @param {Run} run @param {number} row @param {string[]} variables @param {HoverTexts} texts */
function wordsOf({ label, columns }, row, variables, texts) {
  const { step, position, dimension, loss, gradient_norm, learning_rate, value_evaluations, gradient_evaluations } = columns;
  const place = variables.slice(0, 2).map((name, axis) => `${name} ${formatCoordinate(position[row * dimension + axis])}`).join("  ");
  const rate = learning_rate[row];
  return [
    `<b>${escaped(label)}</b>  ${texts.step} ${step[row]}`,
    place,
    `${texts.loss} ${formatNumber(loss[row])}`,
    `${texts.norm} ${formatNumber(gradient_norm[row])}`,
    ...(Number.isNaN(rate) ? [] : [`${texts.rate} ${formatInput(Number(rate.toPrecision(4)))}`]),
    `${texts.evaluations} ${value_evaluations[row] + gradient_evaluations[row]}`,
  ].join("<br>");
}

/** The walker at the end of its path. @param {Run} run @param {number} cursor @param {Frame} frame */
export function walkerTrace(run, cursor, frame) {
  const place = pointAt(run, cursor, frame);
  const end = place && isInside(place, surroundings(frame)) ? place : null;
  return {
    type: "scatter",
    uid: `${MOVING}-walker-${run.key}`,
    name: run.label,
    mode: "markers",
    x: end ? [end[0]] : [],
    y: end ? [end[1]] : [],
    marker: { symbol: run.appearance.marker, size: 2 * sizes().walker + 4, color: runColor(run.appearance), line: { color: cssColor("--card"), width: 2 } },
    hoverinfo: "skip",
    cliponaxis: true,
    visible: !run.isHidden,
  };
}

/** @param {number[] | null} start @param {string} label @param {Frame} frame */
export function startTrace(start, label, frame) {
  const place = start && isInside(start, frame) ? start : null;
  return {
    type: "scatter",
    uid: `${MOVING}-start`,
    name: label,
    mode: "markers",
    x: place ? [place[0]] : [],
    y: place ? [place[1]] : [],
    marker: { symbol: "cross-thin-open", size: 18, color: cssColor("--ink"), line: { color: cssColor("--ink"), width: 2.2 } },
    hoverinfo: "skip",
  };
}

/**
 * Where a live change took hold.
 * @param {Pick<import("./landscape_chart.js").Scene, "runs" | "changes" | "cursor">} scene
 * @param {Frame} frame
 * @param {HoverTexts} texts
 */
export function changeTrace({ runs, changes, cursor }, frame, texts) {
  const placeOf = (/** @type {Change} */ { run, step }) => pointAt(runs[run], step - 1, frame) ?? [NaN, NaN];
  const isSeen = (/** @type {Change} */ change) => !runs[change.run].isHidden && change.step - 1 <= cursor && isInside(placeOf(change), frame);
  const seen = changes.filter(({ run, step }) => runs[run]?.length >= step).filter(isSeen);
  const points = seen.map(placeOf);
  return {
    type: "scatter",
    uid: `${MOVING}-changes`,
    mode: "markers",
    x: points.map((point) => point[0]),
    y: points.map((point) => point[1]),
    text: seen.map(({ run, step, optimizer }) => `<b>${escaped(runs[run].label)}</b>  ${texts.change} ${step}<br>${Object.entries(optimizer).map(([name, value]) => `${name} = ${value}`).join("<br>")}`),
    marker: { symbol: "circle-open", size: 11, color: cssColor("--change"), line: { width: 2, color: cssColor("--change") } },
    hovertemplate: "%{text}<extra></extra>",
  };
}

/**
 * @param {Pick<import("../types.js").ObjectiveFacts, "minima" | "saddles">} objective
 * @param {"minima" | "saddles"} kind
 * @param {Frame | null} frame   null: not shown
 * @param {HoverTexts} texts
 */
export function knownTrace(objective, kind, frame, texts) {
  const known = frame ? objective[kind] : [];
  const isMinima = kind === "minima";
  return {
    type: "scatter",
    uid: `known-${kind}`,
    mode: "markers",
    x: known.map(({ point }) => point[0]),
    y: known.map((row) => placeOfKnown(row, /** @type {Frame} */ (frame))[1]),
    text: known.map(({ point, value }) => `(${point.map((coordinate) => formatNumber(coordinate, 5)).join(", ")})<br>${texts.loss} ${formatNumber(value)}`),
    marker: isMinima
      ? { symbol: "star", size: 2 * KNOWN_STAR_PX, color: cssColor("--ink"), line: { color: cssColor("--card"), width: 1.2 } }
      : { symbol: "x-thin-open", size: 9, color: cssColor("--ink-2"), line: { color: cssColor("--ink-2"), width: 1.8 } },
    hovertemplate: `<b>${isMinima ? texts.minimum : texts.saddle}</b><br>%{text}<extra></extra>`,
    visible: known.length > 0,
  };
}

/**
 * The stars of the minima that walkers stand on, around the walkers: a line, and paper on both sides of it.
 * @param {readonly KnownPoint[]} minima
 * @param {readonly {x: number[], y: number[], visible: boolean}[]} walkers
 * @param {Frame} frame
 */
export function reachedTrace(minima, walkers, frame) {
  const pixel = (/** @type {number[]} */ [x, y]) => [toLeft(frame, x), toTop(frame, y)];
  const standing = walkers.filter(({ x, visible }) => visible && x.length > 0).map(({ x, y }) => pixel([x[0], y[0]]));
  const stars = minima.map((known) => placeOfKnown(known, frame));
  const isReached = (/** @type {number[]} */ star) => standing.some(([left, top]) => Math.hypot(left - pixel(star)[0], top - pixel(star)[1]) < HIDING_PX);
  // As many points whether reached or not: when the chart comes to rest only their places are set anew.
  const shown = stars.map((star) => (isReached(star) ? star : [null, null]));
  const each = (/** @type {any[]} */ values) => values.flatMap((value) => stars.map(() => value));
  return {
    type: "scatter",
    uid: `${MOVING}-reached`,
    mode: "markers",
    x: STAR_LINES_PX.flatMap(() => shown.map(([x]) => x)),
    y: STAR_LINES_PX.flatMap(() => shown.map(([, y]) => y)),
    marker: { symbol: "star", size: 2 * STAR_PX, color: "rgba(0,0,0,0)", opacity: 1, line: { color: each([cssColor("--card"), cssColor("--ink")]), width: each(STAR_LINES_PX) } },
    hoverinfo: "skip",
    visible: true,
  };
}

/** Where a known point stands in the frame. @param {KnownPoint} known @param {Frame} frame */
export function placeOfKnown({ point, value }, { lift }) {
  return [point[0], point.length === 1 ? lift(value ?? NaN) : point[1]];
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

/** @param {Run} run @param {number} cursor @param {Frame} frame */
function pathPoints(run, cursor, frame) {
  const last = rowAt(run.columns, cursor);
  const stride = Math.ceil((last + 1) / MOST_POINTS);
  const rows = Array.from({ length: Math.ceil((last + 1) / stride) || 0 }, (_, at) => at * stride);
  if (last >= 0 && rows[rows.length - 1] !== last) rows.push(last);
  const points = rows.map((row) => pointOfRow(run, row, frame));
  const end = Number.isInteger(cursor) ? null : pointAt(run, cursor, frame);
  if (end) {
    points.push(end);
    rows.push(last);
  }
  return { points, rows };
}

/** @param {Run} run @param {number} row @param {Frame} frame */
export function pointOfRow({ columns }, row, { lift }) {
  const { position, dimension, loss } = columns;
  return [position[row * dimension], dimension === 1 ? lift(loss[row]) : position[row * dimension + 1]];
}

/** @param {Run} run @param {number} step @param {Frame} frame @returns {number[] | null} */
function pointAt(run, step, frame) {
  const { columns } = run;
  const point = positionAt(columns, step);
  if (!point) return null;
  if (columns.dimension > 1) return point;
  const row = rowsBefore(columns, Math.ceil(step));
  return pointOfRow(run, Math.min(row, columns.length - 1), frame);
}

/** Labels are typed by users; hover text is a small markup language. @param {string} label */
function escaped(label) {
  return label.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
