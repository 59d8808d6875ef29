// @ts-check
/** The examples of an epoch as squares: those that were used, those of the batch, those still to come. */

import { cssColor } from "../palette.js";
import { createSheet } from "./sheet.js";

/** @typedef {{total: number, batches: readonly number[][], at: number}} EpochScene */

/** Of few examples the squares do not become tiles. */
const LARGEST_PX = 34;

/** @param {HTMLElement} root */
export function createEpochDrawing(root) {
  /** @type {EpochScene | null} */
  let scene = null;
  const sheet = createSheet(root, "epoch-squares", ({ brush, width, height }) => {
    if (!scene || scene.total === 0) return;
    const { total, batches, at } = scene;
    const uses = usesOf(scene);
    const current = new Set(batches[at] ?? []);
    const columns = Math.max(1, Math.ceil(Math.sqrt((total * width) / height)), Math.floor(width / LARGEST_PX));
    const side = Math.min(width / columns, height / Math.ceil(total / columns));
    const gap = side > 6 ? 2 : side > 3 ? 1 : 0;
    const colors = { current: cssColor("--accent"), used: cssColor("--ink-3"), more: cssColor("--ink"), coming: cssColor("--line") };
    for (let index = 0; index < total; index += 1) {
      const used = uses[index];
      brush.fillStyle = current.has(index) ? colors.current : used > 1 ? colors.more : used === 1 ? colors.used : colors.coming;
      brush.fillRect((index % columns) * side, Math.floor(index / columns) * side, side - gap, side - gap);
    }
  });
  return {
    /** @param {EpochScene} next */
    show(next) {
      if (scene && scene.at === next.at && scene.batches === next.batches && scene.total === next.total) return;
      scene = next;
      sheet.draw();
    },
    remove: sheet.remove,
  };
}

/** How often each example has been used in this epoch, the batch in use included. @param {EpochScene} scene */
export function usesOf({ total, batches, at }) {
  const uses = new Uint16Array(total);
  for (const batch of batches.slice(0, at + 1)) for (const index of batch) uses[index] += 1;
  return uses;
}
