// @ts-check
/**
 * The paths of the runs on the surface: laid over it like a thread, pale where the surface hides them. As on the map, the
 * lower canvas only gains the piece that a frame adds.
 */

import { dashPattern } from "../state/appearance.js";
import { positionAt, rowAt } from "../state/columns.js";
import { clippedSegment } from "./clip.js";
import { markerPath } from "./markers.js";
import { cssColor, runColor, sizes } from "./palette.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {[number, number, boolean]} Spot   left, top, and whether the surface hides it */
/** @typedef {{x: number[], y: number[]}} Box */

/** A thread is laid down in pieces of this share of the box. */
const PIECE = 1 / 80;
/** Corners closer together than this share of the box are one. */
const SEEN = 4e-4;
const PALE = 0.3;
const RIM_PX = 2;

/**
 * @param {CanvasRenderingContext2D} ground
 * @param {CanvasRenderingContext2D} air
 */
export function createSurfaceTrails(ground, air) {
  /** @type {Map<string, {columns: import("../types.js").Columns, revision: number, cursor: number, length_px: number}>} */
  const drawn = new Map();
  let signature = "";

  /** @param {Run} run @param {number} cursor @param {Box} box @param {(x: number, y: number) => Spot} spotAt */
  const extend = (run, cursor, box, spotAt) => {
    const { columns, appearance } = run;
    const before = drawn.get(run.key) ?? { columns, revision: columns.revision, cursor: 0, length_px: 0 };
    ground.strokeStyle = runColor(appearance);
    ground.setLineDash(dashPattern(appearance.dash, sizes().line));
    let length = before.length_px;
    for (const spots of threads(columns, before.cursor, cursor, box, spotAt)) {
      for (let at = 1; at < spots.length; ) {
        const isHidden = spots[at][2];
        ground.globalAlpha = isHidden ? PALE : 1;
        ground.lineDashOffset = length;
        ground.beginPath();
        ground.moveTo(spots[at - 1][0], spots[at - 1][1]);
        for (; at < spots.length && spots[at][2] === isHidden; at += 1) {
          ground.lineTo(spots[at][0], spots[at][1]);
          length += Math.hypot(spots[at][0] - spots[at - 1][0], spots[at][1] - spots[at - 1][1]);
        }
        ground.stroke();
      }
    }
    ground.globalAlpha = 1;
    drawn.set(run.key, { columns, revision: columns.revision, cursor, length_px: length });
  };

  const wipe = () => {
    for (const brush of [ground, air]) brush.clearRect(0, 0, brush.canvas.width, brush.canvas.height);
    drawn.clear();
  };

  return {
    /** The view has changed: what is drawn next is drawn anew. */
    wipe,
    /**
     * @param {readonly Run[]} runs
     * @param {number} cursor
     * @param {Box} box
     * @param {(x: number, y: number) => Spot} spotAt   where a point of the box's floor lies on the screen, up on the surface
     */
    draw(runs, cursor, box, spotAt) {
      const shown = runs.filter((run) => !run.isHidden && run.length > 0);
      const now = shown.map(({ key, appearance }) => key + appearance.slot).join(" ");
      const isContinued = now === signature && shown.every((run) => {
        const before = drawn.get(run.key);
        return before && before.columns === run.columns && before.revision === run.columns.revision && before.cursor <= cursor;
      });
      if (!isContinued) wipe();
      signature = now;
      Object.assign(ground, { lineWidth: sizes().line, lineJoin: "round" });
      for (const run of shown) extend(run, cursor, box, spotAt);
      air.clearRect(0, 0, air.canvas.width, air.canvas.height);
      const rim = cssColor("--card");
      for (const run of shown) {
        const point = positionAt(run.columns, cursor);
        const spot = point && spotAt(point[0], point[1]);
        if (spot && Number.isFinite(spot[0])) stamp(air, markerPath(run.appearance.marker, sizes().walker), spot, { fill: runColor(run.appearance), rim });
      }
    },
  };
}

/**
 * A marker on the surface, paler behind a hill.
 * @param {CanvasRenderingContext2D} brush
 * @param {Path2D} path
 * @param {Spot} spot
 * @param {{fill: string, rim: string}} colors
 */
export function stamp(brush, path, [left, top, isHidden], { fill, rim }) {
  brush.save();
  brush.globalAlpha = isHidden ? 2 * PALE : 1;
  brush.translate(left, top);
  Object.assign(brush, { lineWidth: 2 * RIM_PX, strokeStyle: rim, fillStyle: fill });
  brush.stroke(path);
  brush.fill(path);
  brush.restore();
}

/**
 * What of a path lies in the box between two steps, in pieces short enough to follow the ground.
 * @param {import("../types.js").Columns} columns
 * @param {number} from
 * @param {number} to
 * @param {Box} box
 * @param {(x: number, y: number) => Spot} spotAt
 */
function threads(columns, from, to, box, spotAt) {
  const { position, dimension } = columns;
  const [first, last] = [rowAt(columns, from), rowAt(columns, to)];
  const ends = [from, to].map((step) => positionAt(columns, step));
  if (!ends[0] || !ends[1]) return [];
  const size = [box.x[1] - box.x[0], box.y[1] - box.y[0]];
  let corner = ends[0];
  const corners = [corner];
  for (let row = Math.max(first, 0) + 1; row <= last; row += 1) {
    const next = [position[row * dimension], position[row * dimension + 1]];
    if (Math.abs(next[0] - corner[0]) / size[0] + Math.abs(next[1] - corner[1]) / size[1] < SEEN) continue;
    corner = next;
    corners.push(corner);
  }
  corners.push(ends[1]);
  /** @type {Spot[][]} */
  const pieces = [];
  /** @type {number[] | null} */
  let reached = null;
  for (let at = 1; at < corners.length; at += 1) {
    const piece = clippedSegment(corners[at - 1], corners[at], box);
    if (!piece) continue;
    const [start, end] = piece;
    const reach = Math.max(Math.abs(end[0] - start[0]) / size[0], Math.abs(end[1] - start[1]) / size[1]);
    const count = Math.max(1, Math.ceil(reach / PIECE));
    const spots = Array.from({ length: count + 1 }, (_, part) => spotAt(start[0] + (part / count) * (end[0] - start[0]), start[1] + (part / count) * (end[1] - start[1])));
    const isWhole = spots.every(([left]) => Number.isFinite(left));
    if (isWhole && reached === start) pieces[pieces.length - 1].push(...spots.slice(1));
    else if (isWhole) pieces.push(spots);
    reached = isWhole ? end : null;
  }
  return pieces;
}
