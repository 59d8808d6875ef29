// @ts-check
/** The error of differences against their size, both logarithmic: too large and the curve bends, too small and digits cancel. */

import { svg } from "../../dom/element.js";

const FRAME = { width: 560, height: 240, left: 46, right: 26, top: 10, bottom: 30 };

/**
 * @param {readonly number[]} sizes
 * @param {{name: string, isOpen: boolean, errors: readonly (number | null)[]}[]} lines
 * @param {{x: string, y: string}} words
 */
export function checkDrawing(sizes, lines, words) {
  const levels = lines.flatMap(({ errors }) => errors.filter(isShown).map((error) => Math.log10(/** @type {number} */ (error))));
  const [low, high] = levels.length > 0 ? [Math.floor(Math.min(...levels)), Math.ceil(Math.max(...levels)) || 1] : [-12, 0];
  const exponents = sizes.map((size) => Math.log10(size));
  const [first, last] = [Math.max(...exponents), Math.min(...exponents)];
  const x = (/** @type {number} */ exponent) => FRAME.left + ((first - exponent) / (first - last || 1)) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (/** @type {number} */ level) => FRAME.top + ((high - level) / (high - low || 1)) * (FRAME.height - FRAME.top - FRAME.bottom);
  const ticks = decades(low, high).map((level) => svg("g", {}, svg("line", { class: "grid", x1: FRAME.left, x2: FRAME.width - FRAME.right, y1: y(level), y2: y(level) }), power(FRAME.left - 6, y(level) + 4, level, "end")));
  const feet = exponents.filter((_, at) => at % 3 === 0).map((exponent) => power(x(exponent), FRAME.height - 14, Math.round(exponent), "middle"));
  const paths = lines.map(({ errors, isOpen }) => {
    const points = errors.flatMap((error, at) => (isShown(error) ? [[x(exponents[at]), y(Math.log10(/** @type {number} */ (error)))]] : []));
    const path = points.map(([left, top], at) => `${at === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
    const dots = points.map(([left, top]) => svg("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: 3.4 }));
    return svg("g", { class: isOpen ? "check-line is-open" : "check-line" }, svg("path", { d: path }), ...dots);
  });
  const names = [
    svg("text", { class: "axis-name", x: FRAME.width - FRAME.right, y: FRAME.height - 1, "text-anchor": "end" }, words.x),
    svg("text", { class: "axis-name", x: FRAME.left + 4, y: FRAME.top + 10 }, words.y),
  ];
  return svg("svg", { class: "check-drawing", viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, "aria-hidden": "true" }, ...ticks, ...feet, ...paths, ...names);
}

/** @param {number | null} error */
function isShown(error) {
  return error !== null && error > 0 && Number.isFinite(error);
}

/** At most six ticks, on whole powers of ten. @param {number} low @param {number} high */
function decades(low, high) {
  const stride = Math.max(1, Math.ceil((high - low) / 5));
  return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, at) => low + at * stride);
}

/** @param {number} x @param {number} y @param {number} exponent @param {string} anchor */
function power(x, y, exponent, anchor) {
  const words = String(exponent).replace("-", "−");
  return svg("text", { class: "tick", x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, "10", svg("tspan", { dy: -4, "font-size": "0.75em" }, words));
}
