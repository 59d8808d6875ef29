// @ts-check
/**
 * How a run looks, decided once: colour, dash and marker together, so that colour is never the only sign. A run keeps
 * its slot when others are removed or moved; a new run takes the lowest free one.
 */

/** @typedef {import("../types.js").Appearance} Appearance */

/** @type {Appearance["dash"][]} */
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "dash", "dot"];
/** A colour that comes again comes with another marker, and a marker with another dash. @type {Appearance["dash"][]} */
const OTHER_DASHES = ["dash", "dot", "solid", "solid", "dash", "dot", "dashdot", "longdash"];
/** @type {Appearance["marker"][]} */
const MARKERS = ["circle", "triangle-up", "square", "diamond", "triangle-down", "pentagon", "hexagon", "cross"];

const COLOR_COUNT = MARKERS.length;

/**
 * @param {number} slot
 * @returns {Appearance}
 */
export function appearanceOf(slot) {
  const place = slot % COLOR_COUNT;
  const round = Math.floor(slot / COLOR_COUNT);
  const dashes = round % 2 === 0 ? DASHES : OTHER_DASHES;
  return { slot, color: `var(--run-${place})`, dash: dashes[place], marker: MARKERS[(place + 3 * round) % MARKERS.length] };
}

/**
 * The lowest slot that none of `taken` uses.
 * @param {readonly number[]} taken
 */
export function freeSlot(taken) {
  let slot = 0;
  while (taken.includes(slot)) slot += 1;
  return slot;
}

/**
 * Lengths of strokes and gaps for a line `width` pixels wide, as Plotly draws the named dash: the canvas and the chart
 * must agree, because one takes over from the other.
 * @param {Appearance["dash"]} dash
 * @param {number} width
 */
export function dashPattern(dash, width) {
  const unit = Math.max(width, 3);
  const lengths = { solid: [], dash: [3, 3], dot: [1, 1], dashdot: [3, 1, 1, 1], longdash: [5, 5], longdashdot: [5, 2, 1, 2] };
  return lengths[dash].map((length) => length * unit);
}
