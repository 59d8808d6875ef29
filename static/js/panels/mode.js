// @ts-check
/** What is minimised: a function that one sees, or the loss of a model that learns. The page follows. */

import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { isSliceShown } from "../state/slice/question.js";
import { segmented } from "./segmented.js";

/** What the parts of the page are called, and where the link past the controls leads. */
const PLACES = {
  function: { skip: "page.skip", target: "landscape", controls: "page.controls", stage: "page.landscape" },
  learning: { skip: "page.skip_learning", target: "learning-stage", controls: "page.controls_learning", stage: "page.stage_learning" },
};

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
    nameParts(now);
  });
  const stopSlice = store.subscribe((state) => isSliceShown(state) && !isLearning(state.experiment.objective), (isOn) => {
    document.documentElement.toggleAttribute("data-slice", isOn);
  });
  return () => {
    stop();
    stopSlice();
    root.replaceChildren();
  };
}

/** @param {keyof typeof PLACES} mode */
function nameParts(mode) {
  const { skip, target, controls, stage } = PLACES[mode];
  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById("skip"));
  if (link) [link.textContent, link.hash] = [text(skip), target];
  document.getElementById("controls")?.setAttribute("aria-label", text(controls));
  document.getElementById("stage")?.setAttribute("aria-label", text(stage));
}
