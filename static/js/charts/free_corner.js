// @ts-check
/** Corners of the map for what is written over it: where it covers least of what one looks at. Pure. */

/** @typedef {"top-left" | "top-right" | "bottom-left"} Corner   the fourth has the buttons of the zoom */
/** @typedef {{x: number, y: number, reach: number}} Spot   a place and what is drawn around it, in pixels */

/** @type {readonly Corner[]} */
const CORNERS = ["bottom-left", "top-left", "top-right"];
const EDGE_PX = 8;

/**
 * A corner for each legend in turn: its own as long as it covers nothing there, else the free one that covers least.
 * @param {readonly {width: number, height: number, own: Corner, foot?: number}[]} legends   `foot`: how far it keeps from the lower edge
 * @param {readonly Spot[]} spots
 * @param {{width: number, height: number}} frame
 * @returns {Corner[]}
 */
export function freeCorners(legends, spots, frame) {
  /** @type {Corner[]} */
  const taken = [];
  for (const { own, ...size } of legends) {
    const isBeside = (/** @type {Corner} */ corner) => taken.some((other, at) => other.split("-")[0] === corner.split("-")[0] && legends[at].width + size.width > frame.width - 3 * EDGE_PX);
    const left = [own, ...CORNERS].filter((corner) => !taken.includes(corner));
    const free = left.every(isBeside) ? left : left.filter((corner) => !isBeside(corner));
    const covered = free.map((corner) => spots.filter((spot) => isCovered(spot, corner, size, frame)).length);
    taken.push(free[covered.indexOf(Math.min(...covered))] ?? own);
  }
  return taken;
}

/** @param {Spot} spot @param {Corner} corner @param {{width: number, height: number, foot?: number}} size @param {{width: number, height: number}} frame */
function isCovered({ x, y, reach }, corner, { width, height, foot = 0 }, frame) {
  const across = corner.endsWith("left") ? x : frame.width - x;
  const down = corner.startsWith("top") ? y : frame.height - foot - y;
  return across < width + EDGE_PX + reach && down < height + EDGE_PX + reach;
}
