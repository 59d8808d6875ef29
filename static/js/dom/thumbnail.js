// @ts-check
/** A landscape the size of a stamp, in the colours of the large one. Decoration. */

import { element } from "./element.js";

const SIZE = 44;
const STOPS = 5;

/** @typedef {import("../types.js").Landscape} Landscape */

/** A canvas and a function that draws a landscape on it; null leaves it blank. */
export function createThumbnail() {
  const node = element("canvas", { class: "thumbnail", width: SIZE, height: SIZE, "aria-hidden": "true" });
  const context = node.getContext("2d");

  /** @param {Landscape | null} landscape */
  const draw = (landscape) => {
    context?.clearRect(0, 0, SIZE, SIZE);
    if (!context || !landscape?.y) return;
    const style = getComputedStyle(document.documentElement);
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
