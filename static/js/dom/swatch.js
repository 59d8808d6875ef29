// @ts-check
/** How a run is recognised beside its name: its colour, its dash and its marker, as on the landscape. */

import { svg } from "./element.js";

const DASHES = { solid: "", dash: "5 3", dot: "1.5 2.5", dashdot: "5 2 1.5 2", longdash: "8 3", longdashdot: "8 2 1.5 2" };

const MARKERS = {
  circle: "M14 2.8a3.2 3.2 0 1 1-.01 0z",
  "triangle-up": "M14 2.2l4 7h-8z",
  square: "M11 3h6v6h-6z",
  diamond: "M14 1.8 18.2 6 14 10.2 9.8 6z",
  "triangle-down": "M14 9.8l4-7h-8z",
  pentagon: "M14 2l4 2.9-1.5 4.7h-5L10 4.9z",
  hexagon: "M14 2l3.5 2v4L14 10l-3.5-2V4z",
  cross: "M12.8 2.5h2.4v2.3h2.3v2.4h-2.3v2.3h-2.4V7.2h-2.3V4.8h2.3z",
};

/**
 * A short piece of the run's line with its marker; decoration beside the run's name.
 * @param {import("../types.js").Appearance} appearance
 */
export function runSwatch({ color, dash, marker }) {
  return svg(
    "svg",
    { viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true", class: "swatch", style: `color: ${color}` },
    svg("path", { d: "M1 6h26", stroke: "currentColor", "stroke-width": 2.2, "stroke-dasharray": DASHES[dash] }),
    svg("path", { d: MARKERS[marker], fill: "currentColor", stroke: "var(--card)", "stroke-width": 1.2, "paint-order": "stroke" }),
  );
}
