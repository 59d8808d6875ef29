// @ts-check
/** The caption of a preset: what the gallery said of it stays beside its picture, until another experiment comes or one closes it. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { areEntriesEqual } from "../state/store.js";

/** @typedef {import("../types.js").Experiment} Experiment */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const title = element("b");
  const why = element("span");
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("preset.close"), title: text("preset.close"), onclick: () => commands.setView({ preset: "" }) }, icon("close", 12));
  root.replaceChildren(element("p", {}, title, " ", why), close);
  root.hidden = true;
  let turn = 0;
  const stop = store.subscribe(({ view, experiment }) => [view.preset, subjectOf(experiment)], async ([name, subject]) => {
    turn += 1;
    const ours = turn;
    const presets = name ? await commands.listPresets().catch(() => []) : [];
    if (ours !== turn) return;
    const preset = presets.find((one) => one.name === name && subjectOf(one.experiment) === subject);
    root.hidden = !preset;
    title.textContent = preset?.title ?? "";
    why.textContent = preset?.why ?? "";
  }, areEntriesEqual);
  return () => {
    turn += 1;
    stop();
    root.replaceChildren();
  };
}

/** The function or the data set: a caption of another one is wrong. @param {Experiment} experiment */
function subjectOf({ objective }) {
  if (isLearning(objective)) return `data ${objective.dataset.name}`;
  return "name" in objective ? objective.name : `f = ${objective.expression}`;
}
