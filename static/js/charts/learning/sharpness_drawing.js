// @ts-check
/** The largest curvature along a run, and the limit of its method: beyond that line it overshoots along the sharpest direction. */

import { svg } from "../../dom/element.js";
import { logTicks } from "../axis_ticks.js";
import { textSize } from "../palette.js";
import { roundNumbers } from "../slice/ticks.js";
import { frameOf, lineThrough, numberAt, paper } from "./drawing.js";

const HEIGHT = 0.52;
/** The axis ends at a one, two or five of a power of ten, of more decades than these at whole powers. */
const FEW_DECADES = 2;

/**
 * @param {{step: readonly number[], sharpness: readonly number[], bound: readonly number[]}} series
 * @param {number} cursor
 * @param {string} name    of the axis below
 * @param {number} width
 */
export function sharpnessDrawing({ step, sharpness, bound }, cursor, name, width) {
  const frame = frameOf(width, HEIGHT);
  const [across, down] = [frame.width - frame.left - frame.right, frame.height - frame.top - frame.bottom];
  const levels = [...sharpness, ...bound].filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  const [low, high] = levels.length > 0 ? roundEnds(Math.min(...levels), Math.max(...levels)) : [0, 1];
  const last = Math.max(step[step.length - 1], 1);
  const x = (/** @type {number} */ at) => frame.left + (at / last) * across;
  const y = (/** @type {number} */ value) => frame.top + ((high - Math.log10(value)) / (high - low)) * down;
  const line = (/** @type {readonly number[]} */ values, /** @type {string} */ kind) => {
    const points = values.flatMap((value, row) => (value > 0 && Number.isFinite(value) ? [[x(step[row]), y(value)]] : []));
    return lineThrough(points, { name: `check-line ${kind}`, radius: kind === "" ? 3 : 0 });
  };
  const ticks = logTicks([low, high], down, textSize(18)).map((tick) => {
    const top = y(tick.value);
    return svg("g", {}, svg("line", { class: "grid", x1: frame.left, x2: frame.width - frame.right, y1: top, y2: top }), numberAt(frame.left - 6, top + textSize(4), "end", tick));
  });
  const foot = frame.height - frame.bottom + textSize(15);
  const feet = roundNumbers(0, last, across / textSize(70)).map((at) => numberAt(x(at), foot, "middle", { words: String(at), power: "" }));
  const below = svg("text", { class: "axis-name", x: frame.width - frame.right, y: frame.height - 4, "text-anchor": "end" }, name);
  const now = svg("line", { class: "sharpness-now", x1: x(Math.min(cursor, last)), x2: x(Math.min(cursor, last)), y1: frame.top, y2: frame.height - frame.bottom });
  return paper(frame, ...ticks, ...feet, below, now, line(bound, "is-open"), line(sharpness, ""));
}

/**
 * The round numbers around two exponents, as exponents: the last below and the first above, so that there are two at least.
 * @param {number} low
 * @param {number} high
 */
function roundEnds(low, high) {
  const factors = high - low > FEW_DECADES ? [1] : [1, 2, 5];
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 2 }, (_, at) => 10 ** (Math.floor(low) + at));
  const all = powers.flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(3))));
  return [all.findLast((value) => value < 10 ** low * 0.999) ?? all[0], all.find((value) => value > 10 ** high * 1.001) ?? all[all.length - 1]].map(Math.log10);
}
