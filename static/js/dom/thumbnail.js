// @ts-check
/** A landscape the size of a stamp, in the colours of the large one. Decoration. */

import { element } from "./element.js";

const SIZE = 44;
const STOPS = 5;
/** Between a curve and the edge. */
const MARGIN = 5;

/** @typedef {import("../types.js").Landscape} Landscape */

/** A canvas and a function that draws a landscape on it; null leaves it blank. */
export function createThumbnail() {
  const node = element("canvas", { class: "thumbnail", width: SIZE, height: SIZE, "aria-hidden": "true" });
  const context = node.getContext("2d");

  /** @param {Landscape | null} landscape */
  const draw = (landscape) => {
    context?.clearRect(0, 0, SIZE, SIZE);
    if (!context || !landscape) return;
    const style = getComputedStyle(document.documentElement);
    if (!landscape.y) return drawCurve(context, landscape.loss[0], style);
    const colors = Array.from({ length: STOPS }, (_, index) => style.getPropertyValue(`--low-${index}`));
    const rank = rankedIn(landscape.loss);
    for (let row = 0; row < SIZE; row += 1) {
      const line = landscape.loss[Math.round(((SIZE - 1 - row) / (SIZE - 1)) * (landscape.loss.length - 1))];
      for (let column = 0; column < SIZE; column += 1) {
        const value = line[Math.round((column / (SIZE - 1)) * (line.length - 1))];
        context.fillStyle = colors[rank(value)];
        context.fillRect(column, row, 1, 1);
      }
    }
  };
  return { node, draw };
}

/**
 * A function of one coordinate: its curve and the ground below it, in as many pieces as it has.
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array} losses
 * @param {CSSStyleDeclaration} style
 */
function drawCurve(context, losses, style) {
  const heights = Array.from({ length: SIZE }, (_, column) => losses[Math.round((column / (SIZE - 1)) * (losses.length - 1))]);
  const finite = heights.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const line = new Path2D();
  context.fillStyle = style.getPropertyValue("--low-3");
  heights.forEach((height, column) => {
    if (!Number.isFinite(height)) return;
    const top = SIZE - MARGIN - ((height - low) / (high - low || 1)) * (SIZE - 2 * MARGIN);
    context.fillRect(column, top, 1, SIZE - top);
    line[Number.isFinite(heights[column - 1]) ? "lineTo" : "moveTo"](column + 0.5, top);
  });
  Object.assign(context, { strokeStyle: style.getPropertyValue("--ink-2"), lineWidth: 1.5, lineJoin: "round" });
  context.stroke(line);
}

/**
 * Where a value stands among all values, in as many equal parts as there are colours: shows the shape of any landscape.
 * @param {readonly Float64Array[]} rows
 * @returns {(value: number) => number}
 */
function rankedIn(rows) {
  const sorted = Float64Array.from(rows.flatMap((row) => [...row]).filter(Number.isFinite)).sort();
  const limits = [0.08, 0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  return (value) => {
    const place = limits.findIndex((limit) => value <= limit);
    return place < 0 ? STOPS - 1 : place;
  };
}
