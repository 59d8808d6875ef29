// @ts-check
/** The run in focus: the selected one, else the lowest that is seen at the cursor. Pure. */

import { evaluatedRow, rowAt } from "./columns.js";

/**
 * @param {Pick<import("../types.js").State, "runs" | "view" | "playback">} state
 * @returns {import("../types.js").Run | undefined}
 */
export function focusOf(state) {
  return state.runs[focusIndexOf(state)];
}

/** @param {Pick<import("../types.js").State, "runs" | "view" | "playback">} state */
export function focusIndexOf({ runs, view, playback }) {
  if (view.selectedRun !== null && runs[view.selectedRun]) return view.selectedRun;
  const losses = runs.map(({ isHidden, columns }) => {
    const row = isHidden ? -1 : evaluatedRow(columns, rowAt(columns, playback.cursor));
    return row < 0 || Number.isNaN(columns.loss[row]) ? Infinity : columns.loss[row];
  });
  return Math.max(losses.indexOf(Math.min(...losses)), 0);
}

/** Where a run stands at the cursor; null before its first step. @param {import("../types.js").Run} run @param {number} cursor */
export function standingOf({ columns }, cursor) {
  const row = rowAt(columns, cursor);
  return row < 0 ? null : Array.from(columns.position.subarray(row * columns.dimension, (row + 1) * columns.dimension));
}
