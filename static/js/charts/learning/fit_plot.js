// @ts-check
/** The examples of one feature, and through them the curve of every model. */

import { dashPattern } from "../../state/appearance.js";
import { toLeft, toTop } from "../frame.js";
import { markerPath } from "../markers.js";
import { cssColor, runColor } from "../palette.js";
import { classInk, classMarker } from "./class_colors.js";
import { createSheet } from "./sheet.js";

/** @typedef {import("../../state/learning/examples.js").Examples} Examples */

/**
 * @typedef {object} FitScene
 * @property {Examples} examples
 * @property {number[]} extent                  of the feature
 * @property {readonly number[]} x              where the models were asked
 * @property {{appearance: import("../../types.js").Appearance, values: number[]}[]} curves
 */

const MARGIN = 0.12;
const LINE_PX = 2.2;

/** @param {HTMLElement} root */
export function createFitPlot(root) {
  /** @type {FitScene | null} */
  let scene = null;
  const sheet = createSheet(root, "fit", ({ brush, width, height }) => {
    if (!scene) return;
    const frame = { x: scene.extent, y: rangeOf(scene.examples), width, height, lift: (/** @type {number} */ value) => value };
    paintPoints(brush, scene.examples, frame);
    for (const { appearance, values } of scene.curves) {
      brush.beginPath();
      values.forEach((value, at) => brush.lineTo(toLeft(frame, /** @type {FitScene} */ (scene).x[at]), toTop(frame, Math.min(Math.max(value, -1e6), 1e6))));
      brush.setLineDash(dashPattern(appearance.dash, LINE_PX));
      Object.assign(brush, { strokeStyle: runColor(appearance), lineWidth: LINE_PX, lineJoin: "round" });
      brush.stroke();
      brush.setLineDash([]);
    }
  });
  return {
    /** @param {FitScene} next */
    show(next) {
      scene = next;
      sheet.draw();
    },
    layers: () => [sheet.canvas],
    remove: sheet.remove,
  };
}

/** The heights that are seen: of values with a margin, of classes from the first to the last. @param {Examples} examples */
function rangeOf({ train, classes }) {
  const values = train.targets.flat();
  const [low, high] = classes.length > 0 ? [0, classes.length - 1] : [Math.min(...values), Math.max(...values)];
  const margin = (high - low || 1) * MARGIN;
  return [low - margin, high + margin];
}

/** @param {CanvasRenderingContext2D} brush @param {Examples} examples @param {import("../frame.js").Frame} frame */
function paintPoints(brush, { train, validation, classes }, frame) {
  const radius = train.inputs.length > 200 ? 2.6 : 4;
  const card = cssColor("--card");
  for (const part of [validation, train]) {
    part?.inputs.forEach(([place], index) => {
      const value = Number([part.targets[index]].flat()[0]);
      const color = cssColor(classes.length > 0 ? classInk(value) : "--ink-2");
      brush.save();
      brush.translate(toLeft(frame, place), toTop(frame, value));
      const path = markerPath(classes.length > 0 ? classMarker(value) : "circle", radius);
      Object.assign(brush, { fillStyle: part === train ? color : card, strokeStyle: part === train ? card : color, lineWidth: 1.2 });
      brush.fill(path);
      brush.stroke(path);
      brush.restore();
    });
  }
}
