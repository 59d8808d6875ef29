// @ts-check
/** The slice of a function of many coordinates, in the place of its map. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { isSliceShown } from "../../state/slice/question.js";
import { isLearning } from "../../state/learning/problem.js";
import { createStageSwitch } from "../stage_switch.js";
import { mount as mountRefusal } from "../refusal.js";
import { mountSlice } from "./slice_view.js";

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const tabs = createStageSwitch(store, commands);
  const body = element("div", { class: "stage-body is-slice", role: "region", tabindex: 0, "aria-label": text("stage.slice") });
  const toolbar = element("div", { class: "toolbar" }, tabs.node);
  root.replaceChildren(toolbar, element("div", { class: "plot-frame learning-frame" }, body));
  let leave = () => {};
  const stops = [
    tabs.stop,
    mountRefusal(root, store, commands),
    store.subscribe((state) => isSliceShown(state) && !isLearning(state.experiment.objective), (isShown) => {
      leave();
      leave = isShown ? mountSlice(body, store, commands, toolbar) : () => {};
    }),
  ];
  return () => {
    leave();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}
