// @ts-check
/** Curves on a canvas, bare of numbers: what stands for a chart until it can be drawn. */

import { dashPattern } from "../state/appearance.js";
import { shareOf } from "../state/abscissa.js";

/** @typedef {{left: number, top: number, width: number, height: number}} Box   in CSS pixels */

/**
 * @param {HTMLCanvasElement} canvas   gets the size of the page's part; what it shows is lost
 * @param {ReturnType<typeof import("./curve_traces.js").curveTraces>} traces
 * @param {import("./curve_chart.js").Drawn & {scale: import("../types.js").Scale, xScale: import("../types.js").Scale}} axes
 * @param {Box} box                    where the curves lie in it
 * @param {{width: number, height: number}} size
 */
export function paintCurves(canvas, traces, { range: [low, high], reach, scale, xScale }, box, size) {
  const ratio = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(size.width * ratio), height: Math.round(size.height * ratio) });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.scale(ratio, ratio);
  brush.translate(box.left, box.top);
  brush.beginPath();
  brush.rect(0, 0, box.width, box.height);
  brush.clip();
  brush.lineJoin = "round";
  for (const { x, y, line, opacity, visible } of traces) {
    if (!visible) continue;
    Object.assign(brush, { strokeStyle: line.color, lineWidth: line.width, globalAlpha: opacity });
    brush.setLineDash(dashPattern(/** @type {import("../types.js").Appearance["dash"]} */ (line.dash), line.width));
    brush.beginPath();
    let isBroken = true;
    y.forEach((value, at) => {
      if (value === null || Number.isNaN(value)) return void (isBroken = true);
      const level = ((scale === "log" ? Math.log10(value) : value) - low) / (high - low);
      brush[isBroken ? "moveTo" : "lineTo"](shareOf(x[at], reach, xScale) * box.width, (1 - level) * box.height);
      isBroken = false;
    });
    brush.stroke();
  }
}
