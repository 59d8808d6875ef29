// @ts-check
/** The run in focus: the selected one, else the lowest that is seen at the cursor. Pure. */

import { rowAt } from "./columns.js";

/**
 * @param {Pick<import("../types.js").State, "runs" | "view" | "playback">} state
 * @returns {import("../types.js").Run | undefined}
 */
export function focusOf({ runs, view, playback }) {
  if (view.selectedRun !== null && runs[view.selectedRun]) return runs[view.selectedRun];
  const losses = runs.map(({ isHidden, columns }) => {
    const row = isHidden ? -1 : rowAt(columns, playback.cursor);
    return row < 0 || Number.isNaN(columns.loss[row]) ? Infinity : columns.loss[row];
  });
  return runs[losses.indexOf(Math.min(...losses))] ?? runs[0];
}

/** Where a run stands at the cursor; null before its first step. @param {import("../types.js").Run} run @param {number} cursor */
export function standingOf({ columns }, cursor) {
  const row = rowAt(columns, cursor);
  return row < 0 ? null : Array.from(columns.position.subarray(row * columns.dimension, (row + 1) * columns.dimension));
}
