// @ts-check
/**
 * Relief: the loss as height. On the log scale what is drawn is log₁₀(f − f₀ + ε), f₀ being the known minimum or the
 * lowest point of the picture: contour lines crowd where the ground is low, as on a map of a lake. Only drawing is
 * transformed; every number that is shown is the loss itself.
 */

import { heightScale } from "../state/height_scale.js";
import { cssColor, reliefStops } from "./palette.js";

/** @typedef {import("../types.js").Landscape} Landscape */
/** @typedef {import("../types.js").Scale} Scale */

export const LEVELS = 24;
/** ε is the height below which this share of the ground lies: a lake is flat, not bottomless. */
const LAKE_SHARE = 0.004;
/** Of a curve the lake is wider: a deep first valley would leave no height for the others. */
const LAKE_SHARE_OF_LINE = 0.04;
const WIDEST_DECADES = 9;

/**
 * @typedef {object} Relief
 * @property {number[][]} height
 * @property {number} low
 * @property {number} high
 * @property {(loss: number) => number} lift      the height of a loss
 * @property {number} ground                      the loss that heights are measured from
 * @property {boolean} isLinear
 * @property {number[]} ends                      the losses at the lowest and the highest height
 */

/**
 * @param {Landscape} landscape
 * @param {Scale} scale
 * @param {number | null} minimum   known lowest value
 * @returns {Relief}
 */
export function reliefOf({ loss, y }, scale, minimum) {
  const sorted = loss.flatMap((row) => Array.from(row)).filter(Number.isFinite).sort((a, b) => a - b);
  const plain = { height: loss.map((row) => Array.from(row)), lift: (/** @type {number} */ value) => value, ground: 0, isLinear: true, ends: [0, 1] };
  if (sorted.length === 0) return { ...plain, low: 0, high: 1 };
  const lowest = sorted[0];
  const highest = sorted[sorted.length - 1];
  if (scale === "linear") {
    // A few cliffs would make everything else one colour: the top of the scale is where 99 % of the ground lies below.
    const top = y ? sorted[Math.floor(0.99 * (sorted.length - 1))] : highest;
    return { ...plain, low: lowest, high: top > lowest ? top : lowest + 1, ends: [lowest, top] };
  }
  const ground = minimum !== null && minimum <= lowest ? minimum : lowest;
  const lake = sorted[Math.ceil((y ? LAKE_SHARE : LAKE_SHARE_OF_LINE) * (sorted.length - 1))] - ground;
  const floor = Math.max(lake, (highest - ground) * 10 ** -WIDEST_DECADES, Number.MIN_VALUE);
  const lift = (/** @type {number} */ value) => Math.log10(Math.max(value - ground, 0) + floor);
  const low = lift(lowest);
  const high = lift(highest);
  return { height: loss.map((row) => Array.from(row, lift)), lift, ground, isLinear: false, ends: [lowest, highest], low, high: high > low ? high : low + 1 };
}

/** The relief of a scene, made again only when it is another one. @returns {(scene: import("./landscape_chart.js").Scene) => Relief} */
export function rememberedRelief() {
  /** @type {unknown[]} */
  let madeOf = [];
  /** @type {Relief} */
  let relief;
  return ({ landscape, view, objective }) => {
    const parts = [landscape, view.landscapeScale, objective.minimumValue];
    if (parts.some((part, at) => part !== madeOf[at])) relief = reliefOf(/** @type {Landscape} */ (landscape), heightScale(view, landscape), objective.minimumValue);
    madeOf = parts;
    return relief;
  };
}

/** Colours of heights from 0 to 1. @returns {[number, string][]} */
export function colorScale() {
  const stops = reliefStops();
  return stops.map((color, index) => [index / (stops.length - 1), color]);
}

/**
 * The map itself.
 * @param {Landscape} landscape
 * @param {Relief} relief
 * @param {string[][]} labels   what hovering says of each point
 * @param {"fill" | "heatmap" | "none"} [coloring]   steps with lines, colours alone, lines alone
 */
export function contourTrace({ x, y }, { height, low, high }, labels, coloring = "fill") {
  const size = (high - low) / LEVELS;
  return {
    type: "contour",
    uid: "ground",
    x: Array.from(x),
    y: Array.from(y ?? []),
    z: height,
    zmin: low,
    zmax: high,
    zauto: false,
    autocontour: false,
    contours: { start: low + size / 2, end: high, size, coloring },
    line: { color: cssColor("--contour"), width: coloring === "heatmap" ? 0 : 0.7, smoothing: 0.8 },
    colorscale: colorScale(),
    showscale: false,
    connectgaps: false,
    text: labels,
    hovertemplate: "%{text}<extra></extra>",
    showlegend: false,
  };
}

/**
 * Paint the relief into a canvas, one pixel a grid point: what is seen until the map is drawn.
 * @param {HTMLCanvasElement} canvas
 * @param {Relief} relief
 */
export function paintRelief(canvas, { height, low, high }) {
  const stops = reliefStops().map(channels);
  const [rows, columns] = [height.length, height[0].length];
  Object.assign(canvas, { width: columns, height: rows });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = brush.createImageData(columns, rows);
  height.forEach((row, j) =>
    row.forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      const place = Math.min(Math.max((value - low) / (high - low), 0), 1) * (stops.length - 1);
      const below = Math.min(Math.floor(place), stops.length - 2);
      const at = 4 * ((rows - 1 - j) * columns + i);
      for (let c = 0; c < 3; c += 1) image.data[at + c] = stops[below][c] + (place - below) * (stops[below + 1][c] - stops[below][c]);
      image.data[at + 3] = 255;
    }),
  );
  brush.putImageData(image, 0, 0);
}

/** Red, green and blue. @param {string} color `#rrggbb` */
export function channels(color) {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
