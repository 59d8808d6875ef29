// @ts-check
/**
 * A curve chart: one series of every run against the step. The whole of what has arrived is drawn once; what lies after
 * the cursor is behind a veil whose edge is the cursor, so that playing moves one element and draws nothing.
 */

import { seriesOf } from "../state/inner.js";
import { CONFIG } from "./library.js";
import { cssColor, fontOf, hoverLabel, onThemeChange, runColor } from "./palette.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scale} Scale */

/**
 * @typedef {object} CurveScene
 * @property {readonly Run[]} runs
 * @property {string} series        a column, or a part of the state
 * @property {number} offset        subtracted from the series: f* for the loss
 * @property {Scale} scale
 * @property {Scale} xScale
 * @property {number} steps
 * @property {number} cursor
 * @property {readonly number[]} marks   steps at which something was changed
 */

const MARGIN = { l: 48, r: 12, t: 6, b: 24 };
/** Below this share of the largest value a logarithmic axis shows nothing: it is rounding. */
const DEEPEST = 1e-20;
/** How far above the start a logarithmic axis may reach: a run beyond leaves through the top. */
const HIGHEST = 1e4;
const REDRAW_MS = 120;
const MOST_POINTS = 3000;

/** @typedef {ReturnType<typeof createCurveChart>} CurveChart */

/**
 * @param {HTMLElement} root
 * @param {{stepText: string, onSeek: (step: number) => void}} options
 */
export function createCurveChart(root, { stepText, onSeek }) {
  const plot = root.appendChild(Object.assign(document.createElement("div"), { className: "plot" }));
  const veil = root.appendChild(Object.assign(document.createElement("div"), { className: "veil" }));
  /** @type {CurveScene | null} */
  let scene = null;
  /** @type {unknown[]} */
  let picture = [];
  let isLoaded = false;
  let isDrawn = false;
  let size = { width: 0, height: 0 };
  let drawnAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  const inner = () => Math.max(size.width - MARGIN.l - MARGIN.r, 1);

  /** Where a step lies between the left end of the axis and the right. @param {number} step */
  const shareOf = (step) => {
    const { steps, xScale } = /** @type {CurveScene} */ (scene);
    if (xScale === "linear") return step / Math.max(steps, 1);
    return Math.log10(Math.max(step, 1)) / Math.log10(Math.max(steps, 2));
  };
  /** @param {number} share */
  const stepOf = (share) => {
    const { steps, xScale } = /** @type {CurveScene} */ (scene);
    return Math.round(xScale === "linear" ? share * steps : Math.max(steps, 2) ** share);
  };

  const placeVeil = () => {
    if (!scene) return;
    const left = MARGIN.l + Math.min(Math.max(shareOf(scene.cursor), 0), 1) * inner();
    veil.style.transform = `translateX(${left.toFixed(1)}px)`;
  };

  const draw = () => {
    clearTimeout(later);
    later = undefined;
    if (!scene || !isLoaded || size.width === 0) return;
    drawnAt = performance.now();
    picture = pictureOf(scene);
    const range = valueRange(scene);
    const data = scene.runs.map((run) => curveTrace(run, /** @type {CurveScene} */ (scene), range));
    Plotly[isDrawn ? "react" : "newPlot"](plot, data, layoutOf(scene, range, size, stepText), CONFIG);
    isDrawn = true;
    root.classList.add("is-drawn");
  };

  /** While steps stream in, a few drawings a second are enough. */
  const drawSoon = () => {
    if (later !== undefined) return;
    later = setTimeout(draw, Math.max(0, drawnAt + REDRAW_MS - performance.now()));
  };

  const observer = new ResizeObserver(() => {
    const { width, height } = root.getBoundingClientRect();
    if (width === size.width && height === size.height) return;
    size = { width, height };
    veil.style.height = `${Math.max(height - MARGIN.t - MARGIN.b, 0)}px`;
    placeVeil();
    if (isLoaded) drawSoon();
  });
  observer.observe(root);
  const stopTheme = onThemeChange(draw);

  /** @param {PointerEvent} event */
  const seek = (event) => {
    if (!scene || (event.type === "pointermove" && !(event.buttons & 1))) return;
    const share = (event.clientX - root.getBoundingClientRect().left - MARGIN.l) / inner();
    if (event.type === "pointerdown" && (share < -0.02 || share > 1.02)) return;
    onSeek(stepOf(Math.min(Math.max(share, 0), 1)));
  };
  root.addEventListener("pointerdown", seek);
  root.addEventListener("pointermove", seek);

  return {
    /** @param {CurveScene} next */
    show(next) {
      scene = next;
      placeVeil();
      if (isLoaded && pictureOf(next).some((part, at) => !Object.is(part, picture[at]))) drawSoon();
    },
    begin() {
      isLoaded = true;
      drawSoon();
    },
    remove() {
      clearTimeout(later);
      observer.disconnect();
      stopTheme();
      if (isDrawn) Plotly.purge(plot);
      root.replaceChildren();
    },
  };
}

/** What a drawing depends on. @param {CurveScene} scene */
function pictureOf({ runs, series, offset, scale, xScale, steps, marks }) {
  return [runs.map((run) => `${run.key} ${run.label} ${run.length} ${run.columns.revision} ${run.isHidden}`).join(), ...runs.map((run) => run.columns), series, offset, scale, xScale, steps, marks];
}

/** @param {Run} run @param {CurveScene} scene @param {number[]} range */
function curveTrace(run, { series, offset, scale }, range) {
  const { columns, length, appearance } = run;
  const all = seriesOf(columns, series);
  const rows = tellingRows(all, length);
  const values = rows.map((row) => all[row] - offset);
  return {
    type: "scatter",
    mode: "lines",
    uid: `curve-${run.key}`,
    name: run.label.replaceAll("<", "&lt;"),
    x: rows.map((row) => columns.step[row]),
    y: scale === "log" ? values.map((value) => (value > 0 ? value : null)) : values.map((value) => withinReach(value, range)),
    customdata: values,
    line: { color: runColor(appearance), width: 1.8, dash: appearance.dash },
    hovertemplate: "%{customdata:.5g}",
    visible: !run.isHidden,
  };
}

/** Far beyond the axis a line is vertical anyway, and drawing routines take no 1e+150. @param {number} value @param {number[]} range */
function withinReach(value, [low, high]) {
  const reach = 1000 * (high - low);
  return Math.min(Math.max(value, low - reach), high + reach);
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

/** @param {CurveScene} scene @param {number[]} range @param {{width: number, height: number}} size @param {string} stepText */
function layoutOf(scene, range, { width, height }, stepText) {
  const { scale, xScale, steps, marks } = scene;
  const grid = { fixedrange: true, gridcolor: cssColor("--line"), zeroline: false, linecolor: cssColor("--line-2"), showline: false, tickfont: { ...fontOf(), size: 11 }, tickmode: "auto" };
  return {
    width,
    height,
    margin: MARGIN,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: fontOf(),
    showlegend: false,
    dragmode: false,
    hovermode: "x unified",
    hoverlabel: hoverLabel(),
    xaxis: { ...grid, showline: true, type: xScale, range: xScale === "log" ? [0, Math.log10(Math.max(steps, 2))] : [0, Math.max(steps, 1)], nticks: 6, unifiedhovertitle: { text: `${stepText} %{x}` } },
    yaxis: { ...grid, ...valueTicks(range, scale, height), type: scale, exponentformat: "power", range },
    shapes: marks.map((step) => ({ type: "line", x0: step, x1: step, yref: "paper", y0: 0, y1: 1, layer: "below", line: { color: cssColor("--change"), width: 1, dash: "dot" } })),
  };
}

/**
 * Ticks of the vertical axis: whole decades where there are a few, else Plotly's own choice.
 * @param {number[]} range
 * @param {Scale} scale
 * @param {number} height
 */
function valueTicks([low, high], scale, height) {
  const count = Math.max(3, Math.round(height / 36));
  if (scale === "linear") return { nticks: count };
  const decades = high - low;
  const font = { ...fontOf(), size: 9.5 };
  if (decades < 1.3) return { nticks: count, tickmode: "auto", dtick: undefined, tickfont: { ...font, size: 11 } };
  return { tickmode: "linear", tick0: 0, dtick: Math.max(1, Math.ceil(decades / count)), tickfont: font };
}

/** @param {CurveScene} scene */
function valueRange({ runs, series, offset, scale }) {
  const extents = runs.filter((run) => !run.isHidden).map((run) => extentOf(run, { series, offset, scale })).filter(({ low, high }) => low <= high);
  if (extents.length === 0) return scale === "log" ? [-1, 1] : [0, 1];
  const ceiling = series === "loss" || series === "gradient_norm" ? ceilingOf(extents, scale) : Infinity;
  const high = Math.min(Math.max(...extents.map((extent) => extent.high)), ceiling);
  const low = Math.min(...extents.map((extent) => extent.low), high);
  if (scale === "linear") return padded(low, high, 0.06);
  return padded(Math.log10(Math.max(low, high * DEEPEST)), Math.log10(high), 0.06);
}

/** @typedef {{first: number, low: number, high: number}} Extent */

/**
 * Where one run begins, and its lowest and highest value that the axis can show.
 * @param {Run} run
 * @param {Pick<CurveScene, "series" | "offset" | "scale">} axis
 * @returns {Extent}
 */
function extentOf({ columns, length }, { series, offset, scale }) {
  let [first, low, high] = [NaN, Infinity, -Infinity];
  const values = seriesOf(columns, series);
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

/** @param {number} low @param {number} high @param {number} share */
function padded(low, high, share) {
  const margin = (high - low || Math.abs(high) || 1) * share;
  return [low - margin, high + margin];
}
