// @ts-check
/** How large a signal is in each layer, on a logarithmic axis: what runs forward, filled; the gradient that runs back, hollow. */

import { svg } from "../../dom/element.js";

const WIDTH = 240;
const HEIGHT = 64;
const MARGIN = 8;
/** Powers of ten from top to bottom; what is smaller lies on the bottom. */
const HIGHEST = 2;
const LOWEST = -8;

/** @param {readonly {signal: number, gradient: number | null}[]} layers */
export function signalDrawing(layers) {
  const x = (/** @type {number} */ at) => MARGIN + (layers.length > 1 ? at / (layers.length - 1) : 0.5) * (WIDTH - 2 * MARGIN);
  const y = (/** @type {number | null} */ value) => MARGIN + ((HIGHEST - Math.min(Math.max(Math.log10(Math.max(value ?? 0, 1e-300)), LOWEST), HIGHEST)) / (HIGHEST - LOWEST)) * (HEIGHT - 2 * MARGIN);
  const line = (/** @type {"signal" | "gradient"} */ part) => {
    const points = layers.map((layer, at) => [x(at), y(layer[part])]);
    const path = points.map(([left, top], at) => `${at === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
    return svg("g", { class: `signal-line is-${part}` }, svg("path", { d: path }), ...points.map(([left, top]) => svg("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: 3 })));
  };
  const one = svg("line", { class: "grid", x1: 0, x2: WIDTH, y1: y(1), y2: y(1) });
  return svg("svg", { class: "signal-drawing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, one, line("gradient"), line("signal"));
}
