// @ts-check
/** More features than a plane has: the examples over a chosen pair, and rings around those that the run in focus gets wrong. */

import { createDataPlot } from "../../charts/learning/data_plot.js";
import { element } from "../../dom/element.js";
import { formatPercent } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { extentOf } from "../../state/learning/regions.js";
import { areEntriesEqual } from "../../state/store.js";
import { classLegend } from "./class_legend.js";

/** @typedef {import("../../types.js").State} State */

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const choices = [0, 1].map((axis) => {
    const select = element("select", { class: "select", "aria-label": text(axis === 0 ? "pair.across" : "pair.up") });
    select.addEventListener("change", () => commands.setView({ pair: store.get().view.pair.map((feature, at) => (at === axis ? Number(select.value) : feature)) }));
    return select;
  });
  const frame = element("div", { class: "region", role: "img" });
  const head = element("div", { class: "stage-head pair-head" }, element("span", { class: "field-label" }, text("pair.label")), ...choices, element("span", { class: "hint" }, text("pair.hint")));
  const picture = element("div", { class: "pair-picture" }, frame);
  root.replaceChildren(head, picture);
  const plot = createDataPlot(frame);
  /** @type {unknown} */
  let listed = null;

  const show = (/** @type {State} */ { learning: { examples, mistakes }, view, runs }) => {
    if (!examples) return;
    if (listed !== examples) {
      listed = examples;
      for (const select of choices) select.replaceChildren(...examples.features.map((name, at) => element("option", { value: String(at) }, name)));
      picture.replaceChildren(frame, classLegend(examples));
    }
    const pair = view.pair.every((feature) => feature < examples.features.length) ? view.pair : [0, 1];
    choices.forEach((select, axis) => (select.value = String(pair[axis])));
    const own = mistakes?.key === examples.key ? mistakes : null;
    plot.show({ examples, pair, extent: extentOf(examples, pair), region: null, wrong: wrongOf(own) });
    frame.setAttribute("aria-label", text("pair.summary", { across: examples.features[pair[0]], up: examples.features[pair[1]], run: own ? (runs[own.run]?.label ?? "") : "", wrong: own?.count ?? 0, share: formatPercent(own?.accuracy) }));
  };
  const stop = store.subscribe(({ learning: { examples, mistakes }, view }) => [examples, mistakes, view.pair], (_, state) => show(state), areEntriesEqual);
  return () => {
    stop();
    plot.remove();
    root.replaceChildren();
  };
}

/** The last set made, so that the same mistakes are the same set. */
let made = { of: /** @type {unknown} */ (null), wrong: new Set() };

/** @param {import("../../state/learning/mistakes.js").Mistakes | null} mistakes @returns {ReadonlySet<number>} */
function wrongOf(mistakes) {
  if (made.of !== mistakes) made = { of: mistakes, wrong: new Set(mistakes?.wrong ?? []) };
  return made.wrong;
}
