// @ts-check
/** Basins as an image below the lines of the map: a colour for each place where starts end, darker the longer it takes. */

import { cssColor } from "./palette.js";
import { channels } from "./relief.js";

/** So many colours there are; places beyond share them. */
export const COLORS = 10;
/** How dark the slowest start is. */
const DARKEST = 0.45;
/** A few that take for ever, on the ridges, would leave no shade for the others. */
const SLOWEST = 0.97;

/** The custom property with the colour of a place. @param {number} place */
export function basinColor(place) {
  return `--ground-${place % COLORS}`;
}

/**
 * As an entry of a layout's `images`.
 * @param {import("../server/landscapes.js").BasinsAnswer} map
 */
export function basinImage({ axes: [x, y], basin, step }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: x.length, height: y.length });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = brush.createImageData(x.length, y.length);
  const colors = Array.from({ length: COLORS }, (_, at) => channels(cssColor(basinColor(at))));
  const nowhere = channels(cssColor("--card"));
  const sorted = step.flat().sort((a, b) => a - b);
  const [soonest, latest] = [sorted[0], sorted[Math.floor(SLOWEST * (sorted.length - 1))]];
  basin.forEach((row, j) =>
    row.forEach((place, i) => {
      const bright = place === null ? 1 : 1 - DARKEST * Math.min((step[j][i] - soonest) / Math.max(latest - soonest, 1), 1);
      const color = place === null ? nowhere : colors[place % COLORS];
      const at = 4 * ((y.length - 1 - j) * x.length + i);
      for (let channel = 0; channel < 3; channel += 1) image.data[at + channel] = bright * color[channel];
      image.data[at + 3] = 255;
    }),
  );
  brush.putImageData(image, 0, 0);
  const [left, right, bottom, top] = [x[0], x[x.length - 1], y[0], y[y.length - 1]];
  const [across, up] = [(right - left) / (x.length - 1), (top - bottom) / (y.length - 1)];
  return { source: canvas.toDataURL(), xref: "x", yref: "y", x: left - across / 2, y: top + up / 2, sizex: right - left + across, sizey: top - bottom + up, sizing: "stretch", layer: "below" };
}
