// @ts-check
/**
 * A curve chart: a series of every run, or several, against steps or evaluations. The whole of what has arrived is drawn
 * once. Over steps, what lies after the cursor is behind a veil whose edge is the cursor; over evaluations the cursor is a
 * pin on each curve. Playing moves these and draws nothing.
 */

import { isCommon, placeAtShare, placeOfRow, placeOfStep, reachOf, rowAtPlace, shareOf, stepAtPlace } from "../state/abscissa.js";
import { rowAt } from "../state/columns.js";
import { seriesOfLine, valuesOf } from "../state/series.js";
import { paintCurves } from "./curve_ground.js";
import { endLabels } from "./curve_labels.js";
import { createPins } from "./curve_pins.js";
import { valueRange, valueTicks } from "./curve_range.js";
import { curveTraces } from "./curve_traces.js";
import { CONFIG } from "./library.js";
import { plotlyTicks } from "./axis_ticks.js";
import { cssColor, fontOf, hoverLabel, onThemeChange, textSize } from "./palette.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scale} Scale */
/**
 * A line of the chart: a run, with a series of its own where it shows another than the chart. `faint`: in the background;
 * `open`: thinner, with hollow marks. `isSparse`: numbers between which nothing is known; each is marked.
 * @typedef {Run & {series?: string, look?: "faint" | "open", isSparse?: boolean, endLabel?: string}} Line
 */

/**
 * @typedef {object} CurveScene
 * @property {readonly Line[]} runs
 * @property {readonly Run[]} companions   of the picture beside it: both have the same axes
 * @property {string} series        a column, a figure, a part of the state, or the distance
 * @property {boolean} [isPlain]    at the pointer only the values are told, and the names of lines at their ends
 * @property {number} offset        subtracted from the series: f* for the loss
 * @property {Scale} scale
 * @property {Scale} xScale
 * @property {import("../types.js").Abscissa} xAxis
 * @property {number} smoothing
 * @property {readonly import("../types.js").KnownPoint[]} minima
 * @property {number} steps
 * @property {number} cursor
 * @property {readonly Mark[]} marks
 */

/** Where something was changed; `run` null: in whichever run. @typedef {{step: number, run: number | null}} Mark */
/** @typedef {Record<"step" | "evaluations" | "epochs" | "examples", string>} CurveWords */
/** What was drawn last. @typedef {{range: number[], reach: number}} Drawn */

/** Around the curves: room for the numbers, the last of which stand half beyond their axis. */
const margin = () => ({ l: textSize(48), r: textSize(14), t: textSize(9), b: textSize(24) });
/** Between two drawings while steps stream in: at least so long, and so many times as long as the last one took, for everything else. */
const REDRAW_MS = 120;
const REST_PER_DRAWING = 4;

/** @typedef {ReturnType<typeof createCurveChart>} CurveChart */

/**
 * @param {HTMLElement} root
 * @param {{words: CurveWords, onSeek: (step: number) => void}} options
 */
export function createCurveChart(root, { words, onSeek }) {
  const paint = root.appendChild(Object.assign(document.createElement("canvas"), { className: "plot-layer" }));
  paint.setAttribute("aria-hidden", "true");
  const plot = root.appendChild(Object.assign(document.createElement("div"), { className: "plot" }));
  const veil = root.appendChild(Object.assign(document.createElement("div"), { className: "veil" }));
  const pins = createPins(root);
  /** @type {CurveScene | null} */
  let scene = null;
  /** @type {unknown[]} */
  let picture = [];
  let isLoaded = false;
  /** @type {Drawn | null} */
  let drawn = null;
  let size = { width: 0, height: 0 };
  let drawAgainAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  /** The run whose curve is held while the pointer draws over evaluations. @type {string} */
  let held = "";

  const inner = () => ({ width: Math.max(size.width - margin().l - margin().r, 1), height: Math.max(size.height - margin().t - margin().b, 0) });

  const placeCursor = () => {
    if (!scene) return;
    const { runs, xAxis, xScale, cursor } = scene;
    const isPinned = !isCommon(xAxis);
    root.classList.toggle("is-pinned", isPinned);
    if (isPinned) return pins.place(runs, (run) => (drawn ? pointOf(run, rowAt(run.columns, cursor), /** @type {CurveScene} */ (scene), drawn, inner()) : null));
    const left = margin().l + Math.min(Math.max(shareOf(placeOfStep(runs, xAxis, cursor), reachIn(scene), xScale), 0), 1) * inner().width;
    veil.style.transform = `translateX(${left.toFixed(1)}px)`;
  };

  /** The curves without numbers, while the chart cannot be drawn yet. */
  const paintInstead = () => {
    if (!scene || size.width === 0) return;
    picture = pictureOf(scene);
    const { scale, xScale } = scene;
    const next = { range: valueRange(scene), reach: reachIn(scene), scale, xScale };
    paintCurves(paint, curveTraces(scene, next.range, words), next, { left: margin().l, top: margin().t, ...inner() }, size);
  };

  const draw = () => {
    clearTimeout(later);
    later = undefined;
    if (!scene || !isLoaded || size.width === 0) return;
    const begunAt = performance.now();
    picture = pictureOf(scene);
    const next = { range: valueRange(scene), reach: reachIn(scene) };
    Plotly[drawn ? "react" : "newPlot"](plot, curveTraces(scene, next.range, words), layoutOf(scene, next, size, words), CONFIG);
    drawn = next;
    paint.remove();
    root.classList.add("is-drawn");
    placeCursor();
    const now = performance.now();
    drawAgainAt = now + Math.max(REDRAW_MS, REST_PER_DRAWING * (now - begunAt));
  };

  /** While steps stream in, a few drawings a second are enough. */
  const drawSoon = () => {
    if (later !== undefined) return;
    later = setTimeout(draw, Math.max(0, drawAgainAt - performance.now()));
  };

  const refresh = () => (isLoaded ? drawSoon() : paintInstead());

  const observer = new ResizeObserver(() => {
    const { width, height } = root.getBoundingClientRect();
    if (width === size.width && height === size.height) return;
    size = { width, height };
    Object.assign(veil.style, { top: `${margin().t}px`, height: `${inner().height}px` });
    pins.frame({ left: margin().l, top: margin().t, ...inner() });
    placeCursor();
    refresh();
  });
  observer.observe(root);
  const stopTheme = onThemeChange(() => (isLoaded ? draw() : paintInstead()));

  /** @param {PointerEvent} event */
  const seek = (event) => {
    if (!scene || (event.type === "pointermove" && !(event.buttons & 1))) return;
    const { left, top } = root.getBoundingClientRect();
    const share = (event.clientX - left - margin().l) / inner().width;
    if (event.type === "pointerdown" && (share < -0.02 || share > 1.02)) return;
    const { runs, xAxis, xScale } = scene;
    const place = placeAtShare(Math.min(Math.max(share, 0), 1), drawn?.reach ?? reachIn(scene), xScale);
    if (isCommon(xAxis)) return onSeek(stepAtPlace(runs, xAxis, place));
    if (event.type === "pointerdown") held = nearestRun(scene, place, event.clientY - top - margin().t, (run, row) => (scene && drawn ? pointOf(run, row, scene, drawn, inner()) : null));
    const run = runs.find(({ key }) => key === held);
    if (run) onSeek(run.columns.step[rowAtPlace(run.columns, xAxis, place)]);
  };
  root.addEventListener("pointerdown", seek);
  root.addEventListener("pointermove", seek);

  return {
    /** @param {CurveScene} next */
    show(next) {
      scene = next;
      placeCursor();
      if (pictureOf(next).some((part, at) => !Object.is(part, picture[at]))) refresh();
    },
    begin() {
      isLoaded = true;
      drawSoon();
    },
    /** @returns {import("./pictures.js").Figure | null} */
    figure() {
      if (!drawn || !scene) return null;
      const { data, layout } = /** @type {any} */ (plot);
      return { data, layout: { ...layout, annotations: endLabels(scene, drawn.range) }, names: [words[unitOf(scene)], ""] };
    },
    remove() {
      clearTimeout(later);
      observer.disconnect();
      stopTheme();
      if (drawn) Plotly.purge(plot);
      root.replaceChildren();
    },
  };
}

/** How far the horizontal axis goes. @param {CurveScene} scene */
function reachIn({ runs, companions, xAxis, steps }) {
  return reachOf([...runs, ...companions], xAxis, steps);
}

/** What a drawing depends on. @param {CurveScene} scene */
function pictureOf({ runs, companions, series, offset, scale, xScale, xAxis, smoothing, minima, steps, marks }) {
  const looks = [...runs, ...companions].map((/** @type {Line} */ run) => `${run.key} ${run.label} ${run.length} ${run.columns.revision} ${run.isHidden} ${run.series}`).join();
  return [looks, ...runs.map((run) => run.columns), series, offset, scale, xScale, xAxis, smoothing, minima, steps, marks];
}

/**
 * Where a row of a run lies in the picture, in pixels; null where its value cannot be shown.
 * @param {Line} run
 * @param {number} row
 * @param {CurveScene} scene
 * @param {Drawn} drawn
 * @param {{width: number, height: number}} inner
 */
function pointOf(run, row, { series, offset, scale, xScale, xAxis, minima }, { range: [low, high], reach }, { width, height }) {
  const { columns, isHidden } = run;
  if (isHidden || row < 0) return null;
  const value = valuesOf(columns, seriesOfLine(run, series), minima)[row] - offset;
  const level = ((scale === "log" ? Math.log10(value) : value) - low) / (high - low);
  if (Number.isNaN(level)) return null;
  return { x: shareOf(placeOfRow(columns, xAxis, row), reach, xScale) * width, y: (1 - Math.min(Math.max(level, 0), 1)) * height };
}

/**
 * The key of the run whose curve is nearest to a height, at a place of the axis; a curve that ended before is farther away.
 * @param {CurveScene} scene
 * @param {number} place
 * @param {number} y
 * @param {(run: Line, row: number) => import("./curve_pins.js").Place} pointAt
 */
function nearestRun({ runs, xAxis }, place, y, pointAt) {
  const distances = runs.map((run) => {
    const point = pointAt(run, rowAtPlace(run.columns, xAxis, place));
    const isOver = run.length > 0 && placeOfRow(run.columns, xAxis, run.length - 1) < place;
    return point ? Math.abs(point.y - y) + (isOver ? 1e6 : 0) : Infinity;
  });
  return runs[distances.indexOf(Math.min(...distances))]?.key ?? "";
}

/** @param {CurveScene} scene @param {Drawn} drawn @param {{width: number, height: number}} size @param {CurveWords} words */
function layoutOf(scene, { range, reach }, { width, height }, words) {
  const { scale, xScale, xAxis } = scene;
  const grid = { fixedrange: true, gridcolor: cssColor("--line"), zeroline: false, linecolor: cssColor("--line-2"), showline: false, tickfont: { ...fontOf(), size: textSize(11) }, tickmode: "auto" };
  const isSteps = xAxis === "steps";
  const { l: left, r: right, t: top, b: bottom } = margin();
  const across = xScale === "log" ? [0, Math.log10(Math.max(reach, 2))] : [0, reach];
  const unit = words[unitOf(scene)];
  const name = { text: unit, showarrow: false, xref: "paper", yref: "paper", x: 1, y: 0, xanchor: "right", yanchor: "bottom", bgcolor: cssColor("--card"), borderpad: 1, font: { ...fontOf(), size: textSize(11) } };
  return {
    width,
    height,
    margin: margin(),
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: fontOf(),
    showlegend: false,
    dragmode: false,
    hovermode: "x unified",
    hoverlabel: { ...hoverLabel(), font: { ...hoverLabel().font, size: textSize(11) } },
    xaxis: { ...grid, showline: true, showspikes: false, type: xScale, range: across, ...(xScale === "log" ? plotlyTicks("log", across, width - left - right, textSize(40)) : { nticks: 6 }), unifiedhovertitle: { text: isSteps ? `${words.step} %{x}` : `%{x:.6~g} ${unit}` } },
    yaxis: { ...grid, ...valueTicks(range, scale, height - top - bottom), type: scale, range: [...range] },
    shapes: markedPlaces(scene).map((place) => ({ type: "line", x0: place, x1: place, yref: "paper", y0: 0, y1: 1, layer: "below", line: { color: cssColor("--change"), width: 1, dash: "dot" } })),
    annotations: [...(isSteps ? [] : [name]), ...endLabels(scene, range)],
  };
}

/** What the horizontal axis counts. @param {CurveScene} scene */
function unitOf({ xAxis }) {
  return xAxis === "steps" ? "step" : xAxis;
}

/** Where the marks stand on the axis. @param {CurveScene} scene */
function markedPlaces({ marks, runs, xAxis }) {
  return marks.flatMap(({ step, run }) => {
    if (run === null) return [placeOfStep(runs, xAxis, step)];
    const columns = runs[run]?.columns;
    return columns && !runs[run].isHidden && columns.length > 0 ? [placeOfRow(columns, xAxis, Math.max(rowAt(columns, step), 0))] : [];
  });
}
