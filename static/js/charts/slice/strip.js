// @ts-check
/** A strip: the line at each of several steps of a run, in its colour, the later the stronger; a dot where the run stands. */

import { toLeft, toTop } from "../frame.js";
import { cssColor, runColor, sizes } from "../palette.js";

/**
 * @typedef {object} Strip
 * @property {number[]} steps
 * @property {number[]} origins                  the coefficient of the run at each
 * @property {import("../../types.js").Appearance} appearance
 */

const FAINTEST = 0.16;
const DOT_PX = 3.5;

/** How strong the line at a step is drawn. @param {Strip} strip @param {number} at */
export function strengthOf({ steps }, at) {
  return FAINTEST + (1 - FAINTEST) * (at / Math.max(steps.length - 1, 1)) ** 1.5;
}

/** The line of the cursor: the last that is not after it. @param {number[]} steps @param {number} cursor */
export function lineAt(steps, cursor) {
  return Math.max(steps.findLastIndex((step) => step <= cursor), 0);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {import("../../types.js").Landscape} landscape   a row for each line
 * @param {Strip} strip
 * @param {import("../frame.js").Frame} frame
 * @param {number} cursor
 */
export function paintStrip(brush, { x, loss }, strip, frame, cursor) {
  const now = lineAt(strip.steps, cursor);
  const color = runColor(strip.appearance);
  const order = [...loss.keys()].filter((at) => at !== now).concat(now);
  for (const at of order) {
    Object.assign(brush, { strokeStyle: color, lineWidth: at === now ? sizes().line + 1 : 1.4, lineJoin: "round", globalAlpha: at === now ? 1 : strengthOf(strip, at) });
    brush.beginPath();
    loss[at].forEach((value, place) => Number.isFinite(value) && brush.lineTo(toLeft(frame, x[place]), toTop(frame, frame.lift(value))));
    brush.stroke();
    paintDot(brush, [toLeft(frame, strip.origins[at]), toTop(frame, frame.lift(between(x, loss[at], strip.origins[at])))], color);
  }
  brush.globalAlpha = 1;
}

/** What a line shows at a coefficient; NaN beside it. @param {Float64Array} x @param {Float64Array} row @param {number} place */
export function between(x, row, place) {
  const at = ((place - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1);
  const below = Math.min(Math.floor(at), x.length - 2);
  return at >= 0 && at <= x.length - 1 ? row[below] + (at - below) * (row[below + 1] - row[below]) : NaN;
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} place @param {string} color */
function paintDot(brush, [left, top], color) {
  if (!Number.isFinite(left) || !Number.isFinite(top)) return;
  brush.beginPath();
  brush.arc(left, top, DOT_PX, 0, 2 * Math.PI);
  Object.assign(brush, { fillStyle: color, strokeStyle: cssColor("--card"), lineWidth: 1.5 });
  brush.stroke();
  brush.fill();
}
