// @ts-check
/** What stands on the stage as one picture to keep: its canvases where they are, and the words over them. */

import { cssColor, fontOf } from "../palette.js";

/** @typedef {import("../pictures.js").Figure} Figure */

/**
 * @param {HTMLElement} root
 * @param {string} words         elements whose text is on the picture
 * @returns {Figure | null} null while there is nothing
 */
export function compositeOf(root, words) {
  const box = root.getBoundingClientRect();
  const canvases = [...root.querySelectorAll("canvas")].filter(({ width, clientWidth }) => width > 0 && clientWidth > 0);
  if (canvases.length === 0 || box.width === 0) return null;
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const sheet = Object.assign(document.createElement("canvas"), { width: Math.round(box.width * ratio), height: Math.round(box.height * ratio) });
  const brush = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  brush.scale(ratio, ratio);
  brush.fillStyle = cssColor("--card");
  brush.fillRect(0, 0, box.width, box.height);
  for (const canvas of canvases) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    brush.imageSmoothingEnabled = canvas.width > 64; // an image of few pixels shows them
    brush.drawImage(canvas, left - box.left, top - box.top, width, height);
  }
  const { family } = fontOf();
  Object.assign(brush, { font: `600 13px ${family}`, textBaseline: "middle" });
  for (const node of root.querySelectorAll(words)) {
    const { left, top, width, height } = node.getBoundingClientRect();
    brush.fillStyle = cssColor("--card");
    brush.fillRect(left - box.left - 4, top - box.top, width + 8, height);
    brush.fillStyle = cssColor("--ink");
    brush.fillText(node.textContent ?? "", left - box.left, top - box.top + height / 2);
  }
  const axis = { visible: false, fixedrange: true, range: [0, 1] };
  const image = { source: sheet.toDataURL("image/png"), xref: "paper", yref: "paper", x: 0, y: 1, sizex: 1, sizey: 1, sizing: "stretch", layer: "below" };
  return { data: [], layout: { width: box.width, height: box.height, margin: { l: 0, r: 0, t: 0, b: 0 }, xaxis: axis, yaxis: axis, images: [image] } };
}
