// @ts-check
/** The box that the landscape shows: closer, farther, beside it. Pure. */

/** A box is never this many times smaller or larger than the function's own; beyond, numbers or patience end. */
const CLOSEST = 1e-9;
const FARTHEST = 1e4;
/** Coordinates are kept to this share of the box's width, so that an address stays short: well below a pixel. */
const GRAIN = 1e-5;
/** A box has to hold this many distinct numbers for its grid. */
const DIGITS = 1e-12;

/** @typedef {number[][]} Domain   one [low, high] per axis */

/**
 * `factor` times as wide and high, around a point that stays where it is; the same box where that cannot be shown.
 * @param {Domain} domain
 * @param {number} factor
 * @param {number[]} anchor
 * @param {Domain} own       the function's own box
 */
export function zoomed(domain, factor, anchor, own) {
  const next = domain.map((interval, axis) => rounded(interval.map((end) => anchor[axis] + factor * (end - anchor[axis]))));
  return next.every((interval, axis) => isShowable(interval, own[axis])) ? next : domain;
}

/**
 * Moved by shares of its width and height.
 * @param {Domain} domain
 * @param {number[]} shares
 * @param {Domain} own
 */
export function panned(domain, shares, own) {
  const next = domain.map(([low, high], axis) => rounded([low, high].map((end) => end + shares[axis] * (high - low))));
  return next.every((interval, axis) => isShowable(interval, own[axis])) ? next : domain;
}

/** @param {Domain} domain @returns {number[]} */
export function middleOf(domain) {
  return domain.map(([low, high]) => low + (high - low) / 2);
}

/** @param {number[]} interval */
function rounded([low, high]) {
  const grain = 10 ** Math.floor(Math.log10(GRAIN * (high - low)));
  return [low, high].map((end) => Number((Math.round(end / grain) * grain).toPrecision(15)));
}

/** @param {number[]} interval @param {number[]} own */
function isShowable([low, high], [ownLow, ownHigh]) {
  const share = (high - low) / (ownHigh - ownLow);
  return share >= CLOSEST && share <= FARTHEST && high - low > DIGITS * Math.max(Math.abs(low), Math.abs(high));
}
