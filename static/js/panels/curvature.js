// @ts-check
/**
 * Curvature: the largest of a quadratic function, from second differences of the map's own grid, which are exact but for
 * rounding. A function whose curvature is not the same everywhere has no single bound, and gets none.
 */

/** @typedef {import("../types.js").Landscape} Landscape */

/** Two curvatures are the same if they differ by less than this share of the larger; rounding stays below. */
const SAME = 1e-6;

/** @type {WeakMap<Landscape, number | null>} */
const known = new WeakMap();

/**
 * The learning rate 2/λmax from which on plain gradient descent no longer comes down; null if the function is not
 * quadratic or has no positive curvature.
 * @param {Landscape} landscape
 */
export function rateBound(landscape) {
  if (!known.has(landscape)) known.set(landscape, landscape.y ? boundOf(landscape) : boundOfLine(landscape));
  return known.get(landscape) ?? null;
}

/** @param {Landscape} landscape */
function boundOf({ x, y, loss }) {
  const [width, height] = [x.length, y?.length ?? 0];
  const [dx, dy] = [x[1] - x[0], (y?.[1] ?? 0) - (y?.[0] ?? 0)];
  const places = [[0.25, 0.25], [0.25, 0.75], [0.5, 0.5], [0.75, 0.25], [0.75, 0.75]].map((share) => [Math.round(share[0] * width), Math.round(share[1] * height)]);
  const f = (/** @type {number} */ i, /** @type {number} */ j) => loss[j][i];
  // Over a quarter of the map, not to the next point: the farther, the less is lost to rounding.
  const [a, b] = [width, height].map((count) => Math.floor(count / 6));
  const [stepX, stepY] = [a * dx, b * dy];
  const hessians = places.map(([i, j]) => [
    (f(i + a, j) - 2 * f(i, j) + f(i - a, j)) / stepX ** 2,
    (f(i + a, j + b) - f(i + a, j - b) - f(i - a, j + b) + f(i - a, j - b)) / (4 * stepX * stepY),
    (f(i, j + b) - 2 * f(i, j) + f(i, j - b)) / stepY ** 2,
  ]);
  if (!areSame(hessians)) return null;
  const [xx, xy, yy] = hessians[0];
  return positive((xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy));
}

/** @param {Landscape} landscape */
function boundOfLine({ x, loss: [f] }) {
  const reach = Math.floor(x.length / 6);
  const step = reach * (x[1] - x[0]);
  const curvatures = [0.25, 0.4, 0.5, 0.6, 0.75].map((share) => Math.round(share * x.length)).map((at) => [(f[at + reach] - 2 * f[at] + f[at - reach]) / step ** 2]);
  return areSame(curvatures) ? positive(curvatures[0][0]) : null;
}

/** @param {number[][]} rows */
function areSame(rows) {
  const size = Math.max(...rows.flat().map(Math.abs));
  return rows.every((row) => row.every((value, at) => Math.abs(value - rows[0][at]) <= SAME * size));
}

/** @param {number} curvature */
function positive(curvature) {
  return curvature > 0 ? 2 / curvature : null;
}
