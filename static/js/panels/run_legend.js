// @ts-check
/** Within another page, where there is no table: which line is which, and the loss of each at the cursor. */

import { element } from "../dom/element.js";
import { formatNumber } from "../dom/format.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { areEntriesEqual } from "../state/store.js";
import { fateOf } from "./fate.js";
import { inMoments, readingOf } from "./readings.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  if (document.documentElement.dataset.embed === undefined) return () => {};
  /** @type {HTMLElement[]} */
  let losses = [];
  const build = (/** @type {State} */ { runs }) => {
    losses = runs.map(() => element("span", { class: "run-legend-loss" }));
    const items = runs.map((run, index) => element("li", { hidden: run.isHidden }, runSwatch(run.appearance), element("span", {}, run.label), losses[index]));
    root.replaceChildren(element("ul", { role: "list", "aria-label": text("table.label") }, ...items));
    fill();
  };
  const fill = () => {
    const state = store.get();
    losses.forEach((loss, index) => {
      const fate = fateOf(state, index, state.playback.cursor);
      const shown = fate.kind === "bad" ? fate.word : formatNumber(readingOf(state.runs[index], state.playback.cursor)?.loss);
      if (loss.textContent !== shown) loss.textContent = shown;
      loss.dataset.fate = fate.kind;
    });
  };
  const moments = inMoments(fill);
  const stops = [
    store.subscribe(({ runs }) => runs.map(({ key, label, isHidden, appearance }) => `${key} ${label} ${isHidden} ${appearance.slot}`), (_, state) => build(state), areEntriesEqual),
    store.subscribe(({ playback, runs }) => [playback.cursor, runs], moments.request, areEntriesEqual),
  ];
  return () => {
    moments.cancel();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}
