// @ts-check
/**
 * The landscape: a map drawn once, with runs that move over it.
 *
 *     still ── cursor or data change ──▶ moving (canvases) ── a moment without change ──▶ still (ordinary traces)
 */

import { CONFIG } from "./library.js";
import { cssColor, fontOf, hoverLabel, onThemeChange } from "./palette.js";
import { contourTrace, paintRelief, reliefOf } from "./relief.js";
import { changeTrace, fieldTrace, knownTrace, pathTrace, startTrace, walkerTrace } from "./traces.js";
import { createTrails } from "./trails.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Landscape} Landscape */
/** @typedef {import("../types.js").ObjectiveFacts} ObjectiveFacts */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./traces.js").HoverTexts} HoverTexts */

/**
 * All that the chart shows.
 * @typedef {object} Scene
 * @property {Landscape | null} landscape
 * @property {ObjectiveFacts} objective
 * @property {import("../types.js").Field | null} field
 * @property {import("../types.js").View} view
 * @property {readonly Run[]} runs
 * @property {readonly import("../types.js").Change[]} changes
 * @property {number[] | null} start
 * @property {number} cursor
 * @property {boolean} isPlaying
 */

const SETTLE_MS = 160;

/** @typedef {ReturnType<typeof createLandscapeChart>} LandscapeChart */

/**
 * @param {HTMLElement} root            positioned; the chart fills it
 * @param {object} options
 * @param {HoverTexts & {start: string}} options.texts
 * @param {(value: number) => string} options.format
 * @param {() => void} options.onFrame  the frame may have moved
 */
export function createLandscapeChart(root, { texts, format, onFrame }) {
  const paint = root.appendChild(Object.assign(document.createElement("canvas"), { className: "plot-layer relief" }));
  paint.setAttribute("aria-hidden", "true");
  const plot = root.appendChild(Object.assign(document.createElement("div"), { className: "plot" }));
  const trails = createTrails(root);
  /** @type {Scene | null} */
  let scene = null;
  /** @type {Frame} */
  let frame = { x: [-1, 1], y: [-1, 1], width: 0, height: 0 };
  /** @type {unknown[]} */
  let picture = [];
  let isLoaded = false;
  let isDrawn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  /** What a full drawing depends on; everything else only moves. @param {Scene} of */
  const pictureOf = ({ landscape, field, view, objective, runs }) => [landscape, field, view.landscapeScale, view.showMinima, objective.minima, runs.map((run) => run.key + run.label + run.isHidden).join()];

  const measure = () => {
    const { width, height } = root.getBoundingClientRect();
    const [x, y] = rangesOf(scene);
    const isSame = frame.width === width && frame.height === height && [...frame.x, ...frame.y].every((value, at) => value === [...x, ...y][at]);
    if (isSame) return false;
    frame = { x, y, width, height };
    trails.fit(frame);
    onFrame();
    return true;
  };

  /** @param {Scene} now */
  const movingTraces = ({ runs, changes, cursor, start, objective }) => [
    ...runs.map((run) => pathTrace(run, cursor, texts, objective.variables)),
    changeTrace(runs, changes, cursor, texts),
    startTrace(start && (objective.dimension === 1 ? [start[0], heightAt(runs)] : start), texts.start),
    ...runs.map((run) => walkerTrace(run, cursor)),
  ];

  const fixedTraces = () => {
    const { landscape, field, view, objective } = /** @type {Scene} */ (scene);
    if (!landscape) return [];
    if (!landscape.y) return [...lineTraces(landscape, frame), knownTrace(objective.minima, "minima", view.showMinima, texts)];
    const relief = reliefOf(landscape, view.landscapeScale, objective.minimumValue);
    return [
      contourTrace(landscape, relief, groundLabels(landscape, objective, texts, format)),
      fieldTrace(view.showField ? field : null),
      knownTrace(objective.saddles, "saddles", view.showMinima, texts),
      knownTrace(objective.minima, "minima", view.showMinima, texts),
    ];
  };

  /** Draw everything; the only expensive thing here. */
  const draw = () => {
    if (!scene?.landscape || !isLoaded || frame.width === 0) return;
    picture = pictureOf(scene);
    const data = [...fixedTraces(), ...movingTraces(scene)];
    Plotly[isDrawn ? "react" : "newPlot"](plot, data, layoutOf(frame, scene.objective.dimension === 1), CONFIG);
    isDrawn = true;
    paint.hidden = true;
  };

  /**
   * Hand over from the canvases to the chart. This draws the map again (some 80 ms in software), which `Plotly.animate`
   * without redraw would not; but that removes every trace it is not told to animate, the map first of all (4.1.1).
   */
  const settle = () => {
    if (!scene || !isDrawn) return;
    const traces = movingTraces(scene);
    const first = plotted(plot).length - traces.length;
    const each = (/** @type {string} */ name) => traces.map((/** @type {any} */ trace) => trace[name] ?? null);
    Plotly.restyle(plot, { x: each("x"), y: each("y"), customdata: each("customdata"), text: each("text") }, traces.map((_, at) => first + at));
    root.classList.remove("is-moving");
    trails.wipe();
  };

  const move = () => {
    const { runs, cursor, isPlaying } = /** @type {Scene} */ (scene);
    trails.draw(runs, cursor);
    root.classList.add("is-moving");
    clearTimeout(rest);
    if (!isPlaying) rest = setTimeout(settle, SETTLE_MS);
  };

  const paintGround = () => {
    const landscape = scene?.landscape;
    if (landscape?.y && !isDrawn) paintRelief(paint, reliefOf(landscape, /** @type {Scene} */ (scene).view.landscapeScale, /** @type {Scene} */ (scene).objective.minimumValue));
  };

  const recolor = () => {
    trails.recolor();
    paintGround();
    draw();
    if (scene) move();
  };
  const stopTheme = onThemeChange(recolor);
  const observer = new ResizeObserver(() => {
    if (!scene || !measure()) return;
    if (isDrawn) draw();
    move();
  });
  observer.observe(root);

  return {
    /** @param {Scene} next */
    show(next) {
      const before = scene;
      scene = next;
      if (before?.landscape !== next.landscape) paintGround();
      const isMeasured = measure();
      const isOther = pictureOf(next).some((part, at) => !Object.is(part, picture[at]));
      if (isOther || (isMeasured && isDrawn)) draw();
      move();
    },
    /** Plotly has arrived. */
    begin() {
      isLoaded = true;
      draw();
      if (scene) move();
    },
    frame: () => frame,
    isDrawn: () => isDrawn,
    remove() {
      clearTimeout(rest);
      stopTheme();
      observer.disconnect();
      trails.remove();
      if (isDrawn) Plotly.purge(plot);
      root.replaceChildren();
    },
  };
}

/** Where a walk over a curve begins. @param {readonly Run[]} runs */
function heightAt(runs) {
  return runs.find((run) => run.length > 0)?.columns.loss[0] ?? NaN;
}

/** @param {HTMLElement} plot @returns {object[]} */
function plotted(plot) {
  return /** @type {PlotlyElement} */ (plot).data;
}

/** What the frame shows: the objective's box; of a function of one coordinate, its values. @param {Scene | null} scene */
function rangesOf(scene) {
  const [x, y] = scene?.objective.domain ?? [];
  if (scene?.landscape && !scene.landscape.y) {
    const values = Array.from(scene.landscape.loss[0]).filter(Number.isFinite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (high - low || 1) * 0.06;
    return [x, [low - margin, high + margin]];
  }
  return [x ?? [-1, 1], y ?? [-1, 1]];
}

/** @param {Frame} frame @param {boolean} isLine */
function layoutOf({ x, y, width, height }, isLine) {
  const axis = { fixedrange: true, showgrid: false, zeroline: false, ticklabelposition: "inside", tickmode: "auto", nticks: 7, ticks: "inside", ticklen: 4, tickcolor: cssColor("--ink-3"), tickfont: { ...fontOf(), size: 11 } };
  return {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: isLine ? cssColor("--card") : "rgba(0,0,0,0)",
    xaxis: { ...axis, range: x },
    yaxis: { ...axis, range: y, ...(isLine && { showgrid: true, gridcolor: cssColor("--contour"), gridwidth: 0.7 }) },
    dragmode: false,
    hovermode: "closest",
    hoverdistance: 12,
    hoverlabel: hoverLabel(),
    font: fontOf(),
    showlegend: false,
    uirevision: "fixed",
  };
}

/** A function of one coordinate: its curve, and the ground below it. @param {Landscape} landscape @param {Frame} frame */
function lineTraces({ x, loss }, frame) {
  const [xs, ys] = [Array.from(x), Array.from(loss[0])];
  const below = frame.y[0] - (frame.y[1] - frame.y[0]);
  const ends = [xs[xs.length - 1], xs[0]];
  return [
    { type: "scatter", uid: "ground-below", mode: "none", x: [...xs, ...ends], y: [...ys, below, below], fill: "toself", fillcolor: cssColor("--low-3"), hoverinfo: "skip" },
    { type: "scatter", uid: "ground", mode: "lines", x: xs, y: ys, line: { color: cssColor("--ink-2"), width: 1.4 }, hovertemplate: "%{x:.4g}, %{y:.5g}<extra></extra>" },
  ];
}

/** @param {Landscape} landscape @param {ObjectiveFacts} objective @param {HoverTexts} texts @param {(value: number) => string} format */
function groundLabels({ x, y, loss }, { variables }, texts, format) {
  return loss.map((row, j) => Array.from(row, (value, i) => `${variables[0]} ${format(x[i])}  ${variables[1]} ${format(/** @type {Float64Array} */ (y)[j])}<br>${texts.loss} ${format(value)}`));
}
