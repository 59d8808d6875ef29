// @ts-check
/**
 * A slice on canvases: a map of a plane or the curve of a line, and the shadows of the runs over it. Painted in a few
 * milliseconds, so that it can be dragged; a surface stands in its place where one is wanted.
 */

import { positionAt } from "../../state/columns.js";
import { toLeft, toTop } from "../frame.js";
import { createSheet } from "../learning/sheet.js";
import { lineTicks } from "../line.js";
import { paintMap } from "../map.js";
import { cssColor } from "../palette.js";
import { reliefOf } from "../relief.js";
import { createSurface } from "../surface.js";
import { paintField } from "./field.js";
import { paintOrigin, paintStart } from "./place_marks.js";
import { paintShadow } from "./shadows.js";
import { between, paintStrip } from "./strip.js";
import { paintTicks } from "./ticks.js";

/** @typedef {import("../../types.js").Landscape} Landscape */
/** @typedef {import("../../state/slice/projected.js").Shadow} Shadow */
/** @typedef {import("../frame.js").Frame} Frame */

/**
 * @typedef {object} SliceScene
 * @property {Landscape} landscape               the figure over the coefficients; lower is better
 * @property {import("../../types.js").Scale} scale
 * @property {number[][]} box                    what is shown of it, one [low, high] per direction
 * @property {readonly Shadow[]} shadows
 * @property {number} cursor
 * @property {import("../../types.js").View} view
 * @property {string[]} names                    of the directions
 * @property {number[]} origin                   its coefficients
 * @property {import("./strip.js").Strip | null} strip   where there is a line for each of several steps
 * @property {import("../../state/slice/nothing.js").SliceField | null} field
 * @property {boolean} isSteps                   flat but for steps: lines of equal height would be their edges
 * @property {boolean} isLoss                    over a line the runs stand at their own losses, else on the curve
 */

const MARGIN = 0.06;
/** Above a line lies the legend. */
const LEGEND_PX = 52;

/** @param {HTMLElement} root @param {{format: (value: number) => string, texts: import("../surface.js").HeightTexts}} options */
export function createSlicePlot(root, { format, texts }) {
  /** @type {SliceScene | null} */
  let scene = null;
  /** @type {import("../relief.js").Relief} */
  let relief;
  /** @type {import("../surface.js").Surface | null} */
  let surface = null;

  const frameNow = () => {
    const { box, landscape } = /** @type {SliceScene} */ (scene);
    const { clientWidth: width, clientHeight: height } = root;
    const rise = relief.high - relief.low;
    const above = Math.min(LEGEND_PX / Math.max(height, 1), 0.4);
    const y = landscape.y ? box[1] : [relief.low - MARGIN * rise, relief.high + (rise * (1 + MARGIN) * above) / (1 - above)];
    return { x: box[0], y, width, height, lift: relief.lift };
  };
  const ground = createSheet(root, "slice-ground", ({ brush }) => {
    if (!scene || surface) return;
    const frame = frameNow();
    if (scene.landscape.y) paintPlane(brush, scene, relief, frame);
    else paintLine(brush, scene, frame);
    if (scene.field && scene.landscape.y) paintField(brush, scene.field, frame);
    paintTicks(brush, frame, scene.landscape.y ? null : lineTicks(relief, frame, format));
  });
  const paths = createSheet(root, "slice-paths", ({ brush }) => {
    if (!scene || surface) return;
    const frame = frameNow();
    const { landscape, shadows, cursor, isLoss, strip, origin } = scene;
    const { y } = landscape;
    if (strip) return paintStrip(brush, landscape, strip, frame, cursor);
    paintOrigin(brush, frame, origin, y !== null);
    const placeOf = (/** @type {Shadow} */ { columns: { position, loss, dimension } }, /** @type {number} */ row) =>
      [toLeft(frame, position[row * dimension]), toTop(frame, y ? position[row * dimension + 1] : frame.lift(isLoss ? loss[row] : between(landscape.x, landscape.loss[0], position[row])))];
    for (const shadow of [...shadows].reverse()) paintShadow(brush, shadow, cursor, placeOf);
    if (y) for (const shadow of shadows.filter(({ length }) => length > 0)) paintStart(brush, placeOf(shadow, 0));
  });
  const stage = root.appendChild(Object.assign(document.createElement("div"), { className: "plot-layer" }));

  const stand = () => {
    const { landscape, view, names, shadows, cursor, origin } = /** @type {SliceScene} */ (scene);
    surface ??= createSurface(stage, texts);
    const objective = { variables: names, minima: [] };
    const ends = [landscape.x, /** @type {Float64Array} */ (landscape.y)].map((axis) => [axis[0], axis[axis.length - 1]]);
    surface.show(/** @type {any} */ ({ view, objective, runs: shadows, cursor, ring: [origin[0] ?? 0, origin[1] ?? 0] }), { ...frameNow(), x: ends[0], y: ends[1] }, relief);
  };

  return {
    /** @param {SliceScene} next */
    show(next) {
      const before = scene;
      scene = next;
      if (before?.landscape !== next.landscape || before.scale !== next.scale) relief = reliefOf(next.landscape, next.scale, null);
      const isSurface = next.view.map === "surface" && next.landscape.y !== null;
      const isOther = Boolean(surface) !== isSurface;
      if (!isSurface) {
        surface?.remove();
        surface = null;
      }
      root.classList.toggle("is-surface", isSurface);
      if (isSurface) stand();
      if (isOther || before?.landscape !== next.landscape || before.scale !== next.scale || before.box !== next.box || before.field !== next.field || before.view.map !== next.view.map) ground.draw();
      paths.draw();
    },
    frame: () => (scene ? { ...frameNow(), ...(surface && { surface }) } : null),
    /** What nothing may cover of a plane: where each run stands and began, and the place it goes through. */
    marks() {
      if (!scene || !scene.landscape.y || scene.strip) return [];
      const { shadows, cursor, origin } = scene;
      return [[origin[0] ?? 0, origin[1] ?? 0], ...shadows.flatMap(({ columns }) => [0, cursor].map((step) => positionAt(columns, step)))];
    },
    relief: () => (scene ? relief : null),
    scene: () => scene,
    remove() {
      surface?.remove();
      ground.remove();
      paths.remove();
      stage.remove();
    },
  };
}

/** A picture of another part of the plane is drawn where it belongs. @param {CanvasRenderingContext2D} brush @param {SliceScene} scene @param {import("../relief.js").Relief} relief @param {Frame} frame */
function paintPlane(brush, { landscape: { x, y }, view, isSteps }, relief, frame) {
  brush.fillStyle = cssColor("--low-4");
  brush.fillRect(0, 0, frame.width, frame.height);
  const [left, right] = [x[0], x[x.length - 1]].map((value) => toLeft(frame, value));
  const rows = /** @type {Float64Array} */ (y);
  const [bottom, top] = [rows[0], rows[rows.length - 1]].map((value) => toTop(frame, value));
  brush.save();
  brush.translate(left, top);
  paintMap(brush, relief, { width: right - left, height: bottom - top }, view.map === "heat" || isSteps);
  brush.restore();
}

/** The figure, and dashed what it is seen against. Of a strip the ground alone: its lines change with the cursor. @param {CanvasRenderingContext2D} brush @param {SliceScene} scene @param {Frame} frame */
function paintLine(brush, { landscape: { x, loss }, strip }, frame) {
  brush.fillStyle = cssColor("--card");
  brush.fillRect(0, 0, frame.width, frame.height);
  if (strip) return;
  brush.beginPath();
  loss[0].forEach((value, at) => Number.isFinite(value) && brush.lineTo(toLeft(frame, x[at]), toTop(frame, frame.lift(value))));
  const curve = { strokeStyle: cssColor("--ink-2"), lineWidth: 1.6, lineJoin: /** @type {const} */ ("round") };
  Object.assign(brush, curve);
  brush.stroke();
  brush.lineTo(toLeft(frame, x[x.length - 1]), frame.height);
  brush.lineTo(toLeft(frame, x[0]), frame.height);
  brush.fillStyle = cssColor("--low-3");
  brush.globalAlpha = 0.6;
  brush.fill();
  brush.globalAlpha = 1;
  brush.setLineDash([5, 4]);
  for (const row of loss.slice(1)) {
    brush.beginPath();
    row.forEach((value, at) => Number.isFinite(value) && brush.lineTo(toLeft(frame, x[at]), toTop(frame, frame.lift(value))));
    brush.stroke();
  }
  brush.setLineDash([]);
}
