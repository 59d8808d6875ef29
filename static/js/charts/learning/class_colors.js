// @ts-check
/** How classes look: a colour of the ground, a darker one for its examples, and a marker, so that colour is never the only sign. */

import { cssColor } from "../palette.js";

/** @typedef {import("../../types.js").Appearance} Appearance */

/** @type {Appearance["marker"][]} */
const MARKERS = ["circle", "triangle-up", "square", "diamond", "triangle-down", "pentagon", "hexagon", "cross"];
const COLORS = 10;

/** @param {number} label @returns {Appearance["marker"]} */
export function classMarker(label) {
  return MARKERS[label % MARKERS.length];
}

/** The custom property that colours the examples of a class. @param {number} label */
export function classInk(label) {
  return `--class-${label % COLORS}`;
}

/** The colours of the ground, each as red, green, blue; and the paper that shows where a model is in doubt. */
export function groundColors() {
  return { grounds: Array.from({ length: COLORS }, (_, label) => rgb(cssColor(`--ground-${label}`))), paper: rgb(cssColor("--card")) };
}

/** @param {string} color `#rrggbb` */
export function rgb(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
