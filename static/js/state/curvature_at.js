// @ts-check
/** The largest curvature of a function at a point, from the server's exact gradients close by. */

/** @typedef {import("../server/rest.js").Rest} Rest */

/** How far from the point the gradients are, as a share of the width of what is looked at. */
const REACH = 1e-4;
/** From half as far the same must come out, but for this share: else there is a kink, and no curvature. */
const SAME = 0.05;
const MOST_DIMENSIONS = 8;
const POINTS = 5;
const ROUNDS = 200;

/**
 * @param {Rest} rest
 * @param {{objective: import("../types.js").ObjectiveSettings, point: number[], width: number}} place
 * @returns {Promise<number | null>} null where there is none
 */
export async function curvatureAt(rest, { objective, point, width }) {
  const dimension = point.length;
  if (dimension === 0 || dimension > MOST_DIMENSIONS) return null;
  const reach = REACH * width;
  const lines = await Promise.all(
    point.map((_, axis) => rest.slice({ objective, origin: point, directions: [point.map((_, other) => (other === axis ? 1 : 0))], extent: [[-reach, reach]], resolution: [POINTS], gradient: true })),
  );
  const gradients = lines.map(({ gradient }) => /** @type {number[][]} */ (/** @type {unknown} */ (gradient)));
  const [far, near] = [[0, 4, 2 * reach], [1, 3, reach]].map(([from, to, distance]) =>
    largestEigenvalue(gradients.map((along) => along[to].map((value, axis) => (value - along[from][axis]) / distance))));
  return Math.abs(far - near) <= SAME * Math.abs(near) ? near : null;
}

/**
 * Of a symmetric matrix, by powers of it, moved so that the largest is the farthest from zero. What comes out is never
 * above the largest but for rounding.
 * @param {number[][]} matrix
 */
export function largestEigenvalue(matrix) {
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  if (!Number.isFinite(shift)) return NaN;
  if (shift === 0) return 0;
  let vector = matrix.map((_, at) => 1 + at / matrix.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = matrix.map((row, at) => row.reduce((sum, value, other) => sum + value * vector[other], shift * vector[at]));
    const length = Math.hypot(...next);
    vector = next.map((value) => value / length);
  }
  const image = matrix.map((row) => row.reduce((sum, value, other) => sum + value * vector[other], 0));
  return image.reduce((sum, value, at) => sum + value * vector[at], 0);
}
