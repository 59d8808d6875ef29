// @ts-check
/**
 * Projection: from a box, each side from −1 to 1 and its height from −½ to ½, to the screen and back. The box stands
 * upright, turned about its height; what is nearer is a little larger.
 */

/** @typedef {[number, number, number]} Place   left and top in pixels, and depth: larger is farther */
/** @typedef {{project: (u: number, v: number, w: number) => Place, unproject: (place: Place) => number[]}} Projection */

/** Distance of the eye, in half sides of the box. */
const EYE = 6;
/** Where the middle of the box stands, as a share of the height: its lower half looks larger. */
const CENTRE = 0.48;
/** Height of the box, in half sides. */
const TALL = 0.95;
/** Half a side, as a share of the screen. */
const SHARES = [0.3, 0.37];

/**
 * @param {import("../state/camera.js").Camera} camera
 * @param {{width: number, height: number}} screen
 * @returns {Projection}
 */
export function projectionOf([turn, tilt], { width, height }) {
  const [sin, cos] = [Math.sin, Math.cos].map((part) => part((turn * Math.PI) / 180));
  const [sinTilt, cosTilt] = [Math.sin, Math.cos].map((part) => part((tilt * Math.PI) / 180));
  const scale = Math.min(width * SHARES[0], height * SHARES[1]);
  return {
    project(u, v, w) {
      const across = u * cos - v * sin;
      const along = u * sin + v * cos;
      const depth = along * cosTilt - w * TALL * sinTilt;
      const size = (scale * EYE) / (EYE + depth);
      return [width / 2 + across * size, height * CENTRE - (along * sinTilt + w * TALL * cosTilt) * size, depth];
    },
    unproject([left, top, depth]) {
      const size = (scale * EYE) / (EYE + depth);
      const [across, up] = [(left - width / 2) / size, (height * CENTRE - top) / size];
      const along = up * sinTilt + depth * cosTilt;
      return [across * cos + along * sin, along * cos - across * sin, (up * cosTilt - depth * sinTilt) / TALL];
    },
  };
}
