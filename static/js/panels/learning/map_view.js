// @ts-check
/** Two features: the examples as points, and the ground in the colour of what a model decides, of one run or of all. */

import { createDataPlot } from "../../charts/learning/data_plot.js";
import { element } from "../../dom/element.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { knownAt } from "../../state/learning/figures.js";
import { extentOf, runsShown } from "../../state/learning/regions.js";
import { areEntriesEqual } from "../../state/store.js";
import { formatPercent, formatNumber } from "../../dom/format.js";
import { inFrames } from "../painting.js";
import { inMoments, stepAt } from "../readings.js";
import { classLegend } from "./class_legend.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {{plot: ReturnType<typeof createDataPlot>, frame: HTMLElement, title: HTMLElement, quality: HTMLElement, run: number}} Sheet */

/** @type {ReadonlySet<number>} */
const NONE = new Set();

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  /** @type {Sheet[]} */
  let sheets = [];
  /** @type {{of: unknown, extent: number[][]}} */
  let extent = { of: null, extent: [] };

  const build = (/** @type {readonly number[]} */ indices) => {
    for (const { plot } of sheets) plot.remove();
    sheets = indices.map((run) => {
      const [title, quality] = [element("span", { class: "region-title" }), element("span", { class: "region-quality" })];
      const frame = element("div", { class: "region", role: "img" }, element("p", { class: "region-head" }, title, quality));
      return { plot: createDataPlot(frame), frame, title, quality, run };
    });
    root.classList.toggle("is-many", sheets.length > 1);
    root.style.setProperty("--columns", String(sheets.length > 1 ? 2 : 1));
    const { examples } = store.get().learning;
    root.replaceChildren(...sheets.map(({ frame }) => frame), ...(examples ? [classLegend(examples)] : []));
    show();
    moments.request();
  };

  const show = () => {
    const { learning: { examples, regions }, view } = store.get();
    if (!examples || examples.features.length !== 2) return;
    if (extent.of !== examples) extent = { of: examples, extent: extentOf(examples) };
    const own = regions?.key === examples.key ? regions.runs : [];
    for (const { plot, run } of sheets) plot.show({ examples, pair: view.pair, extent: extent.extent, region: own.find((region) => region.run === run) ?? null, wrong: NONE });
  };
  const frames = inFrames(show);
  const moments = inMoments(() => {
    const state = store.get();
    for (const sheet of sheets) label(sheet, state);
  });

  const stops = [
    store.subscribe((state) => [runsShown(state).join(), state.learning.examples, state.runs.map(({ key, label }) => key + label).join()], (_, state) => build(runsShown(state)), areEntriesEqual),
    store.subscribe(({ learning }) => learning.regions, frames.request),
    store.subscribe(({ playback, runs }) => [playback.cursor, runs], moments.request, areEntriesEqual),
  ];
  return () => {
    frames.cancel();
    moments.cancel();
    for (const stop of stops) stop();
    for (const { plot } of sheets) plot.remove();
    root.classList.remove("is-many");
    root.replaceChildren();
  };
}

/** Whose picture it is, how good it is, and the same for those who do not see it. @param {Sheet} sheet @param {State} state */
function label({ frame, title, quality, run: index }, { runs, playback, learning: { examples } }) {
  const run = runs[index];
  if (!run || !examples) return;
  frame.classList.toggle("is-told", run.length > 0);
  if (title.dataset.label !== run.label) {
    title.dataset.label = run.label;
    title.replaceChildren(runSwatch(run.appearance), run.label);
  }
  const accuracy = knownAt(run.columns, "accuracy", playback.cursor);
  const words = accuracy === null ? formatNumber(knownAt(run.columns, "loss", playback.cursor)) : formatPercent(accuracy);
  if (quality.textContent !== words) quality.textContent = words;
  const summary = text("stage.summary", { run: run.label, step: stepAt(playback.cursor), count: examples.total, classes: examples.classes.length, quality: words });
  if (frame.getAttribute("aria-label") !== summary) frame.setAttribute("aria-label", summary);
}
