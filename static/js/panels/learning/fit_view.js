// @ts-check
/** One feature: the examples as points, and the curve of every run through them. */

import { createFitPlot } from "../../charts/learning/fit_plot.js";
import { element } from "../../dom/element.js";
import { formatNumber } from "../../dom/format.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { knownAt } from "../../state/learning/figures.js";
import { extentOf } from "../../state/learning/regions.js";
import { areEntriesEqual } from "../../state/store.js";
import { inFrames } from "../painting.js";
import { inMoments, stepAt } from "../readings.js";

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const frame = element("div", { class: "region", role: "img" });
  const legend = element("ul", { class: "class-legend", role: "list" });
  root.replaceChildren(frame, legend);
  const plot = createFitPlot(frame);

  const frames = inFrames(() => {
    const { learning: { examples, regions }, runs } = store.get();
    if (!examples || examples.features.length !== 1) return;
    const [extent] = extentOf(examples);
    const own = regions?.key === examples.key ? regions : null;
    const curves = (own?.runs ?? []).flatMap(({ run, labels }) => (runs[run] ? [{ appearance: runs[run].appearance, values: labels.flat() }] : []));
    plot.show({ examples, extent, x: own?.x ?? [], curves });
  });
  const moments = inMoments(() => {
    const { runs, playback, learning: { examples } } = store.get();
    if (!examples) return;
    const losses = runs.filter(({ isHidden }) => !isHidden).map(({ label, columns }) => `${label} ${formatNumber(knownAt(columns, "loss", playback.cursor))}`);
    const summary = text("stage.fit_summary", { count: examples.total, step: stepAt(playback.cursor), losses: losses.join(", ") });
    if (frame.getAttribute("aria-label") !== summary) frame.setAttribute("aria-label", summary);
  });
  const stops = [
    store.subscribe(({ learning: { examples, regions } }) => [examples, regions], frames.request, areEntriesEqual),
    store.subscribe(({ playback, runs }) => [playback.cursor, runs], moments.request, areEntriesEqual),
    store.subscribe(({ runs }) => runs.map(({ key, label, isHidden }) => `${key} ${label} ${isHidden}`).join(), (_, { runs }) => {
      legend.replaceChildren(...runs.filter(({ isHidden }) => !isHidden).map(({ appearance, label }) => element("li", {}, runSwatch(appearance), label)));
    }),
  ];
  return () => {
    frames.cancel();
    moments.cancel();
    for (const stop of stops) stop();
    plot.remove();
    root.replaceChildren();
  };
}
