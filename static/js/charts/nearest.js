// @ts-check
/** Which step of which run lies under the pointer, on the flat map. */

import { rowAt } from "../state/columns.js";
import { toLeft, toTop } from "./frame.js";
import { pointOfRow } from "./traces.js";

/** A point of a path no farther away than this is meant. */
const REACH_PX = 6;

/**
 * @param {readonly import("../types.js").Run[]} runs
 * @param {number} cursor              paths are drawn as far as this step
 * @param {import("./frame.js").Frame} frame
 * @param {{left: number, top: number}} place
 * @returns {{run: number, step: number} | null} the nearest recorded step; null where there is none, or in space
 */
export function stepUnder(runs, cursor, frame, { left, top }) {
  if (frame.surface) return null;
  /** @type {{run: number, step: number} | null} */
  let found = null;
  let least = REACH_PX;
  runs.forEach((run, index) => {
    const last = run.isHidden ? -1 : rowAt(run.columns, cursor);
    for (let row = 0; row <= last; row += 1) {
      const [x, y] = pointOfRow(run, row, frame);
      const distance = Math.hypot(toLeft(frame, x) - left, toTop(frame, y) - top);
      if (!(distance < least)) continue;
      least = distance;
      found = { run: index, step: run.columns.step[row] };
    }
  });
  return found;
}
