// @ts-check
/** The landscape of a function of one coordinate: its curve over the ground, and the ticks of its heights. */

import { formatNumber } from "../dom/format.js";
import { cssColor } from "./palette.js";

/** @typedef {import("../types.js").Landscape} Landscape */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./relief.js").Relief} Relief */

/**
 * The ticks of a curve: values of the loss, at even steps or, on the logarithmic scale, a power of ten above the ground.
 * @param {Relief} relief
 * @param {Frame} frame
 * @param {(value: number) => string} format
 */
export function lineTicks({ lift, ground, low, high, isLinear }, { y }, format) {
  const rough = (high - low) / 6;
  const grain = 10 ** Math.floor(Math.log10(rough));
  const step = isLinear ? grain * ([1, 2, 5, 10].find((factor) => factor * grain >= rough) ?? 10) : Math.max(1, Math.round(rough));
  const heights = Array.from({ length: 20 }, (_, at) => (Math.ceil(y[0] / step) + at) * step).filter((height) => height <= y[1]);
  const losses = isLinear ? heights : heights.map((height) => ground + 10 ** height);
  return { tickvals: losses.map(lift), ticktext: losses.map((loss) => format(loss)) };
}

/** A function of one coordinate: its curve, and the ground below it, in as many pieces as it has. @param {Landscape} landscape @param {Relief} relief @param {Frame} frame */
export function lineTraces({ x, loss }, { height }, frame) {
  const [xs, ys] = [Array.from(x), height[0]];
  const below = frame.y[0] - (frame.y[1] - frame.y[0]);
  /** @type {(number | null)[][]} */
  const outline = [[], []];
  xs.forEach((place, at) => {
    if (!Number.isFinite(ys[at])) return;
    const isFirst = !Number.isFinite(ys[at - 1]);
    const isLast = !Number.isFinite(ys[at + 1]);
    outline[0].push(...(isFirst ? [place, place] : [place]), ...(isLast ? [place, null] : []));
    outline[1].push(...(isFirst ? [below, ys[at]] : [ys[at]]), ...(isLast ? [below, null] : []));
  });
  return [
    { type: "scatter", uid: "ground-below", mode: "none", x: outline[0], y: outline[1], fill: "toself", fillcolor: cssColor("--low-3"), hoverinfo: "skip" },
    { type: "scatter", uid: "ground", mode: "lines", x: xs, y: ys, text: xs.map((place, at) => `${formatNumber(place, 4)}, ${formatNumber(loss[0][at])}`), line: { color: cssColor("--ink-2"), width: 1.4 }, hovertemplate: "%{text}<extra></extra>" },
  ];
}
