// @ts-check
/** A picture of the map as it is looked at: flat, as a chart; standing, as the camera sees it. */

import { createFrames } from "./frames.js";
import { pictureOf } from "./pictures.js";

/** Pixels of a picture of the surface in one of the page. */
const SHARPNESS = 2;

/**
 * @param {import("../types.js").Store} store
 * @param {string} name                    of the map among the figures
 * @param {"png" | "svg"} format
 * @param {import("./frames.js").Words} words
 * @returns {Promise<Blob | null>} null while it is not drawn
 */
export async function pictureOfMap(store, name, format, words) {
  if (!document.querySelector(".surface-ground")) return pictureOf(name, format, words);
  const frames = await createFrames(store, words, () => SHARPNESS);
  if (!frames) return null;
  frames.paint({ withStep: false });
  const { canvas } = frames;
  if (format === "svg") return new Blob([drawingOf(canvas)], { type: "image/svg+xml" });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** What was painted, in the frame of a drawing. @param {HTMLCanvasElement} canvas */
function drawingOf(canvas) {
  const [width, height] = [canvas.width / SHARPNESS, canvas.height / SHARPNESS];
  const image = `<image width="${width}" height="${height}" href="${canvas.toDataURL("image/png")}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${image}</svg>`;
}
