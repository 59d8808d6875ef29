// @ts-check
/** A map on a canvas: the colours of the ground, and contour lines over them. */

import { contourPieces } from "./contours.js";
import { cssColor } from "./palette.js";
import { LEVELS, paintRelief } from "./relief.js";

/**
 * Fill the box from (0, 0) to (width, height).
 * @param {CanvasRenderingContext2D} brush
 * @param {import("./relief.js").Relief} relief
 * @param {{width: number, height: number}} box
 * @param {boolean} [isHeat]    colours alone, without lines
 */
export function paintMap(brush, relief, { width, height }, isHeat = false) {
  const painted = document.createElement("canvas");
  paintRelief(painted, relief);
  // The colour of a grid point fills the square around it, so half of the outer ones lies beyond the box.
  const [across, down] = [width / (painted.width - 1), height / (painted.height - 1)];
  brush.imageSmoothingQuality = "high";
  brush.drawImage(painted, -across / 2, -down / 2, width + across, height + down);
  if (isHeat) return;
  brush.strokeStyle = cssColor("--contour");
  brush.lineWidth = 0.7;
  const size = (relief.high - relief.low) / LEVELS;
  brush.beginPath();
  for (let level = relief.low + size / 2; level < relief.high; level += size) {
    for (const [x0, y0, x1, y1] of contourPieces(relief.height, level)) {
      brush.moveTo(x0 * across, height - y0 * down);
      brush.lineTo(x1 * across, height - y1 * down);
    }
  }
  brush.stroke();
}
