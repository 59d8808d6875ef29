// @ts-check
/** What is said of a row of a run where one points at it: in the numbers of the rest of the page, and written once. */

/** @typedef {import("../types.js").Columns} Columns */

/** The words of one purpose for the rows of a run, as long as `key` is the same. @type {WeakMap<Columns, Map<string, {key: string, words: string[]}>>} */
const written = new WeakMap();

/**
 * @param {Columns} columns
 * @param {readonly number[]} rows
 * @param {{purpose: string, key: string}} of   `key`: what the words depend on besides the row
 * @param {(row: number, at: number) => string} write
 */
export function rowWords(columns, rows, { purpose, key }, write) {
  const now = `${columns.revision} ${key}`;
  const ofRun = written.get(columns) ?? new Map();
  written.set(columns, ofRun);
  if (ofRun.get(purpose)?.key !== now) ofRun.set(purpose, { key: now, words: [] });
  const { words } = ofRun.get(purpose);
  return rows.map((row, at) => (words[row] ??= write(row, at)));
}
