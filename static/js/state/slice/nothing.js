// @ts-check
/** What the page knows of a slice, and what it knows before it has asked. */

/** @typedef {import("../../server/landscapes.js").SliceAnswer} SliceAnswer */
/** @typedef {import("../../server/landscapes.js").SlicePicture} SlicePicture */
/** The part of the gradient that lies in the plane: coefficients `gradient[j][i]` at (axes[0][i], axes[1][j]). @typedef {{axes: number[][], gradient: (number | null)[][][]}} SliceField */

/**
 * What the server says of the slice.
 * @typedef {object} SliceState
 * @property {(SlicePicture & Partial<SliceAnswer>) | null} picture   the last one, coarse or whole
 * @property {string} plane          where it lies: pictures of one plane differ in what they show of it
 * @property {import("./choices.js").SliceChoices | null} choices    of the picture
 * @property {number} run            through which it goes
 * @property {SliceField | null} field   arrows on the picture, where they are wanted
 * @property {boolean} isBusy
 * @property {boolean} isWaiting     until the runs have come to their ends
 * @property {number | null} offer_seconds   of what waits to be wished for
 * @property {boolean} isWished      set to begin it
 * @property {boolean} isCancelled   set to end what is under way
 * @property {number} share          done, from 0 to 1
 * @property {number | null} estimate_seconds   of the rest
 * @property {import("../../types.js").Problem | null} problem
 */

/** @type {SliceState} */
export const NO_SLICE = { picture: null, plane: "", choices: null, run: 0, field: null, isBusy: false, isWaiting: false, offer_seconds: null, isWished: false, isCancelled: false, share: 0, estimate_seconds: null, problem: null };
