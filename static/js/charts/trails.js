// @ts-check
/**
 * Trails: the paths of the runs while they move, on two canvases over the map. The lower one only ever gains the piece
 * that a frame adds; the upper one carries the walkers and is wiped where they stood. At rest the chart itself shows the
 * same lines, and the canvases are empty.
 */

import { dashPattern } from "../state/appearance.js";
import { rowAt } from "../state/columns.js";
import { clippedPath, isInside } from "./clip.js";
import { toLeft, toTop } from "./frame.js";
import { markerPath, starPath } from "./markers.js";
import { cssColor, runColor, sizes } from "./palette.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("./frame.js").Frame} Frame */

/** Of the star that is drawn around the walkers that have reached it: its line, and the paper on both sides of the line. */
export const STAR_PX = 12;
export const STAR_LINES_PX = [3.2, 1.4];
/** A walker nearer to a star than this covers it. */
export const HIDING_PX = 8;
const RIM_PX = 2;
/** Beyond this a line is cut: dashes of infinite lines take for ever. */
const FAR_PX = 4000;
/** A walker farther outside than this is not painted. */
const OUTSIDE_PX = 40;
/** Corners closer together than this are one. */
const SEEN_PX = 0.25;
const NEARBY = { x: [-FAR_PX, FAR_PX], y: [-FAR_PX, FAR_PX] };
const REACH_PX = 2 * (1.4 * STAR_PX + RIM_PX) + 4;

/**
 * How far one run has been drawn.
 * @typedef {object} Drawn
 * @property {Columns} columns
 * @property {number} revision
 * @property {number} cursor
 * @property {number} left
 * @property {number} top
 * @property {number} length_px      of the line so far: where in its dash pattern it is
 */

/** @typedef {ReturnType<typeof createTrails>} Trails */

/** @param {HTMLElement} root */
export function createTrails(root) {
  const [ground, air] = ["trails", "walkers"].map((name) => {
    const canvas = document.createElement("canvas");
    canvas.className = `plot-layer ${name}`;
    canvas.setAttribute("aria-hidden", "true");
    root.append(canvas);
    return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  });
  /** @type {Map<string, Drawn>} */
  const drawn = new Map();
  /** @type {Map<string, {color: string, path: Path2D}>} */
  const looks = new Map();
  /** @type {number[][]} */
  let stood = [];
  /** @type {Frame} */
  let frame = { x: [0, 1], y: [0, 1], width: 1, height: 1, lift: (loss) => loss };
  let signature = "";
  let rim = "";
  let ink = "";

  const wipe = () => {
    for (const brush of [ground, air]) brush.clearRect(0, 0, frame.width, frame.height);
    drawn.clear();
    stood = [];
    signature = "";
  };

  /** @param {Run} run */
  const lookOf = (run) => {
    let look = looks.get(run.key);
    if (!look) {
      look = { color: runColor(run.appearance), path: markerPath(run.appearance.marker, sizes().walker) };
      looks.set(run.key, look);
    }
    return look;
  };

  /** The piece from where the run was drawn last to the cursor. @param {Run} run @param {number} cursor */
  const extend = (run, cursor) => {
    const { columns } = run;
    const before = drawn.get(run.key);
    const path = pixelPath(columns, before ? before.cursor : 0, cursor, frame);
    if (path.length === 0) return null;
    const [left, top] = path[path.length - 1];
    if (before && cursor === before.cursor) return [before.left, before.top];
    const { dash } = run.appearance;
    ground.strokeStyle = lookOf(run).color;
    ground.lineCap = dash === "solid" ? "round" : "butt";
    ground.setLineDash(dashPattern(dash, sizes().line));
    ground.lineDashOffset = before?.length_px ?? 0;
    ground.beginPath();
    const pieces = clippedPath(path, NEARBY).points;
    pieces.forEach((corner, at) => corner && ground[pieces[at - 1] ? "lineTo" : "moveTo"](corner[0], corner[1]));
    ground.stroke();
    drawn.set(run.key, { columns, revision: columns.revision, cursor, left, top, length_px: (before?.length_px ?? 0) + lengthOf(pieces) });
    return [left, top];
  };

  return {
    /**
     * Match size and coordinates of the map.
     * @param {Frame} next
     */
    fit(next) {
      frame = next;
      const ratio = window.devicePixelRatio || 1;
      for (const brush of [ground, air]) {
        Object.assign(brush.canvas, { width: Math.round(next.width * ratio), height: Math.round(next.height * ratio) });
        brush.setTransform(ratio, 0, 0, ratio, 0, 0);
        brush.lineJoin = "round";
      }
      ground.lineWidth = sizes().line;
      wipe();
    },
    /** The theme has changed. */
    recolor() {
      looks.clear();
      rim = cssColor("--card");
      ink = cssColor("--ink");
      wipe();
    },
    /**
     * Show `runs` up to `cursor`. Cheap when it is a little later than last time, a full drawing otherwise.
     * @param {readonly Run[]} runs
     * @param {number} cursor
     * @param {readonly number[][]} minima   in pixels: a walker must not hide the star that it has reached
     */
    draw(runs, cursor, minima) {
      const shown = runs.filter((run) => !run.isHidden && run.length > 0);
      const now = shown.map((run) => run.key).join(" ");
      const isContinued = now === signature && shown.every((run) => {
        const before = drawn.get(run.key);
        return before && before.columns === run.columns && before.revision === run.columns.revision && before.cursor <= cursor;
      });
      if (!isContinued) wipe();
      signature = now;
      rim ||= cssColor("--card");
      ink ||= cssColor("--ink");
      const around = { x: [-OUTSIDE_PX, frame.width + OUTSIDE_PX], y: [-OUTSIDE_PX, frame.height + OUTSIDE_PX] };
      for (const [left, top] of stood) air.clearRect(left - REACH_PX / 2, top - REACH_PX / 2, REACH_PX, REACH_PX);
      stood = [];
      for (const run of shown) {
        const end = extend(run, cursor);
        if (!end || !isInside(end, around)) continue;
        stamp(air, lookOf(run), end, rim);
        stood.push(end);
      }
      for (const star of minima) {
        if (!stood.some((end) => Math.hypot(end[0] - star[0], end[1] - star[1]) < HIDING_PX)) continue;
        outlineStar(air, star, [rim, ink]);
        stood.push(star);
      }
    },
    wipe,
    remove() {
      ground.canvas.remove();
      air.canvas.remove();
    },
  };
}

/** @param {CanvasRenderingContext2D} brush @param {number[]} place @param {string[]} colors   of the paper and of the line */
function outlineStar(brush, [left, top], colors) {
  const path = starPath(STAR_PX);
  brush.save();
  brush.translate(left, top);
  colors.forEach((color, at) => {
    brush.lineWidth = STAR_LINES_PX[at];
    brush.strokeStyle = color;
    brush.stroke(path);
  });
  brush.restore();
}

/** @param {CanvasRenderingContext2D} brush @param {{color: string, path: Path2D}} look @param {number[]} place @param {string} rim */
function stamp(brush, { color, path }, [left, top], rim) {
  brush.save();
  brush.translate(left, top);
  brush.lineWidth = 2 * RIM_PX;
  brush.strokeStyle = rim;
  brush.stroke(path);
  brush.fillStyle = color;
  brush.fill(path);
  brush.restore();
}

/**
 * The corners of a run between two fractional steps, in pixels. A function of one coordinate is walked on its own curve:
 * (x, f).
 * @param {Columns} columns
 * @param {number} from
 * @param {number} to
 * @param {Frame} frame
 * @returns {number[][]}
 */
function pixelPath(columns, from, to, frame) {
  const first = rowAt(columns, from);
  const last = rowAt(columns, to);
  if (last < 0) return [];
  let corner = between(columns, Math.max(first, 0), from, frame);
  const corners = [corner];
  for (let row = Math.max(first, 0) + 1; row <= last; row += 1) {
    const next = pixel(columns, row, frame);
    if (Math.abs(next[0] - corner[0]) + Math.abs(next[1] - corner[1]) < SEEN_PX) continue;
    corner = next;
    corners.push(corner);
  }
  corners.push(between(columns, last, to, frame));
  return corners;
}

/** @param {Columns} columns @param {number} row @param {Frame} frame */
function pixel({ position, loss, dimension }, row, frame) {
  const x = position[row * dimension];
  const y = dimension === 1 ? frame.lift(loss[row]) : position[row * dimension + 1];
  return [toLeft(frame, x), toTop(frame, y)];
}

/** @param {Columns} columns @param {number} row @param {number} step @param {Frame} frame */
function between(columns, row, step, frame) {
  const here = pixel(columns, row, frame);
  if (row + 1 >= columns.length || step <= columns.step[row]) return here;
  const there = pixel(columns, row + 1, frame);
  const share = (step - columns.step[row]) / (columns.step[row + 1] - columns.step[row]);
  return [here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])];
}

/** @param {readonly (number[] | null)[]} path   with null where it is interrupted */
function lengthOf(path) {
  let length = 0;
  for (let at = 1; at < path.length; at += 1) {
    const [here, there] = [path[at - 1], path[at]];
    if (here && there) length += Math.hypot(there[0] - here[0], there[1] - here[1]);
  }
  return length;
}
