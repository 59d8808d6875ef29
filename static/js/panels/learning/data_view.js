// @ts-check
/** The data: over two features a map with what is decided, over one a curve, images one by one, of more features a pair. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { areEntriesEqual } from "../../state/store.js";
import { isJudgedByExample } from "../../state/learning/mistakes.js";
import { mount as mountFit } from "./fit_view.js";
import { mount as mountMap } from "./map_view.js";
import { mount as mountMistakes } from "./mistakes_view.js";
import { mount as mountPair } from "./pair_view.js";

/** @typedef {import("../../state/learning/examples.js").Examples} Examples */

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  let leave = () => {};
  const stop = store.subscribe(({ learning: { examples }, problem }) => [kindOf(examples), kindOf(examples) === null && problem === null], (_, { learning: { examples }, problem }) => {
    const kind = kindOf(examples);
    leave();
    root.replaceChildren();
    leave = kind ? kind(root, store, commands) : () => {};
    if (!kind && !problem) root.append(element("p", { class: "stage-wait hint" }, text("stage.waiting")));
  }, areEntriesEqual);
  return () => {
    leave();
    stop();
    root.replaceChildren();
  };
}

/** @param {Examples | null} examples @returns {import("../../types.js").MountPanel | null} */
function kindOf(examples) {
  if (!examples) return null;
  if (examples.imageShape && isJudgedByExample(examples)) return mountMistakes;
  if (examples.features.length === 1) return mountFit;
  return examples.features.length === 2 ? mountMap : mountPair;
}
