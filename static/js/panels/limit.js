// @ts-check
/** What the server refuses to exceed. */

/**
 * @param {import("../types.js").State} state
 * @param {"runs" | "steps" | "recorded_rows"} name
 * @returns {number}
 */
export function limitOf({ catalogue }, name) {
  return catalogue.limits[name] ?? Infinity;
}
