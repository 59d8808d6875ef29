// @ts-check
/**
 * Arrows at the cursor: from where each run stands, the slope downhill, the push of what it remembers, and the step that
 * it takes. The step has its true length; of the other two only the direction is shown, for their lengths are not lengths
 * on the map. Drawn anew only when a run stands elsewhere; nothing exists while they are off.
 */

import { rowAt } from "../state/columns.js";
import { forcesAt } from "../state/forces.js";
import { toLeft, toTop } from "./frame.js";
import { cssColor, runColor } from "./palette.js";
import { pointOfRow } from "./traces.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {keyof import("../state/forces.js").Forces} Force */

/** How an arrow is drawn; the legend says the same with the same lines. @type {Record<Force, {width: number, dash: number[], isFilled: boolean, length_px: number | null}>} */
export const ARROW_STYLES = {
  downhill: { width: 1.6, dash: [1.5, 3], isFilled: false, length_px: 58 },
  memory: { width: 2, dash: [6, 3.5], isFilled: false, length_px: 42 },
  step: { width: 3, dash: [], isFilled: true, length_px: null },
};
const HALO_PX = 2;
const HEAD_PX = 7;
/** An arrow begins beside the marker of its run, so that one sees who it is. */
const MARKER_PX = 9;
/** A step too short to have a direction on the map has no arrow. */
const SHORTEST_PX = 2;
/** Drawing routines take no 1e+150; beyond this an arrow is longer than any map. */
const LONGEST_PX = 4000;

/** @param {HTMLElement} root */
export function createArrows(root) {
  /** @type {CanvasRenderingContext2D | null} */
  let brush = null;
  let shown = "";

  const begin = () => {
    const canvas = root.appendChild(document.createElement("canvas"));
    canvas.className = "plot-layer arrows";
    canvas.setAttribute("aria-hidden", "true");
    return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  };
  const remove = () => {
    brush?.canvas.remove();
    brush = null;
    shown = "";
  };

  return {
    /**
     * @param {{runs: readonly Run[], cursor: number, view: import("../types.js").View}} scene
     * @param {Frame} frame
     */
    show({ runs, cursor, view }, frame) {
      if (!view.showArrows || frame.width === 0) return void (brush && remove());
      const selected = view.selectedRun === null ? undefined : runs[view.selectedRun];
      const standing = runs.filter((run) => !run.isHidden && (!selected || run === selected)).map((run) => ({ run, row: rowAt(run.columns, cursor) })).filter(({ row }) => row >= 0);
      const ratio = window.devicePixelRatio || 1;
      const places = standing.map(({ run, row }) => `${run.key} ${row} ${run.columns.revision} ${run.columns.length > row + 1} ${run.columns.gradient.length}`);
      const now = [frame.width, frame.height, ratio, ...frame.x, ...frame.y, ...places].join();
      if (now === shown) return;
      shown = now;
      brush ??= begin();
      Object.assign(brush.canvas, { width: Math.round(frame.width * ratio), height: Math.round(frame.height * ratio) });
      brush.setTransform(ratio, 0, 0, ratio, 0, 0);
      for (const { run, row } of standing) drawForces(brush, run, row, frame);
    },
    /** The colours have changed, or there is nothing more to show: what is drawn next is drawn anew. */
    remove,
  };
}

/** @param {CanvasRenderingContext2D} brush @param {Run} run @param {number} row @param {Frame} frame */
function drawForces(brush, run, row, frame) {
  const [x, y] = pointOfRow(run, row, frame);
  const from = [toLeft(frame, x), toTop(frame, y)];
  if (!from.every((place) => Math.abs(place) < LONGEST_PX)) return;
  const forces = forcesAt(run.columns, row);
  const color = runColor(run.appearance);
  const isLine = run.columns.dimension === 1;
  for (const name of /** @type {Force[]} */ (["downhill", "memory", "step"])) {
    const vector = forces[name];
    if (!vector) continue;
    const next = name === "step" && isLine ? pointOfRow(run, row + 1, frame) : null;
    const away = next ? [toLeft(frame, next[0]) - from[0], toTop(frame, next[1]) - from[1]] : [toLeft(frame, frame.x[0] + vector[0]), isLine ? 0 : toTop(frame, frame.y[1] + vector[1])];
    drawArrow(brush, from, away, color, ARROW_STYLES[name]);
  }
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {number[]} from
 * @param {number[]} away       in pixels
 * @param {string} color
 * @param {typeof ARROW_STYLES[Force]} style
 */
function drawArrow(brush, [left, top], away, color, { width, dash, isFilled, length_px }) {
  const size = Math.hypot(away[0], away[1]);
  if (!(size > (length_px ? 0 : SHORTEST_PX)) || !Number.isFinite(size)) return;
  const tail = Math.min(MARKER_PX, Math.max((length_px ?? size) - 2 * HEAD_PX, 0));
  const length = Math.min(length_px ?? size, LONGEST_PX);
  const [u, v] = [away[0] / size, away[1] / size];
  const head = Math.min(HEAD_PX + (isFilled ? 3 : 0), 0.8 * length);
  const place = (/** @type {number} */ along, /** @type {number} */ across) => [left + along * u - across * v, top + along * v + across * u];
  const shaft = new Path2D();
  shaft.moveTo(...pair(place(tail, 0)));
  const [endLeft, endTop] = place(isFilled ? length - 0.7 * head : length, 0);
  shaft.lineTo(endLeft, endTop);
  const tip = new Path2D();
  [[length - head, 0.5 * head], [length, 0], [length - head, -0.5 * head]].forEach(([along, across], at) => tip[at === 0 ? "moveTo" : "lineTo"](...pair(place(along, across))));
  if (isFilled) tip.closePath();
  brush.lineCap = "round";
  brush.lineJoin = "round";
  for (const isHalo of [true, false]) {
    brush.strokeStyle = isHalo ? cssColor("--card") : color;
    brush.fillStyle = color;
    brush.lineWidth = width + (isHalo ? 2 * HALO_PX : 0);
    brush.setLineDash(isHalo ? [] : dash);
    brush.stroke(shaft);
    brush.setLineDash([]);
    brush.lineWidth = (isFilled ? 1 : width) + (isHalo ? 2 * HALO_PX : 0);
    brush.stroke(tip);
    if (isFilled && !isHalo) brush.fill(tip);
  }
}

/** @param {number[]} place @returns {[number, number]} */
function pair([left, top]) {
  return [left, top];
}
