// @ts-check
/**
 * Curvature on the map: the ellipse on which the quadratic model of the loss is equally high, and its axes. Where the loss
 * curves downwards along an axis, that axis is dashed. Its size says nothing, only its shape and direction do.
 */

import { toLeft, toTop } from "./frame.js";
import { cssColor, runColor } from "./palette.js";

/** @typedef {import("../state/curvature.js").Curvature} Curvature */
/** @typedef {import("./frame.js").Frame} Frame */

/** The longer half axis, and the least that one still sees of the shorter. */
export const LONG_PX = 74;
const SHORT_PX = 3;
const HALO_PX = 2;
const CORNERS = 72;
/** How an axis along which the loss curves downwards is drawn; the legend says the same. */
export const DOWNWARD_DASH = [5, 4];

/** @param {HTMLElement} root */
export function createEllipse(root) {
  /** @type {CanvasRenderingContext2D | null} */
  let brush = null;
  /** @type {unknown[]} */
  let shown = [];
  const remove = () => {
    brush?.canvas.remove();
    brush = null;
    shown = [];
  };

  return {
    /**
     * @param {{curvature: Curvature | null, runs: readonly import("../types.js").Run[]}} scene
     * @param {Frame} frame
     */
    show({ curvature, runs }, frame) {
      const run = runs.find(({ key }) => key === curvature?.run);
      if (!curvature || !run || curvature.point.length < 2 || frame.width === 0) return void (brush && remove());
      const ratio = window.devicePixelRatio || 1;
      const now = [curvature, frame.width, frame.height, ratio, ...frame.x, ...frame.y];
      if (now.every((part, at) => Object.is(part, shown[at]))) return;
      shown = now;
      if (!brush) {
        const canvas = root.appendChild(Object.assign(document.createElement("canvas"), { className: "plot-layer ellipse" }));
        canvas.setAttribute("aria-hidden", "true");
        brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      }
      Object.assign(brush.canvas, { width: Math.round(frame.width * ratio), height: Math.round(frame.height * ratio) });
      brush.setTransform(ratio, 0, 0, ratio, 0, 0);
      const place = [toLeft(frame, curvature.point[0]), toTop(frame, curvature.point[1])];
      if (place.every((pixel, axis) => pixel > -LONG_PX && pixel < [frame.width, frame.height][axis] + LONG_PX)) draw(brush, place, curvature, frame, runColor(run.appearance));
    },
    /** The colours have changed, or there is nothing more to show. */
    remove,
  };
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} place @param {Curvature} curvature @param {Frame} frame @param {string} color */
function draw(brush, [left, top], { plane: { values, vectors } }, frame, color) {
  const steepest = Math.max(...values.map(Math.abs));
  if (!(steepest > 0)) return;
  const [across, up] = [frame.width / (frame.x[1] - frame.x[0]), frame.height / (frame.y[1] - frame.y[0])];
  // Half axes of the ellipse vᵀ|H|v = 1, in pixels; a flat direction is cut where it is far longer than the other.
  const halves = vectors.map(([x, y], at) => [x * across, -y * up].map((part) => part / Math.sqrt(Math.max(Math.abs(values[at]), steepest * 1e-12))));
  const longest = Math.max(...halves.map(([x, y]) => Math.hypot(x, y)));
  const axes = halves.map(([x, y]) => {
    const size = Math.max((Math.hypot(x, y) / longest) * LONG_PX, SHORT_PX) / Math.hypot(x, y);
    return [x * size, y * size];
  });
  const path = new Path2D();
  for (let at = 0; at <= CORNERS; at += 1) {
    const [cos, sin] = [Math.cos, Math.sin].map((part) => part((2 * Math.PI * at) / CORNERS));
    path.lineTo(left + cos * axes[0][0] + sin * axes[1][0], top + cos * axes[0][1] + sin * axes[1][1]);
  }
  const lines = axes.map(([x, y]) => new Path2D(`M${left - x} ${top - y}L${left + x} ${top + y}`));
  for (const isHalo of [true, false]) {
    brush.strokeStyle = isHalo ? cssColor("--card") : color;
    brush.lineWidth = 1.6 + (isHalo ? 2 * HALO_PX : 0);
    brush.globalAlpha = isHalo ? 0.7 : 1;
    brush.setLineDash([]);
    brush.stroke(path);
    lines.forEach((line, at) => {
      brush.setLineDash(!isHalo && values[at] < 0 ? DOWNWARD_DASH : []);
      brush.stroke(line);
    });
  }
}
