// @ts-check
/** The stage of a learning problem: the data with what is decided about it, or what goes on inside, one at a time. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { problemOf } from "../../state/learning/problem.js";
import { STAGES } from "../../state/learning/stages.js";
import { areEntriesEqual } from "../../state/store.js";
import { mount as mountRefusal } from "../refusal.js";
import { segmented } from "../segmented.js";
import { mount as mountActivations } from "./activations_view.js";
import { mount as mountBeginnings } from "./beginnings_view.js";
import { mount as mountData } from "./data_view.js";
import { mount as mountEpoch } from "./epoch_view.js";
import { mount as mountGradients } from "./gradients_view.js";
import { mount as mountMissing } from "./missing.js";
import { mount as mountSharpness } from "./sharpness_view.js";
import { mount as mountSlice } from "../slice/slice_view.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/learning/stages.js").StageName} StageName */

/** @type {Record<StageName, import("../../types.js").MountPanel>} */
const VIEWS = { data: mountData, slice: mountSlice, activations: mountActivations, start: mountBeginnings, gradients: mountGradients, epoch: mountEpoch, sharpness: mountSharpness };
/** Views of one run: of which, one chooses here. @type {readonly StageName[]} */
const OF_ONE = ["data", "activations", "gradients", "sharpness"];

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const tabs = segmented({
    label: text("stage.label"),
    choices: STAGES.map((stage) => /** @type {[string, string]} */ ([stage, text(`stage.${stage}`)])),
    onChoose: (stage) => commands.setView({ stage }),
    isLong: true,
  });
  const sides = segmented({
    label: text("stage.regions"),
    choices: [["one", text("stage.one")], ["all", text("stage.all")]],
    onChoose: (regions) => commands.setView({ regions }),
  });
  const which = element("select", { class: "select stage-run", "aria-label": text("stage.run"), onchange: () => commands.selectRun(which.value === "" ? null : Number(which.value)) });
  const body = element("div", { class: "stage-body", role: "region", tabindex: 0 });
  const computing = element("p", { class: "stage-computing", role: "status" });
  const frame = element("div", { class: "plot-frame learning-frame" }, body, which, computing);
  const workspace = root.closest(".workspace");
  root.replaceChildren(element("div", { class: "toolbar" }, tabs.root, sides.root), frame);

  let leave = () => {};
  const open = (/** @type {StageName} */ stage) => {
    leave();
    body.replaceChildren();
    body.className = `stage-body is-${stage}`;
    body.setAttribute("aria-label", text(`stage.${stage}`));
    leave = VIEWS[stage](body, store, commands);
    tabs.choose(stage);
  };
  const choose = (/** @type {State} */ state) => {
    const { view, runs, learning: { examples } } = state;
    const hasRegions = examples !== null && examples.features.length === 2;
    sides.root.hidden = view.stage !== "data" || !hasRegions || runs.length < 2;
    sides.choose(view.regions);
    const isAll = view.stage === "data" && ((hasRegions && view.regions === "all") || examples?.features.length === 1);
    which.hidden = runs.length < 2 || isAll || !OF_ONE.includes(view.stage);
    const options = [["", text("stage.lowest")], ...runs.map(({ label }, index) => [String(index), label])];
    which.replaceChildren(...options.map(([value, label]) => element("option", { value }, label)));
    which.value = view.selectedRun === null ? "" : String(view.selectedRun);
  };
  const stops = [
    store.subscribe((state) => (problemOf(state) ? state.view.stage : null), (stage) => (stage ? open(stage) : (leave(), (leave = () => {}), body.replaceChildren()))),
    store.subscribe(({ view, runs, learning }) => [view.stage, view.regions, view.selectedRun, learning.examples, runs.map(({ key, label }) => key + label).join()], (_, state) => choose(state), areEntriesEqual),
    store.subscribe((state) => state.learning.isComputing && problemOf(state) !== null && state.problem === null, (isComputing) => {
      workspace?.classList.toggle("is-computing", isComputing);
      computing.textContent = isComputing ? text("stage.computing") : "";
    }),
    mountMissing(frame, store, commands),
    mountRefusal(root, store, commands),
  ];
  return () => {
    leave();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}
