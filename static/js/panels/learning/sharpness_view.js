// @ts-check
/** Sharpness: how strongly the loss bends where a run goes, against what its learning rate bears. */

import { createDrawing } from "../../charts/learning/drawing.js";
import { sharpnessDrawing } from "../../charts/learning/sharpness_drawing.js";
import { element } from "../../dom/element.js";
import { formatNumber } from "../../dom/format.js";
import { createOffer } from "../../dom/offer.js";
import { createProgressBar } from "../../dom/progress_bar.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { kindOf } from "../../state/advice.js";
import { seesWhole } from "../../state/learning/advice.js";
import { sharpnessAt } from "../../state/learning/sharpness.js";
import { areEntriesEqual } from "../../state/store.js";
import { inMoments } from "../readings.js";
import { sentenceOf } from "../refusal.js";

/** What is drawn as the limit of λmax. */
const LIMITS = { plain: "2/η", momentum: "2(1 + µ)/η", nesterov: "2(1 + µ)/((1 + 2µ)η)" };

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const name = element("span", { class: "region-title" });
  const note = element("span", { class: "hint", role: "status" });
  const words = element("p", { class: "sharpness-words" });
  const reason = element("p", { class: "hint stage-idea sharpness-reason" });
  const picture = element("div", { class: "check-picture", role: "img", hidden: true });
  const drawing = createDrawing(picture);
  const bounding = element("li", { class: "is-open" });
  const legend = element("ul", { class: "check-legend", role: "list" }, element("li", {}, text("sharpness.largest")), bounding);
  const progress = createProgressBar({ label: text("sharpness.computing"), onCancel: commands.cancelSharpness });
  const offer = createOffer({ onBegin: commands.beginSharpness });
  root.replaceChildren(element("p", { class: "stage-head" }, name, note), element("p", { class: "hint stage-idea" }, text("sharpness.idea")), words, reason, progress.node, offer.node, picture, legend);

  const moments = inMoments(() => {
    const { learning: { sharpness }, runs, playback } = store.get();
    const run = sharpness && runs[sharpness.run];
    const found = sharpness?.found ?? null;
    picture.hidden = legend.hidden = words.hidden = reason.hidden = !found;
    note.textContent = sharpness?.problem ? sentenceOf(sharpness.problem) : found ? "" : sharpness ? (sharpness.isBusy ? text("sharpness.computing") : "") : text("sharpness.too_early");
    offer.show(sharpness?.offer_seconds ?? null);
    name.replaceChildren(...(run ? [runSwatch(run.appearance), run.label] : []));
    if (!found) return;
    const { experiment } = store.get();
    const settings = experiment.runs[sharpness?.run ?? 0];
    const isWhole = seesWhole(experiment);
    const kind = settings && isWhole ? kindOf(settings) : null;
    const share = kind?.share ?? NaN;
    const limit = LIMITS[kind?.method ?? "plain"];
    bounding.hidden = !kind;
    bounding.textContent = text("sharpness.bound", { limit });
    const series = { step: found.step, sharpness: found.largest.map(([value]) => value ?? NaN), bound: found.bound.map((value) => share * (value ?? NaN)) };
    drawing.show((width) => sharpnessDrawing(series, playback.cursor, text("reading.step"), width));
    const now = sharpnessAt(found, playback.cursor);
    if (!now) return;
    const bound = share * now.bound;
    const verdict = !Number.isFinite(bound) ? "alone" : now.sharpness > bound ? "above" : "below";
    words.textContent = text(`sharpness.${verdict}`, { step: now.step, limit, sharpness: formatNumber(now.sharpness), bound: formatNumber(bound) });
    picture.setAttribute("aria-label", words.textContent);
    reason.textContent = kind ? "" : text(isWhole ? "sharpness.no_limit" : "sharpness.noisy");
  });
  let wasBusy = false;
  const stopWork = store.subscribe(({ learning: { sharpness } }) => sharpness, (sharpness) => {
    const isBusy = sharpness?.isBusy ?? false;
    if (isBusy && !wasBusy) progress.begin();
    if (isBusy && sharpness && sharpness.share > 0) progress.tell(sharpness.share);
    if (!isBusy) progress.end();
    wasBusy = isBusy;
  });
  const stop = store.subscribe(({ learning, runs, playback }) => [learning.sharpness, playback.cursor, runs.map(({ key, label }) => key + label).join()], moments.request, areEntriesEqual);
  return () => {
    moments.cancel();
    drawing.remove();
    progress.end();
    stopWork();
    stop();
    root.replaceChildren();
  };
}
