// @ts-check
/**
 * The runs on a slice: solid where they are near it, fading with their distance, and a walker that is hollow where the
 * slice is not about it any more. What lies after the cursor is a hair.
 */

import { dashPattern } from "../../state/appearance.js";
import { rowAt } from "../../state/columns.js";
import { FAR } from "../../state/slice/projected.js";
import { clippedSegment } from "../clip.js";
import { markerPath } from "../markers.js";
import { cssColor, runColor, sizes } from "../palette.js";

/** @typedef {import("../../state/slice/projected.js").Shadow} Shadow */

const FAINTEST = 0.2;
const COMING = 0.35;
/** Beyond this a line is cut: dashes of infinite lines take for ever. */
const NEARBY = { x: [-4000, 4000], y: [-4000, 4000] };

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Shadow} shadow
 * @param {number} cursor
 * @param {(shadow: Shadow, row: number) => number[]} placeOf   in pixels
 */
export function paintShadow(brush, shadow, cursor, placeOf) {
  const { columns, away, appearance } = shadow;
  const last = rowAt(columns, cursor);
  const color = runColor(appearance);
  const places = Array.from(columns.step, (_, row) => placeOf(shadow, row));
  const row = Math.max(last, 0);
  const next = row + 1 < places.length ? row + 1 : row;
  const share = next === row ? 0 : Math.min(Math.max((cursor - columns.step[row]) / (columns.step[next] - columns.step[row]), 0), 1);
  const head = places[row].map((value, axis) => value + share * (places[next][axis] - value));
  Object.assign(brush, { strokeStyle: color, lineCap: "butt", lineJoin: "round" });

  let length = 0;
  brush.lineWidth = sizes().line;
  for (let at = 0; at <= row; at += 1) {
    const [from, to] = [places[at], at === row ? head : places[at + 1]];
    const piece = clippedSegment(from, to, NEARBY);
    brush.setLineDash(dashPattern(appearance.dash, sizes().line));
    brush.lineDashOffset = length;
    brush.globalAlpha = opacityOf(away[at]);
    if (piece) strokePiece(brush, piece);
    length += Math.min(Math.hypot(to[0] - from[0], to[1] - from[1]) || 0, 8000);
  }
  brush.setLineDash([]);
  Object.assign(brush, { lineWidth: 0.8, globalAlpha: COMING });
  for (let at = row; at + 1 < places.length; at += 1) {
    const piece = clippedSegment(at === row ? head : places[at], places[at + 1], NEARBY);
    if (piece) strokePiece(brush, piece);
  }
  brush.globalAlpha = 1;
  if (last >= 0 && head.every(Number.isFinite)) paintWalker(brush, appearance, head, away[row] > FAR);
}

/** How solid a line is drawn at a distance, given as a share of the runs' reach. @param {number} away */
export function opacityOf(away) {
  return Number.isFinite(away) ? Math.max(FAINTEST, 1 - away) : FAINTEST;
}

/** @param {CanvasRenderingContext2D} brush @param {[number[], number[]]} piece */
function strokePiece(brush, [from, to]) {
  brush.beginPath();
  brush.moveTo(from[0], from[1]);
  brush.lineTo(to[0], to[1]);
  brush.stroke();
}

/** @param {CanvasRenderingContext2D} brush @param {import("../../types.js").Appearance} appearance @param {number[]} place @param {boolean} isHollow */
function paintWalker(brush, appearance, [left, top], isHollow) {
  const color = runColor(appearance);
  const path = markerPath(appearance.marker, sizes().walker);
  brush.save();
  brush.translate(left, top);
  Object.assign(brush, { fillStyle: isHollow ? cssColor("--card") : color, strokeStyle: cssColor("--card"), lineWidth: 4 });
  brush.stroke(path);
  brush.fill(path);
  if (isHollow) {
    Object.assign(brush, { strokeStyle: color, lineWidth: 1.8 });
    brush.stroke(path);
  }
  brush.restore();
}
