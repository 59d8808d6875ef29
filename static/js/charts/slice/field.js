// @ts-check
/** Arrows on a slice: downhill within the plane, all of one length; where there is no slope, none. */

import { toLeft, toTop } from "../frame.js";
import { cssColor } from "../palette.js";

const LENGTH_PX = 15;
const HEAD_PX = 4;

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {import("../../state/slice/nothing.js").SliceField} field
 * @param {import("../frame.js").Frame} frame
 */
export function paintField(brush, { axes, gradient }, frame) {
  const scale = [frame.width / (frame.x[1] - frame.x[0]), frame.height / (frame.y[1] - frame.y[0])];
  Object.assign(brush, { strokeStyle: cssColor("--ink-2"), lineWidth: 1, lineCap: "round" });
  brush.beginPath();
  gradient.forEach((row, j) => row.forEach(([a, b], i) => {
    const way = [-(a ?? NaN) * scale[0], (b ?? NaN) * scale[1]];
    const length = Math.hypot(...way);
    if (!Number.isFinite(length) || length === 0) return;
    arrow(brush, [toLeft(frame, axes[0][i]), toTop(frame, axes[1][j])], way.map((value) => value / length));
  }));
  brush.stroke();
}

/** Its middle at a place. @param {CanvasRenderingContext2D} brush @param {number[]} place @param {number[]} way of length one */
function arrow(brush, [left, top], [right, down]) {
  const half = LENGTH_PX / 2;
  const tip = [left + half * right, top + half * down];
  brush.moveTo(left - half * right, top - half * down);
  brush.lineTo(tip[0], tip[1]);
  for (const side of [-1, 1]) {
    brush.moveTo(tip[0], tip[1]);
    brush.lineTo(tip[0] - HEAD_PX * (right - side * 0.6 * down), tip[1] - HEAD_PX * (down + side * 0.6 * right));
  }
}
