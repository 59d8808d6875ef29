// @ts-check
/**
 * The landscape as a surface, on canvases of its own: the ground, painted again when the camera or the grid is another;
 * the paths; the walkers. It needs no graphics card: Plotly's own surface takes a third of a second for every step of a
 * walker where there is none (measured), this one takes well below a frame.
 */

import { contourPieces } from "./contours.js";
import { toPoint } from "./frame.js";
import { starPath } from "./markers.js";
import { emptyRaster, heightAt, paintMesh } from "./mesh.js";
import { cssColor, fontOf, reliefStops, textSize } from "./palette.js";
import { projectionOf } from "./projection.js";
import { channels, LEVELS } from "./relief.js";
import { createSurfaceTrails, stamp } from "./surface_trails.js";

/** @typedef {import("./landscape_chart.js").Scene} Scene */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./surface_trails.js").Spot} Spot */

/** What lies so much deeper than the surface is behind it. */
const BIAS = 0.03;
/** At rest the ground is painted finer than the screen, so that its rim is smooth. */
const FINE = 2;
const RING_PX = 11;
const PLUMB_STEPS = 60;
const REST_MS = 140;

/** @typedef {ReturnType<typeof createSurface>} Surface */

/** What the height is called, on either scale. @typedef {{height: string, heightLog: string}} HeightTexts */

/** @param {HTMLElement} root @param {HeightTexts} texts */
export function createSurface(root, texts) {
  const brushes = ["surface-ground", "surface-trails", "surface-walkers"].map((name) => {
    const canvas = root.appendChild(Object.assign(document.createElement("canvas"), { className: `plot-layer ${name}` }));
    canvas.setAttribute("aria-hidden", "true");
    return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  });
  const [ground, threads, air] = brushes;
  const trails = createSurfaceTrails(threads, air);
  const painted = document.createElement("canvas");
  /** @type {unknown[]} */
  let shown = [];
  /** @type {Scene} */
  let scene;
  /** @type {Frame} */
  let frame;
  /** @type {import("./relief.js").Relief} */
  let relief;
  /** @type {import("./mesh.js").Grid} */
  let grid = { heights: new Float64Array(4), columns: 2, rows: 2 };
  let projection = projectionOf(/** @type {number[]} */ ([0, 45]), { width: 1, height: 1 });
  let raster = emptyRaster(1, 1);
  /** Pixels of the raster in one of the screen. */
  let grain = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  /** @param {number[]} place @param {number} depth */
  const isHidden = ([left, top], depth) => {
    const [x, y] = [Math.round(left * grain), Math.round(top * grain)];
    return x >= 0 && y >= 0 && x < raster.width && y < raster.height && depth > raster.depth[y * raster.width + x] + BIAS;
  };
  /** From the floor of the box, in its own coordinates, up to the surface. @param {number} u @param {number} v @param {number} w @returns {Spot} */
  const spotOf = (u, v, w) => {
    const [left, top, depth] = projection.project(u, v, w - 0.5);
    return [left, top, isHidden([left, top], depth)];
  };
  /** @param {number} x @param {number} y */
  const floorOf = (x, y) => [((x - frame.x[0]) / (frame.x[1] - frame.x[0])) * 2 - 1, ((y - frame.y[0]) / (frame.y[1] - frame.y[0])) * 2 - 1];
  /** @param {number} x @param {number} y */
  const spotAt = (x, y) => {
    const [u, v] = floorOf(x, y);
    return spotOf(u, v, heightAt(grid, u, v));
  };

  /** @param {number} fineness */
  const paint = (fineness) => {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    grain = Math.max(fineness, ratio);
    const size = [frame.width, frame.height].map((length) => Math.max(1, Math.round(length * grain)));
    projection = projectionOf(scene.view.camera, frame);
    raster = emptyRaster(size[0], size[1]);
    const { project, unproject } = projection;
    const scaled = { unproject, project: (/** @type {number} */ u, /** @type {number} */ v, /** @type {number} */ w) => scaledPlace(project(u, v, w), grain) };
    paintMesh(raster, grid, scaled, reliefStops().map(channels));
    Object.assign(painted, { width: size[0], height: size[1] });
    /** @type {CanvasRenderingContext2D} */ (painted.getContext("2d")).putImageData(new ImageData(raster.colors, size[0], size[1]), 0, 0);
    for (const brush of brushes) {
      Object.assign(brush.canvas, { width: Math.round(frame.width * ratio), height: Math.round(frame.height * ratio) });
      brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    drawFloor();
    ground.imageSmoothingQuality = "high";
    ground.drawImage(painted, 0, 0, frame.width, frame.height);
    drawContours();
    drawHeight();
    drawKnown();
    drawRing();
    trails.wipe();
  };

  /** The box's floor with the names and ends of its axes. */
  const drawFloor = () => {
    const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => projection.project(u, v, -0.5));
    ground.strokeStyle = cssColor("--ink-3");
    ground.lineWidth = 1;
    ground.beginPath();
    corners.forEach(([left, top]) => ground.lineTo(left, top));
    ground.closePath();
    ground.stroke();
    const { family } = fontOf();
    Object.assign(ground, { font: `${textSize(11)}px ${family}`, fillStyle: cssColor("--ink-2"), textAlign: "center", textBaseline: "middle" });
    const { variables } = scene.objective;
    const ends = [frame.x, frame.y];
    for (const axis of [0, 1]) {
      // The edge that is nearer to the viewer, and the words a little outside of it.
      const edgeAt = (/** @type {number} */ side, /** @type {number} */ along, reach = 1) => projection.project(axis === 0 ? along : side * reach, axis === 0 ? side * reach : along, -0.5);
      const side = edgeAt(-1, 0)[2] < edgeAt(1, 0)[2] ? -1 : 1;
      const words = [[-0.94, format(ends[axis][0])], [0, variables[axis] ?? ""], [0.94, format(ends[axis][1])]];
      for (const [along, word] of /** @type {[number, string][]} */ (words)) {
        const [left, top] = edgeAt(side, along, 1.13);
        ground.fillText(word, left, top);
      }
    }
  };

  /** The edge of the box that stands farthest to the left, with the losses at its ends and what it measures. */
  const drawHeight = () => {
    const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => [-0.5, 0.5].map((w) => projection.project(u, v, w)));
    const [foot, top] = corners.reduce((best, edge) => (edge[0][0] < best[0][0] ? edge : best));
    Object.assign(ground, { strokeStyle: cssColor("--ink-3"), lineWidth: 1, font: `${textSize(11)}px ${fontOf().family}`, fillStyle: cssColor("--ink-2"), textAlign: "center", textBaseline: "middle" });
    ground.beginPath();
    ground.moveTo(foot[0], foot[1]);
    ground.lineTo(top[0], top[1]);
    ground.stroke();
    const name = relief.isLinear ? texts.height : texts.heightLog;
    const middle = (/** @type {number} */ left, /** @type {string} */ words) => Math.max(left, ground.measureText(words).width / 2 + 4);
    ground.fillText(name, middle(top[0], name), top[1] - 22);
    ground.fillText(format(relief.ends[1]), middle(top[0], ""), top[1] - 8);
    ground.textAlign = "right";
    ground.fillText(format(relief.ends[0]), foot[0] - 6, foot[1] - 6);
  };

  const drawContours = () => {
    ground.strokeStyle = cssColor("--contour");
    ground.lineWidth = 0.7;
    ground.beginPath();
    const { columns, rows } = grid;
    for (const { level, pieces } of contoursOf(relief)) {
      for (const piece of pieces) {
        const [from, to] = [0, 2].map((at) => spotOf((2 * piece[at]) / (columns - 1) - 1, (2 * piece[at + 1]) / (rows - 1) - 1, level));
        if (from[2] || to[2]) continue;
        ground.moveTo(from[0], from[1]);
        ground.lineTo(to[0], to[1]);
      }
    }
    ground.stroke();
  };

  /** A ring around the place that a slice goes through. */
  const drawRing = () => {
    if (!scene.ring) return;
    const [left, top, isBehind] = spotAt(scene.ring[0], scene.ring[1]);
    if (!Number.isFinite(left)) return;
    ground.globalAlpha = isBehind ? 0.4 : 1;
    ground.beginPath();
    ground.arc(left, top, RING_PX, 0, 2 * Math.PI);
    Object.assign(ground, { strokeStyle: cssColor("--ink"), lineWidth: 1.6 });
    ground.stroke();
    ground.globalAlpha = 1;
  };

  /** From a place behind the ground up to where one sees it, so that it does not seem to lie on the hill in front. @param {number[]} point @param {Spot} spot */
  const drawPlumb = ([x, y], [left, top]) => {
    const [u, v] = floorOf(x, y);
    const foot = heightAt(grid, u, v);
    const above = Array.from({ length: PLUMB_STEPS }, (_, at) => spotOf(u, v, foot + ((at + 1) / PLUMB_STEPS) * (1 - foot)));
    const seen = above.find(([, , isBehind]) => !isBehind);
    if (!seen) return;
    Object.assign(ground, { strokeStyle: cssColor("--ink"), fillStyle: cssColor("--ink"), lineWidth: 1.2 });
    ground.setLineDash([2, 3]);
    ground.beginPath();
    ground.moveTo(left, top);
    ground.lineTo(seen[0], seen[1]);
    ground.stroke();
    ground.setLineDash([]);
    ground.beginPath();
    ground.arc(seen[0], seen[1], 2.5, 0, 2 * Math.PI);
    ground.fill();
  };

  const drawKnown = () => {
    if (!scene.view.showMinima) return;
    const star = starPath(5.5);
    for (const { point } of scene.objective.minima) {
      const spot = spotAt(point[0], point[1]);
      if (spot[2]) drawPlumb(point, spot);
      if (Number.isFinite(spot[0])) stamp(ground, star, spot, { fill: cssColor("--ink"), rim: cssColor("--card") });
    }
  };

  const repaint = (/** @type {boolean} */ isFine) => {
    clearTimeout(rest);
    paint(isFine ? FINE : 1);
    if (!isFine) rest = setTimeout(() => (paint(FINE), walk()), REST_MS);
  };
  const walk = () => trails.draw(scene.runs, scene.cursor, frame, spotAt);

  return {
    /** @param {Scene} next @param {Frame} frameNow @param {import("./relief.js").Relief} reliefNow */
    show(next, frameNow, reliefNow) {
      [scene, frame] = [next, frameNow];
      if (frame.width === 0) return;
      if (relief !== reliefNow) grid = gridOf(reliefNow);
      relief = reliefNow;
      const now = [reliefNow, frame.width, frame.height, ...frame.x, ...frame.y, ...next.view.camera, next.view.showMinima, next.objective.minima, ...(next.ring ?? [])];
      const wasShown = shown.length > 0;
      if (now.some((part, at) => !Object.is(part, shown[at]))) repaint(!wasShown);
      shown = now;
      walk();
    },
    /** Where a point of the map lies on the screen. @param {number} x @param {number} y */
    placeOf: (x, y) => {
      const [left, top] = spotAt(x, y);
      return [left, top];
    },
    /** The point of the map under a pixel; null beside the surface. @param {number} left @param {number} top */
    pointAt(left, top) {
      const depth = raster.depth[Math.round(top * grain) * raster.width + Math.round(left * grain)];
      if (!Number.isFinite(depth)) return null;
      const [u, v] = projection.unproject([left, top, depth]);
      return toPoint({ ...frame, width: 2, height: 2 }, u + 1, 1 - v);
    },
    remove() {
      clearTimeout(rest);
      for (const brush of brushes) brush.canvas.remove();
    },
  };
}

/** @param {import("./projection.js").Place} place @param {number} grain @returns {import("./projection.js").Place} */
function scaledPlace([left, top, depth], grain) {
  return [left * grain, top * grain, depth];
}

/** @param {import("./relief.js").Relief} relief @returns {import("./mesh.js").Grid} */
function gridOf({ height, low, high }) {
  const shares = height.flatMap((row) => row.map((value) => (Number.isFinite(value) ? Math.min(Math.max((value - low) / (high - low), 0), 1) : NaN)));
  return { heights: Float64Array.from(shares), columns: height[0].length, rows: height.length };
}

/** @type {WeakMap<import("./relief.js").Relief, {level: number, pieces: number[][]}[]>} */
const contours = new WeakMap();

/** The lines of a relief with their heights from 0 to 1: those of the map. @param {import("./relief.js").Relief} relief */
function contoursOf(relief) {
  const known = contours.get(relief);
  if (known) return known;
  const size = 1 / LEVELS;
  const levels = Array.from({ length: LEVELS }, (_, at) => (at + 0.5) * size);
  const made = levels.map((level) => ({ level, pieces: contourPieces(relief.height, relief.low + level * (relief.high - relief.low)) }));
  contours.set(relief, made);
  return made;
}

/** @param {number} value */
function format(value) {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}
