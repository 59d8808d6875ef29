// @ts-check
/**
 * The scale of heights that suits a picture, until a person chooses one. Pure.
 *
 * A map is logarithmic: its lines of equal height then crowd where the ground is low, where runs end. A function of one
 * variable is drawn as it is, sin x as a sine: a logarithm would make a cusp of every minimum. Only where that picture
 * would be one steep wall beside a floor is the curve logarithmic too: a positive function of which nine tenths span
 * more than six decades, and not because it comes near zero somewhere (exp(x²), but neither exp(x) nor x⁶). A slice, which
 * may be a line, is logarithmic: the runs on it lose decades, and a linear scale would hide the dips between them.
 */

/** @typedef {import("../types.js").Landscape} Landscape */

const WIDE = 1e6;
/** A lowest value so far below the lowest twentieth is a zero of the function, not its size. */
const NEAR_ZERO = 1e-3;

/**
 * @param {Pick<import("../types.js").View, "landscapeScale">} view
 * @param {Landscape | null} landscape   null: a slice, or nothing yet
 * @returns {import("../types.js").Scale}
 */
export function heightScale({ landscapeScale }, landscape) {
  return landscapeScale ?? (landscape && !landscape.y && !isWide(landscape.loss[0]) ? "linear" : "log");
}

/** @param {Float64Array} values */
function isWide(values) {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return false;
  const [low, high] = [0.05, 0.95].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  return sorted[0] > 0 && sorted[0] >= NEAR_ZERO * low && high >= WIDE * low;
}
