// @ts-check
/** Frame: where coordinates lie on the screen. The plot fills its element to the edge, so this is all there is to know. */

/**
 * @typedef {object} Frame
 * @property {number[]} x        [low, high]
 * @property {number[]} y
 * @property {number} width      in CSS pixels
 * @property {number} height
 */

/** @param {Frame} frame @param {number} x */
export function toLeft({ x: [low, high], width }, x) {
  return ((x - low) / (high - low)) * width;
}

/** @param {Frame} frame @param {number} y */
export function toTop({ y: [low, high], height }, y) {
  return ((high - y) / (high - low)) * height;
}

/**
 * The point under a pixel.
 * @param {Frame} frame
 * @param {number} left
 * @param {number} top
 */
export function toPoint({ x, y, width, height }, left, top) {
  return [x[0] + (left / width) * (x[1] - x[0]), y[1] - (top / height) * (y[1] - y[0])];
}
