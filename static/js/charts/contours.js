// @ts-check
/** Contour lines of a grid of heights, as pieces of straight lines: marching squares. */

/**
 * The pieces of the line at `level`, each `[x, y, x, y]` in columns and rows of the grid; cells with a gap have none.
 * @param {number[][]} height
 * @param {number} level
 * @returns {number[][]}
 */
export function contourPieces(height, level) {
  const pieces = [];
  for (let row = 0; row + 1 < height.length; row += 1) {
    const [lower, upper] = [height[row], height[row + 1]];
    for (let column = 0; column + 1 < lower.length; column += 1) {
      const isBelow = lower[column] < level;
      if (lower[column + 1] < level === isBelow && upper[column] < level === isBelow && upper[column + 1] < level === isBelow) continue;
      const crossings = crossingsOf(height, level, column, row);
      for (let at = 0; at + 1 < crossings.length; at += 2) pieces.push([...crossings[at], ...crossings[at + 1]]);
    }
  }
  return pieces;
}

/**
 * Where the line crosses the four edges of a cell, going round: none, two, or at a saddle four places.
 * @param {number[][]} height
 * @param {number} level
 * @param {number} column
 * @param {number} row
 */
function crossingsOf(height, level, column, row) {
  const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
  const values = corners.map(([x, y]) => height[y][x] - level);
  if (!values.every(Number.isFinite)) return [];
  const crossings = [];
  for (let at = 0; at < 4; at += 1) {
    const next = (at + 1) % 4;
    if (values[at] < 0 === values[next] < 0) continue;
    const share = values[at] / (values[at] - values[next]);
    crossings.push(corners[at].map((here, axis) => here + share * (corners[next][axis] - here)));
  }
  return crossings;
}
