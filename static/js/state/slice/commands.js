// @ts-check
/** What a user can do to a slice, and to a map of basins. */

import { withChoices } from "./choices.js";

/**
 * @typedef {object} SliceCommands
 * @property {(patch: Partial<import("./choices.js").SliceChoices>) => void} chooseSlice
 * @property {() => void} cancelSlice      what is there stays
 * @property {() => void} cancelBasins
 */

/** @param {import("../../types.js").Store} store @returns {SliceCommands} */
export function createSliceCommands(store) {
  return {
    chooseSlice: (patch) => store.update(({ view }) => ({ view: { ...view, slice: withChoices(view.slice, patch) } })),
    cancelSlice: () => store.update(({ slice }) => ({ slice: { ...slice, isCancelled: true } })),
    cancelBasins: () => store.update(({ basins }) => ({ basins: { ...basins, isCancelled: true } })),
  };
}
