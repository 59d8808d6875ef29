// @ts-check
/** The examples over two features, and below them what a model decides there. Both on canvases: regions come many times a second. */

import { toLeft, toTop } from "../frame.js";
import { markerPath } from "../markers.js";
import { cssColor } from "../palette.js";
import { classInk, classMarker } from "./class_colors.js";
import { paintRegions } from "./regions.js";
import { createSheet } from "./sheet.js";

/** @typedef {import("../../state/learning/examples.js").Examples} Examples */
/** @typedef {import("../../state/learning/regions.js").Region} Region */

/**
 * @typedef {object} DataScene
 * @property {Examples} examples
 * @property {readonly number[]} pair        which features
 * @property {number[][]} extent             [low, high] of each
 * @property {Region | null} region
 * @property {ReadonlySet<number>} wrong     indices of training examples with a ring
 */

/** @param {HTMLElement} root */
export function createDataPlot(root) {
  /** @type {DataScene | null} */
  let scene = null;
  const ground = createSheet(root, "regions", ({ brush, width, height }) => {
    if (scene?.region) paintRegions(brush, scene.region, { width, height, values: valuesOf(scene.examples) });
  });
  const points = createSheet(root, "points", ({ brush, width, height }) => {
    if (scene) paintPoints(brush, scene, { x: scene.extent[0], y: scene.extent[1], width, height, lift: (value) => value });
  });
  return {
    /** @param {DataScene} next */
    show(next) {
      const before = scene;
      scene = next;
      if (before?.region !== next.region || before.examples !== next.examples) ground.draw();
      if (before?.examples !== next.examples || before.pair !== next.pair || before.wrong !== next.wrong) points.draw();
    },
    /** Both canvases, from below. */
    layers: () => [ground.canvas, points.canvas],
    remove() {
      ground.remove();
      points.remove();
    },
  };
}

/** The lowest and the highest value that is learned; null for classes. @param {Examples} examples */
function valuesOf({ classes, train }) {
  if (classes.length > 0) return null;
  const values = train.targets.flat();
  return [Math.min(...values), Math.max(...values)];
}

/** @param {CanvasRenderingContext2D} brush @param {DataScene} scene @param {import("../frame.js").Frame} frame */
function paintPoints(brush, { examples, pair, wrong }, frame) {
  const { classes, train, validation } = examples;
  const count = train.inputs.length;
  const radius = Math.max(2.2, Math.min(5, (Math.sqrt(frame.width * frame.height) / 120) * Math.min(1, Math.sqrt(400 / count))));
  const range = valuesOf(examples);
  const [card, paper] = [cssColor("--card"), cssColor("--ink")];
  const looks = classes.map((_, label) => ({ color: cssColor(classInk(label)), path: markerPath(classMarker(label), radius) }));
  const plain = { color: cssColor("--ink-2"), path: markerPath("circle", radius) };
  const paint = (/** @type {import("../../server/learning.js").ExamplesAnswer} */ part, /** @type {boolean} */ isHollow) => {
    part.inputs.forEach((row, index) => {
      const target = part.targets[index];
      const { color, path } = range ? plain : looks[Number(target)];
      brush.save();
      brush.translate(toLeft(frame, row[pair[0]]), toTop(frame, row[pair[1]]));
      Object.assign(brush, { fillStyle: isHollow ? card : color, strokeStyle: isHollow ? color : card, lineWidth: isHollow ? 1.4 : 1 });
      brush.fill(path);
      brush.stroke(path);
      if (!isHollow && wrong.has(index)) {
        brush.beginPath();
        brush.arc(0, 0, radius + 3, 0, 2 * Math.PI);
        Object.assign(brush, { strokeStyle: paper, lineWidth: 1.4 });
        brush.stroke();
      }
      brush.restore();
    });
  };
  if (validation) paint(validation, true);
  paint(train, false);
}
