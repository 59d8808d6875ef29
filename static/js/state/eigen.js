// @ts-check
/** Eigenvalues of a symmetric matrix. Pure. */

/** Rotations that bring a matrix of up to eight rows to its diagonal, and more than ever needed. */
const MOST_SWEEPS = 30;

/**
 * Eigenvalues in descending order and their directions, each of length 1 (Jacobi 1846: rotate away one off-diagonal
 * entry after the other).
 * @param {readonly (readonly number[])[]} symmetric
 * @returns {{values: number[], vectors: number[][]}}
 */
export function eigenOf(symmetric) {
  const count = symmetric.length;
  const matrix = symmetric.map((row) => [...row]);
  const vectors = matrix.map((_, at) => matrix.map((__, other) => Number(at === other)));
  const size = Math.max(...matrix.flat().map(Math.abs));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let rest = 0;
    for (let p = 0; p < count; p += 1) {
      for (let q = p + 1; q < count; q += 1) {
        rest = Math.max(rest, Math.abs(matrix[p][q]));
        if (matrix[p][q] !== 0) rotate(matrix, vectors, p, q);
      }
    }
    if (!(rest > 1e-15 * size)) break;
  }
  const order = matrix.map((_, at) => at).sort((a, b) => matrix[b][b] - matrix[a][a]);
  return { values: order.map((at) => matrix[at][at]), vectors: order.map((at) => vectors.map((row) => row[at])) };
}

/** @param {number[][]} matrix @param {number[][]} vectors @param {number} p @param {number} q */
function rotate(matrix, vectors, p, q) {
  const angle = 0.5 * Math.atan2(2 * matrix[p][q], matrix[q][q] - matrix[p][p]);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turn = (/** @type {number[]} */ row) => ([row[p], row[q]] = [cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]]);
  for (const row of matrix) turn(row);
  [matrix[p], matrix[q]] = [matrix[p].map((value, at) => cos * value - sin * matrix[q][at]), matrix[p].map((value, at) => sin * value + cos * matrix[q][at])];
  matrix[p][q] = 0;
  matrix[q][p] = 0;
  for (const row of vectors) turn(row);
}
