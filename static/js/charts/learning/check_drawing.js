// @ts-check
/** The error of differences against their size, both logarithmic: too large and the curve bends, too small and digits cancel. */

import { svg } from "../../dom/element.js";
import { logTicks } from "../axis_ticks.js";
import { textSize } from "../palette.js";
import { frameOf, lineThrough, numberAt, paper } from "./drawing.js";

const HEIGHT = 0.43;

/**
 * @param {readonly number[]} sizes
 * @param {{name: string, isOpen: boolean, errors: readonly (number | null)[]}[]} lines
 * @param {{x: string, y: string}} words
 * @param {number} width
 */
export function checkDrawing(sizes, lines, words, width) {
  const frame = frameOf(width, HEIGHT);
  const [across, down] = [frame.width - frame.left - frame.right, frame.height - frame.top - frame.bottom];
  const levels = lines.flatMap(({ errors }) => errors.filter(isShown).map((error) => Math.log10(/** @type {number} */ (error))));
  const [low, high] = levels.length > 0 ? [Math.floor(Math.min(...levels)), Math.floor(Math.max(...levels)) + 1] : [-12, 0];
  const exponents = sizes.map(Math.log10);
  const [first, last] = [Math.max(...exponents), Math.min(...exponents)];
  const x = (/** @type {number} */ exponent) => frame.left + ((first - exponent) / (first - last || 1)) * across;
  const y = (/** @type {number} */ level) => frame.top + ((high - level) / (high - low)) * down;
  const foot = frame.height - frame.bottom + textSize(15);
  const ticks = logTicks([low, high], down, textSize(18)).map((tick) => {
    const top = y(Math.log10(tick.value));
    return svg("g", {}, svg("line", { class: "grid", x1: frame.left, x2: frame.width - frame.right, y1: top, y2: top }), numberAt(frame.left - 6, top + textSize(4), "end", tick));
  });
  const feet = logTicks([last, first], across, textSize(34)).map((tick) => numberAt(x(Math.log10(tick.value)), foot, "middle", tick));
  const paths = lines.map(({ errors, isOpen }) => {
    const points = errors.flatMap((error, at) => (isShown(error) ? [[x(exponents[at]), y(Math.log10(/** @type {number} */ (error)))]] : []));
    return lineThrough(points, { name: isOpen ? "check-line is-open" : "check-line", radius: 3.4 });
  });
  const names = [
    svg("text", { class: "axis-name", x: frame.width - frame.right, y: frame.height - 4, "text-anchor": "end" }, words.x),
    svg("text", { class: "axis-name", x: frame.left + 4, y: frame.top + textSize(11) }, words.y),
  ];
  return paper(frame, ...ticks, ...feet, ...paths, ...names);
}

/** @param {number | null} error */
function isShown(error) {
  return error !== null && error > 0 && Number.isFinite(error);
}
