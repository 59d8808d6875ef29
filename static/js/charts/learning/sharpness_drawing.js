// @ts-check
/** The largest curvature along a run, and the limit of its method: beyond that line it overshoots along the sharpest direction. */

import { svg } from "../../dom/element.js";

const FRAME = { width: 560, height: 300, left: 52, right: 14, top: 12, bottom: 30 };
/** Decades that are shown with their halves and fifths. */
const FEW_DECADES = 2;

/**
 * @param {{step: readonly number[], sharpness: readonly number[], bound: readonly number[]}} series
 * @param {number} cursor
 * @param {{format: (value: number) => string, step: string}} words   `step`: the name of the axis below
 */
export function sharpnessDrawing({ step, sharpness, bound }, cursor, words) {
  const levels = [...sharpness, ...bound].filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  const heights = levels.length > 0 ? roundHeights(Math.min(...levels), Math.max(...levels)) : [1, 10];
  const [low, high] = [heights[0], heights[heights.length - 1]].map(Math.log10);
  const last = Math.max(step[step.length - 1], 1);
  const x = (/** @type {number} */ at) => FRAME.left + (at / last) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (/** @type {number} */ value) => FRAME.top + ((high - Math.log10(value)) / (high - low)) * (FRAME.height - FRAME.top - FRAME.bottom);
  const line = (/** @type {readonly number[]} */ values, /** @type {string} */ kind) => {
    const points = values.flatMap((value, row) => (value > 0 && Number.isFinite(value) ? [[x(step[row]), y(value)]] : []));
    const path = points.map(([left, top], at) => `${at === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
    const dots = kind === "" ? points.map(([left, top]) => svg("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: 3 })) : [];
    return svg("g", { class: `check-line ${kind}` }, svg("path", { d: path }), ...dots);
  };
  const ticks = heights.map((value) => svg("g", {}, svg("line", { class: "grid", x1: FRAME.left, x2: FRAME.width - FRAME.right, y1: y(value), y2: y(value) }), svg("text", { x: FRAME.left - 6, y: y(value) + 4, "text-anchor": "end" }, words.format(value))));
  const feet = [0, 0.25, 0.5, 0.75, 1].map((share) => svg("text", { x: x(share * last), y: FRAME.height - 10, "text-anchor": "middle" }, String(Math.round(share * last))));
  const name = svg("text", { x: FRAME.width - FRAME.right, y: FRAME.height - FRAME.bottom - 6, "text-anchor": "end" }, words.step);
  const now = svg("line", { class: "sharpness-now", x1: x(Math.min(cursor, last)), x2: x(Math.min(cursor, last)), y1: FRAME.top, y2: FRAME.height - FRAME.bottom });
  return svg("svg", { class: "check-drawing", viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, "aria-hidden": "true" }, ...ticks, ...feet, name, now, line(bound, "is-open"), line(sharpness, ""));
}

/**
 * One, two and five of each power of ten around two exponents, of many decades the powers alone: the last below and the
 * first above are among them, so that there are two at least.
 * @param {number} low
 * @param {number} high
 */
function roundHeights(low, high) {
  const factors = high - low > FEW_DECADES ? [1] : [1, 2, 5];
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 2 }, (_, at) => 10 ** (Math.floor(low) + at));
  const all = powers.flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(3))));
  return all.slice(all.findLastIndex((value) => value < 10 ** low * 0.999), all.findIndex((value) => value > 10 ** high * 1.001) + 1);
}
