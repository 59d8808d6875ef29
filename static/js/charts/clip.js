// @ts-check
/**
 * Clipping: what of a path lies in a box. A run that diverges has points at 1e+150; drawing routines take no such
 * coordinates, and moving the points would bend the line. So the line is cut where it leaves.
 */

/** @typedef {{x: number[], y: number[]}} Box   [low, high] each */

/** Whether a point lies in the box; nothing that is not a number does. @param {number[]} point @param {Box} box */
export function isInside([left, top], { x, y }) {
  return left >= x[0] && left <= x[1] && top >= y[0] && top <= y[1];
}

/** The box, and as much again on every side. @param {Box} box @returns {Box} */
export function surroundings({ x, y }) {
  const wider = (/** @type {number[]} */ [low, high]) => [2 * low - high, 2 * high - low];
  return { x: wider(x), y: wider(y) };
}

/**
 * The pieces of a path that lie in the box, with `null` between them, and for every point of the answer the index of the
 * point of the path that it is or that follows it.
 * @param {readonly number[][]} points
 * @param {Box} box
 * @returns {{points: (number[] | null)[], sources: number[]}}
 */
export function clippedPath(points, box) {
  /** @type {(number[] | null)[]} */
  const kept = points.length > 0 && isInside(points[0], box) ? [points[0]] : [];
  const sources = kept.map(() => 0);
  for (let at = 1; at < points.length; at += 1) {
    const piece = clippedSegment(points[at - 1], points[at], box);
    if (!piece) continue;
    const [from, to] = piece;
    if (kept[kept.length - 1] !== from) {
      if (kept.length > 0) {
        kept.push(null);
        sources.push(at);
      }
      kept.push(from);
      sources.push(at - (from === points[at - 1] ? 1 : 0));
    }
    kept.push(to);
    sources.push(at);
  }
  return { points: kept, sources };
}

/**
 * The piece of a straight line that lies in the box (Liang & Barsky 1984); null if none does.
 * @param {number[]} from
 * @param {number[]} to
 * @param {Box} box
 * @returns {[number[], number[]] | null}
 */
export function clippedSegment(from, to, box) {
  if (isInside(from, box) && isInside(to, box)) return [from, to];
  // Measured from the end nearer to the box: an end at 1e+300 leaves no digits for the other.
  const isTurned = farthest(from) > farthest(to);
  const [near, far] = isTurned ? [to, from] : [from, to];
  let [enter, leave] = [0, 1];
  for (const [axis, [low, high]] of [box.x, box.y].entries()) {
    const span = far[axis] - near[axis];
    if (!Number.isFinite(span)) return null;
    if (span === 0) {
      if (near[axis] < low || near[axis] > high) return null;
      continue;
    }
    const ends = [(low - near[axis]) / span, (high - near[axis]) / span];
    enter = Math.max(enter, Math.min(ends[0], ends[1]));
    leave = Math.min(leave, Math.max(ends[0], ends[1]));
  }
  if (enter > leave) return null;
  const [first, last] = [enter, leave].map((share) => (share === 0 ? near : share === 1 ? far : alongWithin(near, far, share, box)));
  return isTurned ? [last, first] : [first, last];
}

/** @param {number[]} from @param {number[]} to @param {number} share @param {Box} box */
function alongWithin(from, to, share, { x, y }) {
  return [x, y].map(([low, high], axis) => Math.min(Math.max(from[axis] + share * (to[axis] - from[axis]), low), high));
}

/** @param {number[]} point */
function farthest([x, y]) {
  return Math.max(Math.abs(x), Math.abs(y));
}
