// @ts-check
/** Places on a slice: a ringed point that it goes through, which the legend names; a cross where the runs start, as on every map. */

import { toLeft, toTop } from "../frame.js";
import { cssColor } from "../palette.js";

/** @typedef {import("../frame.js").Frame} Frame */

/** Larger than a walker, so that it is seen around one. */
export const RING_PX = 11;
export const CROSS_PX = 7;

/** What the slice goes through: of a line a dashed one. @param {CanvasRenderingContext2D} brush @param {Frame} frame @param {number[]} origin @param {boolean} isPlane */
export function paintOrigin(brush, frame, origin, isPlane) {
  const left = toLeft(frame, origin[0] ?? 0);
  brush.beginPath();
  if (isPlane) brush.arc(left, toTop(frame, origin[1] ?? 0), RING_PX, 0, 2 * Math.PI);
  else {
    brush.setLineDash([3, 4]);
    brush.moveTo(left, 0);
    brush.lineTo(left, frame.height);
  }
  Object.assign(brush, { strokeStyle: cssColor("--ink"), lineWidth: isPlane ? 1.6 : 1 });
  brush.stroke();
  brush.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} place   in pixels */
export function paintStart(brush, [left, top]) {
  brush.beginPath();
  brush.moveTo(left - CROSS_PX, top);
  brush.lineTo(left + CROSS_PX, top);
  brush.moveTo(left, top - CROSS_PX);
  brush.lineTo(left, top + CROSS_PX);
  Object.assign(brush, { strokeStyle: cssColor("--ink"), lineWidth: 1.8 });
  brush.stroke();
}
