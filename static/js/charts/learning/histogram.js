// @ts-check
/** A histogram as a drawing: one bar per bin, as wide as the bin and as high as its count; nothing smoothed. A bar above the scale is cut, and marked as cut. */

import { svg } from "../../dom/element.js";

const WIDTH = 400;
const HEIGHT = 100;

/**
 * @param {readonly number[]} edges      one more than counts
 * @param {readonly number[]} counts
 * @param {number} [most]                which count fills the height
 */
export function histogramDrawing(edges, counts, most = Math.max(...counts, 1)) {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const left = (/** @type {number} */ value) => ((value - low) / (high - low || 1)) * WIDTH;
  const bars = counts.map((count, at) => {
    const height = Math.min(count / most, 1) * HEIGHT;
    const x = left(edges[at]);
    return svg("rect", { class: count > most ? "bar is-cut" : "bar", x: x.toFixed(2), y: (HEIGHT - height).toFixed(2), width: Math.max(left(edges[at + 1]) - x - 1, 1).toFixed(2), height: height.toFixed(2) });
  });
  const zero = low < 0 && high > 0 ? [svg("line", { class: "zero", x1: left(0), x2: left(0), y1: 0, y2: HEIGHT })] : [];
  return svg("svg", { class: "histogram", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...zero, ...bars);
}
