// @ts-check
/** The readout under the map: all numbers of one run at the cursor, the selected one or the lowest. */

import { element } from "../dom/element.js";
import { formatCoordinate, formatCount, formatInput, formatNumber } from "../dom/format.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { focusOf } from "../state/focus.js";
import { knownAt } from "../state/learning/figures.js";
import { isLearning } from "../state/learning/problem.js";
import { areEntriesEqual } from "../state/store.js";
import { inMoments, readingOf } from "./readings.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  let structure = "";
  /** @type {HTMLElement[]} */
  let values = [];

  /** @param {State} state */
  const isSelected = ({ runs, view }) => view.selectedRun !== null && runs[view.selectedRun] !== undefined;

  const show = () => {
    const state = store.get();
    const run = focusOf(state);
    const reading = run && readingOf(run, state.playback.cursor);
    if (!reading) return;
    const variables = state.objective.variables.slice(0, reading.position.length);
    const isOfModel = isLearning(state.experiment.objective);
    const names = isOfModel ? [text("table.loss"), "‖∇‖", text("reading.epoch"), text("reading.examples")] : [...variables, "f", "‖∇f‖", text("reading.evaluations")];
    const reason = Number.isNaN(reading.loss) ? "" : isSelected(state) ? "readout.selected" : state.runs.length > 1 ? "readout.lowest" : "";
    const now = [run.key, run.label, reason, ...names].join();
    if (now !== structure) {
      structure = now;
      values = names.map(() => element("b", { class: "reading-value" }));
      const items = names.map((name, at) => element("span", { class: "reading" }, element("span", { class: "reading-name" }, name), values[at]));
      const label = element("span", { class: "reading is-run" }, runSwatch(run.appearance), element("span", {}, run.label), reason && element("span", { class: "reading-reason" }, text(reason)));
      root.replaceChildren(label, ...items);
    }
    const numbers = [...reading.position.map(formatCoordinate), formatNumber(reading.loss), formatNumber(reading.gradient_norm), ...(isOfModel ? seenBy(run, reading.step) : [String(reading.evaluations)])];
    numbers.forEach((word, at) => {
      if (values[at] && values[at].textContent !== word) values[at].textContent = word;
    });
  };
  const moments = inMoments(show);
  const stop = store.subscribe(({ playback, runs, view, objective }) => [playback.cursor, runs, view.selectedRun, objective], moments.request, areEntriesEqual);
  return () => {
    moments.cancel();
    stop();
    root.replaceChildren();
  };
}

/** How much of the data a run has seen: epochs and examples. @param {import("../types.js").Run} run @param {number} step */
function seenBy({ columns }, step) {
  return [formatInput(Number((step / columns.stepsPerEpoch).toFixed(2))), formatCount(knownAt(columns, "examples_seen", step) ?? step)];
}
