// @ts-check
/** What a user can do to a slice, to a map of basins, and to the sharpness along a run. */

import { withChoices } from "./choices.js";

/**
 * @typedef {object} SliceCommands
 * @property {(patch: Partial<import("./choices.js").SliceChoices>) => void} chooseSlice
 * @property {() => void} cancelSlice      what is there stays
 * @property {() => void} beginSlice       what takes long
 * @property {() => void} cancelBasins
 * @property {() => void} beginBasins
 * @property {() => void} cancelSharpness
 * @property {() => void} beginSharpness
 */

/** @param {import("../../types.js").Store} store @returns {SliceCommands} */
export function createSliceCommands(store) {
  const wish = (/** @type {"begin" | "cancel"} */ wanted) => store.update(({ learning }) => ({ learning: { ...learning, ...(learning.sharpness && { sharpness: { ...learning.sharpness, wish: wanted } }) } }));
  return {
    chooseSlice: (patch) => store.update(({ view }) => ({ view: { ...view, slice: withChoices(view.slice, patch) } })),
    cancelSlice: () => store.update(({ slice }) => ({ slice: { ...slice, isCancelled: true } })),
    beginSlice: () => store.update(({ slice }) => ({ slice: { ...slice, isWished: true } })),
    beginBasins: () => store.update(({ basins }) => ({ basins: { ...basins, isWished: true } })),
    cancelSharpness: () => wish("cancel"),
    beginSharpness: () => wish("begin"),
    cancelBasins: () => store.update(({ basins }) => ({ basins: { ...basins, isCancelled: true } })),
  };
}
