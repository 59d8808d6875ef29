// @ts-check
/** Of a function of many coordinates: its map through the start, or a slice along any directions. */

import { text } from "../dom/text.js";
import { isSliceable, isSliceShown } from "../state/slice/question.js";
import { areEntriesEqual } from "../state/store.js";
import { segmented } from "./segmented.js";

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 */
export function createStageSwitch(store, commands) {
  const tabs = segmented({
    label: text("stage.label"),
    choices: [["data", text("stage.map")], ["slice", text("stage.slice")]],
    onChoose: (stage) => commands.setView({ stage }),
  });
  tabs.root.classList.add("stage-switch");
  const stop = store.subscribe((state) => [isSliceable(state), isSliceShown(state)], ([isOffered, isSlice]) => {
    tabs.root.hidden = !isOffered;
    tabs.choose(isSlice ? "slice" : "data");
  }, areEntriesEqual);
  return { node: tabs.root, stop };
}
