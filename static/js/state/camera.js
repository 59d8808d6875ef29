// @ts-check
/** The camera of the surface: how far it has been turned, and how steeply it looks down, in degrees. Pure. */

/** @typedef {number[]} Camera   [turn, tilt] */

/** @type {Camera} */
export const FIRST_CAMERA = [-35, 48];
const TILTS = [5, 90];

/**
 * @param {Camera} camera
 * @param {number} turn     degrees, counterclockwise seen from above
 * @param {number} tilt     degrees, up
 * @returns {Camera}
 */
export function turned([turnNow, tiltNow], turn, tilt) {
  const around = (((turnNow + turn + 180) % 360) + 360) % 360;
  return [Math.round((around - 180) * 10) / 10, Math.round(Math.min(Math.max(tiltNow + tilt, TILTS[0]), TILTS[1]) * 10) / 10];
}
