// @ts-check
/** The largest curvature along a run, and the limit of its method: beyond that line it overshoots along the sharpest direction. */

import { svg } from "../../dom/element.js";

const FRAME = { width: 560, height: 300, left: 52, right: 14, top: 12, bottom: 30 };
/** Decades that are shown with their halves and fifths. */
const FEW_DECADES = 2;

/**
 * @param {{step: readonly number[], sharpness: readonly number[], bound: readonly number[]}} series
 * @param {number} cursor
 * @param {(value: number) => string} format
 */
export function sharpnessDrawing({ step, sharpness, bound }, cursor, format) {
  const levels = [...sharpness, ...bound].filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  const [low, high] = levels.length > 0 ? [Math.min(...levels) - 0.08, Math.max(...levels) + 0.08] : [0, 1];
  const last = Math.max(step[step.length - 1], 1);
  const x = (/** @type {number} */ at) => FRAME.left + (at / last) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (/** @type {number} */ value) => FRAME.top + ((high - Math.log10(value)) / (high - low)) * (FRAME.height - FRAME.top - FRAME.bottom);
  const line = (/** @type {readonly number[]} */ values, /** @type {string} */ kind) => {
    const points = values.flatMap((value, row) => (value > 0 && Number.isFinite(value) ? [[x(step[row]), y(value)]] : []));
    const path = points.map(([left, top], at) => `${at === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
    const dots = kind === "" ? points.map(([left, top]) => svg("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: 3 })) : [];
    return svg("g", { class: `check-line ${kind}` }, svg("path", { d: path }), ...dots);
  };
  const heights = roundHeights(low, high);
  const ticks = heights.map((value) => svg("g", {}, svg("line", { class: "grid", x1: FRAME.left, x2: FRAME.width - FRAME.right, y1: y(value), y2: y(value) }), svg("text", { x: FRAME.left - 6, y: y(value) + 4, "text-anchor": "end" }, format(value))));
  const feet = [0, 0.25, 0.5, 0.75, 1].map((share) => svg("text", { x: x(share * last), y: FRAME.height - 10, "text-anchor": "middle" }, String(Math.round(share * last))));
  const now = svg("line", { class: "sharpness-now", x1: x(Math.min(cursor, last)), x2: x(Math.min(cursor, last)), y1: FRAME.top, y2: FRAME.height - FRAME.bottom });
  return svg("svg", { class: "check-drawing", viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, "aria-hidden": "true" }, ...ticks, ...feet, now, line(bound, "is-open"), line(sharpness, ""));
}

/** One, two and five of each power of ten between two exponents, of many decades the powers alone. @param {number} low @param {number} high */
function roundHeights(low, high) {
  const factors = high - low > FEW_DECADES ? [1] : [1, 2, 5];
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, at) => 10 ** (Math.floor(low) + at));
  return powers.flatMap((power) => factors.map((factor) => factor * power)).filter((value) => value >= 10 ** low && value <= 10 ** high);
}
