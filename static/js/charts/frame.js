// @ts-check
/** Frame: where coordinates lie on the screen. The plot fills its element to the edge, so this is all there is to know. */

/**
 * @typedef {object} Frame
 * @property {number[]} x        [low, high]
 * @property {number[]} y
 * @property {number} width      in CSS pixels
 * @property {number} height
 * @property {{placeOf: (x: number, y: number) => number[], pointAt: (left: number, top: number) => number[] | null}} [surface]
 *     what takes the place of all that, where the map stands in space; NaN beside it
 * @property {(loss: number) => number} lift   of a function of one coordinate: the height at which a loss is drawn
 */

/** @param {Frame} frame @param {number} x */
export function toLeft({ x: [low, high], width }, x) {
  return ((x - low) / (high - low)) * width;
}

/** @param {Frame} frame @param {number} y */
export function toTop({ y: [low, high], height }, y) {
  return ((high - y) / (high - low)) * height;
}

/** Where a point of a map lies, or of the surface that stands in its place. @param {Frame} frame @param {number[]} point */
export function toPlace(frame, [x, y]) {
  return frame.surface ? frame.surface.placeOf(x, y) : [toLeft(frame, x), toTop(frame, y)];
}

/**
 * What a picture of `drawn` has to go through to lie right in `frame`, as a CSS transform about its upper left corner.
 * @param {Frame} drawn
 * @param {Frame} frame
 */
export function stretchOf(drawn, frame) {
  const [left, right] = drawn.x.map((x) => toLeft(frame, x));
  const [bottom, top] = drawn.y.map((y) => toTop(frame, y));
  const [across, down] = [(right - left) / drawn.width, (bottom - top) / drawn.height];
  return left === 0 && top === 0 && across === 1 && down === 1 ? "" : `translate(${left}px, ${top}px) scale(${across}, ${down})`;
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

/** The point under a pixel, of a map or of a surface; null beside it. @param {Frame} frame @param {number} left @param {number} top */
export function pointUnder(frame, left, top) {
  return frame.surface ? frame.surface.pointAt(left, top) : toPoint(frame, left, top);
}

/**
 * Where on the edge one has to look for a place outside the frame, seen from its middle, and in which direction (in
 * degrees, clockwise from the right); null for a place inside.
 * @param {Frame} frame
 * @param {number[]} place      in pixels
 * @param {number} [inset_px]   how far inside the edge
 */
export function edgeToward({ width, height }, place, inset_px = 0) {
  const middle = [width / 2, height / 2];
  const away = place.map((value, axis) => Math.min(Math.max(value - middle[axis], -1e300), 1e300));
  const reach = Math.max(Math.abs(away[0]) / middle[0], Math.abs(away[1]) / middle[1]);
  if (!(reach > 1)) return null;
  const [left, top] = away.map((value, axis) => middle[axis] + (value / reach) * (1 - inset_px / middle[axis]));
  return { left, top, degrees: (Math.atan2(away[1] / reach, away[0] / reach) * 180) / Math.PI };
}
