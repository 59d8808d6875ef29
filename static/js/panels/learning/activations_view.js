// @ts-check
/** The activations of every layer at the cursor: a histogram each, and in words what is the matter with them. */

import { histogramDrawing } from "../../charts/learning/histogram.js";
import { element } from "../../dom/element.js";
import { formatCount, formatNumber, formatPercent } from "../../dom/format.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { areEntriesEqual } from "../../state/store.js";

/** @typedef {import("../../server/learning.js").LayerAnswer} LayerAnswer */

/** A bar so many times as high as all others would leave nothing of them to see. */
const TOWERING = 2;
/** A share that is worth a word. */
const TELLING = 0.005;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const name = element("span", { class: "region-title" });
  const when = element("span", { class: "hint" });
  const list = element("div", { class: "layers-list" });
  root.replaceChildren(element("p", { class: "stage-head" }, name, when), element("p", { class: "hint stage-idea" }, text("activations.idea")), list);
  const stop = store.subscribe(({ learning, runs }) => [learning.activations, runs.map(({ key, label }) => key + label).join()], (_, { learning: { activations }, runs }) => {
    const run = activations && runs[activations.run];
    if (!run) return;
    name.replaceChildren(runSwatch(run.appearance), run.label);
    when.textContent = text("table.at_step", { step: activations.step });
    list.replaceChildren(...activations.layers.map((layer, at, all) => layerRow(layer, at, at === all.length - 1)));
  }, areEntriesEqual);
  return () => {
    stop();
    root.replaceChildren();
  };
}

/** @param {LayerAnswer} layer @param {number} at @param {boolean} isLast */
function layerRow(layer, at, isLast) {
  const { edges, counts } = layer;
  const name = isLast ? text("activations.scores") : text("activations.layer", { number: at + 1 });
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const others = Math.max(...counts.slice(1));
  const isCut = low === 0 && others > 0 && counts[0] > TOWERING * others;
  return element(
    "section",
    { class: "layer-row" },
    element("header", { class: "layer-head" }, element("h2", {}, name), element("span", { class: "hint" }, text("activations.numbers", { mean: formatNumber(layer.mean), std: formatNumber(layer.std), gradient: formatNumber(layer.gradient_rms) }))),
    element("div", { class: "layer-chart", role: "img", "aria-label": text("activations.summary", { name, low: formatNumber(low), high: formatNumber(high), mean: formatNumber(layer.mean), std: formatNumber(layer.std) }) }, histogramDrawing(edges, counts, isCut ? others : undefined)),
    element("div", { class: "layer-ends", "aria-hidden": "true" }, element("span", {}, formatNumber(low)), element("span", {}, text("activations.count", { count: formatCount(total) })), element("span", {}, formatNumber(high))),
    isCut && element("p", { class: "layer-words" }, text("activations.cut", { share: formatPercent(counts[0] / total), limit: formatNumber(edges[1]) })),
    element("p", { class: "layer-words" }, isLast ? text("activations.answer") : sentences(layer)),
  );
}

/** @param {LayerAnswer} layer */
function sentences({ dead, saturated, middle, slope_mean: slope, std, mean }) {
  const words = [];
  if (std <= 1e-12 * Math.max(1, Math.abs(mean))) words.push(text("activations.alike"));
  if (dead !== null && dead > TELLING) words.push(text("activations.dead", { share: formatPercent(dead) }));
  if (saturated !== null && saturated > TELLING) words.push(text("activations.saturated", { share: formatPercent(saturated), middle: formatPercent(middle) }));
  if (words.length === 0) words.push(text("activations.fine"));
  if (slope !== null) words.push(text("activations.slope", { slope: formatNumber(slope) }));
  return words.join(text("sentence.gap"));
}
