// @ts-check
/** A sketch: a landscape with paths on one canvas, as the playground shows them, for a page that has no chart. */

import { dashPattern } from "../state/appearance.js";
import { heightScale } from "../state/height_scale.js";
import { toLeft, toTop } from "./frame.js";
import { paintGround } from "./ground.js";
import { markerPath } from "./markers.js";
import { cssColor, runColor } from "./palette.js";
import { reliefOf } from "./relief.js";

/** @typedef {import("../types.js").Landscape} Landscape */
/** @typedef {import("../types.js").Appearance} Appearance */
/** @typedef {import("./frame.js").Frame} Frame */

const MARGIN_OF_LINE = 0.08;
const MARKER_PX = 5.5;

/**
 * @typedef {object} SketchedRun
 * @property {Appearance} appearance
 * @property {number[][]} position      per step
 * @property {number[]} loss            per step
 */

/**
 * @typedef {object} Scene
 * @property {Landscape | null} landscape   null: more coordinates than a map has; then the loss of each step is drawn
 * @property {SketchedRun[]} runs
 * @property {number[][]} minima
 * @property {number[][]} saddles
 * @property {number | null} lowest         known value of the minima
 * @property {number} [least]               a loss down to which curves have room at least: what stalls looks flat
 */

/**
 * @param {HTMLCanvasElement} canvas
 */
export function createSketch(canvas) {
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const ground = document.createElement("canvas");

  /** Draw `scene` as it is at `step`. @param {Scene} scene @param {number} step */
  const draw = (scene, step) => {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (width === 0 || height === 0) return;
    const place = placeOf(scene, width, height);
    const key = `${width} ${height} ${ratio} ${cssColor("--low-0")}`;
    if (ground.dataset.key !== key) {
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      paintGround(ground, groundOf(scene, place), place.frame, cssColor("--low-4"));
      ground.dataset.key = key;
    }
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(ground, 0, 0);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const run of [...scene.runs].reverse()) drawRun(brush, run, place, step);
  };
  return { draw };
}

/**
 * Where the point of a run lies, in pixels.
 * @typedef {object} Place
 * @property {Frame} frame
 * @property {(run: SketchedRun, step: number) => [number, number]} at
 */

/** @param {Scene} scene @param {number} width @param {number} height @returns {Place} */
function placeOf({ landscape, runs, lowest, least }, width, height) {
  if (landscape?.y) {
    const frame = { x: ends(landscape.x), y: ends(landscape.y), width, height, lift: (/** @type {number} */ loss) => loss };
    return { frame, at: ({ position }, step) => [toLeft(frame, position[step][0]), toTop(frame, position[step][1])] };
  }
  const losses = [...runs.flatMap(({ loss }) => loss), ...(least === undefined ? [] : [least])];
  const relief = reliefOf(landscape ?? { key: "", x: new Float64Array(), y: null, loss: [Float64Array.from(losses)] }, landscape ? heightScale({ landscapeScale: null }, landscape) : "log", lowest);
  const margin = MARGIN_OF_LINE * (relief.high - relief.low);
  const steps = Math.max(...runs.map(({ loss }) => loss.length - 1), 1);
  const x = landscape ? ends(landscape.x) : [-0.03 * steps, 1.03 * steps];
  const frame = { x, y: [relief.low - margin, relief.high + margin], width, height, lift: relief.lift };
  return { frame, at: ({ position, loss }, step) => [toLeft(frame, landscape ? position[step][0] : step), toTop(frame, relief.lift(loss[step]))] };
}

/** @param {Scene} scene @param {Place} place @returns {import("./ground.js").Ground} */
function groundOf({ landscape, runs: [run], minima, saddles, lowest }, { frame, at }) {
  const inPixels = (/** @type {number[]} */ [x, y]) => [toLeft(frame, x), toTop(frame, y)];
  const known = landscape?.y ? { minima: minima.map(inPixels), saddles: saddles.map(inPixels) } : { minima: [], saddles: [] };
  return { landscape, relief: landscape?.y ? reliefOf(landscape, "log", lowest) : null, ...known, start: run ? at(run, 0) : null };
}

/** @param {CanvasRenderingContext2D} brush @param {SketchedRun} run @param {Place} place @param {number} step */
function drawRun(brush, run, place, step) {
  const last = Math.min(Math.floor(step), run.loss.length - 1);
  if (last < 0) return;
  const points = Array.from({ length: last + 1 }, (_, at) => place.at(run, at));
  const isLast = last === run.loss.length - 1;
  const share = isLast ? 0 : step - last;
  const next = isLast ? points[last] : place.at(run, last + 1);
  const head = /** @type {[number, number]} */ (points[last].map((value, axis) => value + share * (next[axis] - value)));
  const color = runColor(run.appearance);
  brush.beginPath();
  for (const point of [...points, head]) if (point.every(Number.isFinite)) brush.lineTo(...point);
  Object.assign(brush, { lineWidth: 2, lineJoin: "round", lineCap: "butt", strokeStyle: color });
  brush.setLineDash(dashPattern(run.appearance.dash, 2));
  brush.stroke();
  brush.setLineDash([]);
  if (!head.every(Number.isFinite)) return;
  brush.save();
  brush.translate(...head);
  const marker = markerPath(run.appearance.marker, MARKER_PX);
  Object.assign(brush, { fillStyle: color, strokeStyle: cssColor("--card"), lineWidth: 1.5 });
  brush.fill(marker);
  brush.stroke(marker);
  brush.restore();
}

/** @param {Float64Array} axis */
function ends(axis) {
  return [axis[0], axis[axis.length - 1]];
}
