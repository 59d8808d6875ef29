// @ts-check
/** The ground that runs move over, on a canvas: the map or the curve, its known points, the start. */

import { toLeft, toTop } from "./frame.js";
import { paintMap } from "./map.js";
import { starPath } from "./markers.js";
import { cssColor } from "./palette.js";

/** @typedef {import("../types.js").Landscape} Landscape */
/** @typedef {import("./frame.js").Frame} Frame */

const START_PX = 6;
const CROSS_PX = 4;

/**
 * @typedef {object} Ground
 * @property {Landscape | null} landscape    null: nothing but the points
 * @property {import("./relief.js").Relief | null} relief   of a landscape of two coordinates
 * @property {boolean} [isHeat]              colours alone, without lines
 * @property {number[][]} minima             in pixels, as the others
 * @property {number[][]} saddles
 * @property {number[] | null} start
 * @property {number} [starPx]               half of the size of a minimum
 */

/**
 * @param {HTMLCanvasElement} canvas   gets the size of the frame; what it shows is lost
 * @param {Ground} ground
 * @param {Frame} frame
 * @param {string} [color]             where there is no map
 */
export function paintGround(canvas, { landscape, relief, isHeat, minima, saddles, start, starPx = 5 }, frame, color) {
  const ratio = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(frame.width * ratio), height: Math.round(frame.height * ratio) });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  if (color) {
    brush.fillStyle = color;
    brush.fillRect(0, 0, canvas.width, canvas.height);
  }
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (landscape?.y && relief) paintMap(brush, relief, frame, isHeat);
  else if (landscape) paintLine(brush, landscape, frame);
  for (const saddle of saddles) paintSaddle(brush, saddle);
  for (const minimum of minima) paintMinimum(brush, minimum, starPx);
  if (start) paintStart(brush, start);
}

/** @param {CanvasRenderingContext2D} brush @param {Landscape} landscape @param {Frame} frame */
function paintLine(brush, { x, loss }, frame) {
  brush.strokeStyle = cssColor("--ink-2");
  brush.lineWidth = 1.4;
  brush.beginPath();
  loss[0].forEach((value, at) => brush.lineTo(toLeft(frame, x[at]), toTop(frame, frame.lift(value))));
  brush.stroke();
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} point @param {number} starPx */
function paintMinimum(brush, point, starPx) {
  brush.save();
  brush.translate(point[0], point[1]);
  Object.assign(brush, { fillStyle: cssColor("--ink"), strokeStyle: cssColor("--card"), lineWidth: 1.2 });
  const star = starPath(starPx);
  brush.fill(star);
  brush.stroke(star);
  brush.restore();
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} point */
function paintSaddle(brush, point) {
  brush.save();
  brush.translate(point[0], point[1]);
  paintCross(brush, CROSS_PX, cssColor("--ink-2"));
  brush.restore();
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} point */
function paintStart(brush, point) {
  brush.save();
  brush.translate(point[0], point[1]);
  brush.rotate(Math.PI / 4);
  paintCross(brush, START_PX, cssColor("--ink"));
  brush.restore();
}

/** @param {CanvasRenderingContext2D} brush @param {number} reach @param {string} color */
function paintCross(brush, reach, color) {
  brush.strokeStyle = color;
  brush.lineWidth = 1.6;
  brush.beginPath();
  brush.moveTo(-reach, -reach);
  brush.lineTo(reach, reach);
  brush.moveTo(reach, -reach);
  brush.lineTo(-reach, reach);
  brush.stroke();
}
