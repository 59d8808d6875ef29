// @ts-check
/** Numbers as people read them: short, unambiguous, of steady width where they change while one looks. */

/**
 * `7.89e-31`, `0.0000395`, `13.3`, `181.6`, `∞`; nothing known is an en dash.
 * @param {number | null | undefined} value
 * @param {number} [digits]   significant ones
 */
export function formatNumber(value, digits = 3) {
  if (typeof value !== "number" || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-5 || size >= 1e6) return withMinus(value.toExponential(digits - 1).replace("e+", "e"));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return withMinus(value.toFixed(Math.min(decimals, 12)));
}

/** A share as people read it: `97.5 %`, on one line. @param {number | null | undefined} share */
export function formatPercent(share) {
  return share === null || share === undefined || Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)}\u00a0%`;
}

/**
 * A coordinate, always with the same number of decimals, so that columns and readouts stand still.
 * @param {number | null | undefined} value
 */
export function formatCoordinate(value) {
  if (typeof value !== "number" || Number.isNaN(value)) return "–";
  return Math.abs(value) >= 1e5 ? formatNumber(value) : withMinus(value.toFixed(3).replace(/^-(?=0\.0+$)/, ""));
}

/**
 * A value as one would type it: nothing rounded that matters, no trailing zeros, `7e-6` where that is shorter. A text that an
 * address has where a number belongs stays as it is; the server says so.
 * @param {number | string} value
 */
export function formatInput(value) {
  if (typeof value === "string") return value;
  const plain = String(Number(value.toPrecision(12)));
  if (value === 0 || Math.abs(value) >= 1e-4) return plain.replace("e+", "e");
  const short = Number(plain).toExponential();
  return short.length < plain.length ? short : plain;
}

/** A round number beside an axis: `0.5`, `−1`, `1e-7`, `2e9`. @param {number} value */
export function formatTick(value) {
  const round = Number(value.toPrecision(12));
  return withMinus(Math.abs(round) >= 1e6 ? round.toExponential().replace("e+", "e") : formatInput(round));
}

/** A power of ten beside an axis: `1`, `10`, or ten and what stands raised behind it. @param {number} exponent */
export function formatPower(exponent) {
  return exponent === 0 || exponent === 1 ? { words: String(10 ** exponent), power: "" } : { words: "10", power: withMinus(String(exponent)) };
}

/** A count in groups of three: `217,437`. @param {number} count */
export function formatCount(count) {
  return count.toLocaleString("en");
}

/** @param {string} digits */
function withMinus(digits) {
  return digits.replace(/^-/, "−");
}
