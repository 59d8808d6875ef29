// @ts-check
/** Sharpness: how strongly the loss bends where a run goes, against what its learning rate bears. */

import { sharpnessDrawing } from "../../charts/learning/sharpness_drawing.js";
import { element } from "../../dom/element.js";
import { formatNumber, formatPercent } from "../../dom/format.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { sharpnessAt } from "../../state/learning/sharpness.js";
import { areEntriesEqual } from "../../state/store.js";
import { inMoments } from "../readings.js";
import { sentenceOf } from "../refusal.js";

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const name = element("span", { class: "region-title" });
  const note = element("span", { class: "hint", role: "status" });
  const words = element("p", { class: "sharpness-words" });
  const picture = element("div", { class: "check-picture", role: "img", hidden: true });
  const legend = element("ul", { class: "check-legend", role: "list" }, element("li", {}, text("sharpness.largest")), element("li", { class: "is-open" }, text("sharpness.bound")));
  root.replaceChildren(element("p", { class: "stage-head" }, name, note), element("p", { class: "hint stage-idea" }, text("sharpness.idea")), words, picture, legend);

  const moments = inMoments(() => {
    const { learning: { sharpness }, runs, playback } = store.get();
    const run = sharpness && runs[sharpness.run];
    const found = sharpness?.found ?? null;
    picture.hidden = legend.hidden = words.hidden = !found;
    note.textContent = sharpness?.problem ? sentenceOf(sharpness.problem) : found ? "" : sharpness ? text("sharpness.computing", { share: formatPercent(sharpness.share) }) : text("sharpness.too_early");
    name.replaceChildren(...(run ? [runSwatch(run.appearance), run.label] : []));
    if (!found) return;
    const series = { step: found.step, sharpness: found.largest.map(([value]) => value ?? NaN), bound: found.bound.map((value) => value ?? NaN) };
    picture.replaceChildren(sharpnessDrawing(series, playback.cursor, formatNumber));
    const now = sharpnessAt(found, playback.cursor);
    if (!now) return;
    const verdict = !Number.isFinite(now.bound) ? "alone" : now.sharpness > now.bound ? "above" : "below";
    words.textContent = text(`sharpness.${verdict}`, { step: now.step, sharpness: formatNumber(now.sharpness), bound: formatNumber(now.bound) });
    picture.setAttribute("aria-label", words.textContent);
  });
  const stop = store.subscribe(({ learning, runs, playback }) => [learning.sharpness, playback.cursor, runs.map(({ key, label }) => key + label).join()], moments.request, areEntriesEqual);
  return () => {
    moments.cancel();
    stop();
    root.replaceChildren();
  };
}
