// @ts-check
/**
 * The landscape: a map drawn once, with runs that move over it.
 *
 *     still ── cursor or data change ──▶ moving (canvases) ── a moment without change ──▶ still (ordinary traces)
 */

import { formatTick } from "../dom/format.js";
import { createArrows } from "./arrows.js";
import { basinImage } from "./basin_image.js";
import { createEllipse } from "./ellipse.js";
import { createEdgeMarks } from "./edge_marks.js";
import { stretchOf, toLeft, toTop } from "./frame.js";
import { paintGround } from "./ground.js";
import { CONFIG } from "./library.js";
import { layoutOf } from "./landscape_layout.js";
import { lineTicks, lineTraces } from "./line.js";
import { onThemeChange } from "./palette.js";
import { contourTrace, rememberedRelief } from "./relief.js";
import { createSurface } from "./surface.js";
import { changeTrace, fieldTrace, KNOWN_STAR_PX, knownTrace, pathTrace, placeOfKnown, reachedTrace, startTrace, walkerTrace } from "./traces.js";
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
 * @property {import("../state/curvature.js").Curvature | null} curvature
 * @property {import("../server/landscapes.js").BasinsAnswer | null} basins   in the place of the heights
 * @property {import("../types.js").View} view
 * @property {readonly Run[]} runs
 * @property {readonly import("../types.js").Change[]} changes
 * @property {number[] | null} start
 * @property {number} cursor
 * @property {boolean} isPlaying
 * @property {number[]} [ring]               of a slice: what it goes through
 */

const SETTLE_MS = 160;

/** @typedef {ReturnType<typeof createLandscapeChart>} LandscapeChart */

/**
 * @param {HTMLElement} root            positioned; the chart fills it
 * @param {object} options
 * @param {HoverTexts & import("./surface.js").HeightTexts & {start: string}} options.texts
 * @param {(value: number) => string} options.format
 * @param {() => void} options.onFrame  the frame may have moved
 */
export function createLandscapeChart(root, { texts, format, onFrame }) {
  const paint = root.appendChild(Object.assign(document.createElement("canvas"), { className: "plot-layer relief" }));
  paint.setAttribute("aria-hidden", "true");
  const plot = root.appendChild(Object.assign(document.createElement("div"), { className: "plot" }));
  const stage = root.appendChild(Object.assign(document.createElement("div"), { className: "plot-layer" }));
  const trails = createTrails(root);
  const arrows = createArrows(root);
  const ellipse = createEllipse(root);
  const marks = createEdgeMarks(root);
  /** @type {Scene | null} */
  let scene = null;
  /** @type {Frame} */
  let frame = { x: [-1, 1], y: [-1, 1], width: 0, height: 0, lift: (loss) => loss };
  /** What the chart was drawn in: while one looks closer, the old picture is stretched until the new grid is there. */
  let drawn = frame;
  const reliefNow = rememberedRelief();
  /** @type {unknown[]} */
  let picture = [];
  /** @type {import("./surface.js").Surface | null} */
  let surface = null;
  let isLoaded = false;
  let isDrawn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  /** What a full drawing depends on; everything else only moves. @param {Scene} of */
  const pictureOf = ({ landscape, field, basins, view, objective, runs, start }) => [landscape, field, basins, view.map, view.landscapeScale, view.showMinima, objective.minima, runs.map((run) => run.key + run.label + run.isHidden).join(), isLoaded || start?.join()];

  const measure = () => {
    const { clientWidth: width, clientHeight: height } = root;
    const { x, y, lift } = extentOf(scene, reliefNow);
    frame.lift = lift;
    const isSame = frame.width === width && frame.height === height && [...frame.x, ...frame.y].every((value, at) => value === [...x, ...y][at]);
    if (isSame) return false;
    frame = { x, y, width, height, lift };
    trails.fit(frame);
    onFrame();
    return true;
  };

  /** Where the start stands in the coordinates of the frame. A walk over a curve begins on the curve. @param {Pick<Scene, "start" | "runs">} of */
  const startPlace = ({ start, runs }) => (start?.length === 1 ? [start[0], frame.lift(runs.find((run) => run.length > 0)?.columns.loss[0] ?? NaN)] : start);

  /** @param {Scene} now */
  const movingTraces = ({ runs, changes, cursor, start, objective, view }) => {
    const walkers = runs.map((run) => walkerTrace(run, cursor, frame));
    return [
      ...runs.map((run) => pathTrace(run, cursor, frame, { texts, variables: objective.variables })),
      changeTrace({ runs, changes, cursor }, frame, texts),
      startTrace(startPlace({ start, runs }), texts.start, frame),
      ...walkers,
      reachedTrace(view.showMinima ? objective.minima : [], walkers, frame),
    ];
  };

  const fixedTraces = () => {
    const { landscape, field, basins, view, objective } = /** @type {Scene} */ (scene);
    if (!landscape) return [];
    const relief = reliefNow(/** @type {Scene} */ (scene));
    const known = view.showMinima ? frame : null;
    if (!landscape.y) return [...lineTraces(landscape, relief, frame), knownTrace(objective, "minima", known, texts)];
    return [
      contourTrace(landscape, relief, groundLabels(landscape, objective, texts, format), basins ? "none" : view.map === "heat" ? "heatmap" : "fill"),
      fieldTrace(view.showField ? field : null),
      knownTrace(objective, "saddles", known, texts),
      knownTrace(objective, "minima", known, texts),
    ];
  };

  /** What the chart will show, painted while it cannot be drawn yet. @param {Scene} of */
  const paintInstead = ({ landscape, objective, view, ...of }) => {
    const inPixels = (/** @type {number[]} */ [x, y]) => [toLeft(frame, x), toTop(frame, y)];
    const known = (/** @type {"minima" | "saddles"} */ kind) => (view.showMinima ? objective[kind].map((each) => inPixels(placeOfKnown(each, frame))) : []);
    const start = startPlace(of);
    const relief = reliefNow({ landscape, objective, view, ...of });
    paintGround(paint, { landscape, relief, isHeat: view.map === "heat", minima: known("minima"), saddles: landscape?.y ? known("saddles") : [], start: start && inPixels(start), starPx: KNOWN_STAR_PX }, frame);
  };

  /** Draw everything; the only expensive thing here. */
  const draw = () => {
    if (!scene?.landscape || frame.width === 0 || isSurface()) return;
    picture = pictureOf(scene);
    if (!isLoaded) return paintInstead(scene);
    const data = [...fixedTraces(), ...movingTraces(scene)];
    drawn = { ...frame };
    stretch();
    Plotly[isDrawn ? "react" : "newPlot"](plot, data, layoutNow(scene), CONFIG);
    isDrawn = true;
    paint.hidden = true;
  };

  const layoutNow = (/** @type {Scene} */ of) => ({ ...layoutOf(frame, of.landscape?.y ? null : lineTicks(reliefNow(of), frame, formatTick)), images: of.basins ? [basinImage(of.basins)] : [] });

  const stretch = () => void (plot.style.transform = stretchOf(drawn, frame));

  /**
   * Hand over from the canvases to the chart. This draws the map again (some 80 ms in software), which `Plotly.animate`
   * without redraw would not; but that removes every trace it is not told to animate, the map first of all (4.1.1).
   */
  const settle = () => {
    if (!scene || !isDrawn || surface || plot.style.transform !== "") return;
    const traces = movingTraces(scene);
    const first = plotted(plot).length - traces.length;
    const each = (/** @type {string} */ name) => traces.map((/** @type {any} */ trace) => trace[name] ?? null);
    Plotly.restyle(plot, { x: each("x"), y: each("y"), text: each("text") }, traces.map((_, at) => first + at));
    root.classList.remove("is-moving");
    trails.wipe();
  };

  const move = () => {
    if (isSurface()) return void stand();
    const { runs, cursor, isPlaying, objective, view } = /** @type {Scene} */ (scene);
    const minima = view.showMinima ? objective.minima.map((known) => placeOfKnown(known, frame)) : [];
    trails.draw(runs, cursor, minima.map(([x, y]) => [toLeft(frame, x), toTop(frame, y)]));
    arrows.show(/** @type {Scene} */ (scene), frame);
    ellipse.show(/** @type {Scene} */ (scene), frame);
    marks.show({ runs, cursor, start: startPlace(/** @type {Scene} */ (scene)) }, frame);
    root.classList.add("is-moving");
    clearTimeout(rest);
    if (!isPlaying) rest = setTimeout(settle, SETTLE_MS);
  };

  const isSurface = () => scene?.view.map === "surface" && Boolean(scene.landscape?.y);
  /** The map stands in space: the surface shows what the chart and its layers would. */
  const stand = () => {
    surface ??= createSurface(stage, texts);
    root.classList.add("is-moving", "is-surface");
    const { x, y } = /** @type {Landscape} */ (scene?.landscape);
    surface.show(/** @type {Scene} */ (scene), { ...frame, x: endsOf(x), y: endsOf(/** @type {Float64Array} */ (y)) }, reliefNow(/** @type {Scene} */ (scene)));
  };
  const lie = () => {
    surface?.remove();
    surface = null;
    root.classList.remove("is-surface");
    trails.wipe();
  };

  const recolor = () => {
    trails.recolor();
    surface?.remove();
    surface = null;
    arrows.remove();
    ellipse.remove();
    draw();
    if (scene) move();
  };
  const stopTheme = onThemeChange(recolor);
  const observer = new ResizeObserver(() => {
    if (!scene || !measure()) return;
    draw();
    move();
    onFrame();
  });
  observer.observe(root);

  return {
    /** @param {Scene} next */
    show(next) {
      const before = scene;
      scene = next;
      if (before?.landscape !== next.landscape) root.classList.toggle("has-gaps", next.landscape?.loss.some((row) => !row.every(Number.isFinite)) ?? false);
      const isMeasured = measure();
      if (surface && !isSurface()) lie();
      const isOther = pictureOf(next).some((part, at) => !Object.is(part, picture[at]));
      if (isOther || (isMeasured && isOf(next.landscape, frame))) draw();
      else if (isDrawn) stretch();
      move();
    },
    /** Plotly has arrived. */
    begin() {
      isLoaded = true;
      draw();
      if (scene) move();
    },
    frame: () => (surface ? { ...frame, surface } : frame),
    isDrawn: () => isDrawn,
    figure: () => (scene?.landscape && isLoaded ? { data: [...fixedTraces(), ...movingTraces(scene)], layout: layoutNow(scene), names: [...scene.objective.variables.slice(0, 2), "f"].slice(0, 2) } : null),
    remove() {
      clearTimeout(rest);
      stopTheme();
      observer.disconnect();
      trails.remove();
      arrows.remove();
      ellipse.remove();
      surface?.remove();
      marks.remove();
      if (isDrawn) Plotly.purge(plot);
      root.replaceChildren();
    },
  };
}

/** Whether a landscape is the one of this frame, and not of another that one has looked at before. @param {Landscape | null} landscape @param {Frame} frame */
function isOf(landscape, frame) {
  const covers = (/** @type {Float64Array | null} */ axis, /** @type {number[]} */ [low, high]) => !axis || (axis[0] === low && axis[axis.length - 1] === high);
  return landscape !== null && covers(landscape.x, frame.x) && covers(landscape.y, frame.y);
}

/** @param {Float64Array} axis */
function endsOf(axis) {
  return [axis[0], axis[axis.length - 1]];
}

/** @param {HTMLElement} plot @returns {object[]} */
function plotted(plot) {
  return /** @type {PlotlyElement} */ (plot).data;
}

/**
 * What the frame shows: the objective's box; of a function of one coordinate, its heights.
 * @param {Scene | null} scene
 * @param {(scene: Scene) => import("./relief.js").Relief} reliefNow
 */
function extentOf(scene, reliefNow) {
  const [x = [-1, 1], y = [-1, 1]] = scene?.objective.domain ?? [];
  if (!scene?.landscape || scene.landscape.y) return { x, y, lift: (/** @type {number} */ loss) => loss };
  const { low, high, lift } = reliefNow(scene);
  const margin = (high - low) * 0.06;
  return { x, y: [low - margin, high + margin], lift };
}

/** @param {Landscape} landscape @param {ObjectiveFacts} objective @param {HoverTexts} texts @param {(value: number) => string} format */
function groundLabels({ x, y, loss }, { variables }, texts, format) {
  return loss.map((row, j) => Array.from(row, (value, i) => `${variables[0]} ${format(x[i])}  ${variables[1]} ${format(/** @type {Float64Array} */ (y)[j])}<br>${texts.loss} ${format(value)}`));
}
