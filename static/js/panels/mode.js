// @ts-check
/** What is minimised: a function that one sees, or the loss of a model that learns. The page follows. */

import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { segmented } from "./segmented.js";

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const mode = segmented({
    label: text("mode.label"),
    choices: [["function", text("mode.function")], ["learning", text("mode.learning")]],
    onChoose: commands.chooseMode,
  });
  mode.root.classList.add("mode");
  root.replaceChildren(mode.root);
  const stop = store.subscribe(({ experiment }) => isLearning(experiment.objective), (isOn) => {
    const now = isOn ? "learning" : "function";
    mode.choose(now);
    document.documentElement.dataset.mode = now;
  });
  return () => {
    stop();
    root.replaceChildren();
  };
}
