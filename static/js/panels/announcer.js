// @ts-check
/** The announcer says aloud what others see: how runs ended once the viewer has reached the end, and what was refused. */

import { formatNumber } from "../dom/format.js";
import { text } from "../dom/text.js";
import { isComplete } from "../state/runs.js";
import { readingOf } from "./readings.js";
import { sentenceOf } from "./refusal.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  const hasEnded = (/** @type {State} */ { runs, companions, playback }) => isComplete([...runs, ...companions]) && !playback.isPlaying && playback.lastStep > 0 && playback.cursor >= playback.lastStep;
  const stops = [
    store.subscribe(hasEnded, (isAtEnd, { runs, companions }) => {
      if (!isAtEnd) return;
      const sentences = (/** @type {readonly import("../types.js").Run[]} */ some) => some.map((run) => text("announce.run", { run: run.label, outcome: run.outcome?.message ?? "", loss: formatNumber(readingOf(run, Infinity)?.loss) })).join(" ");
      root.textContent = companions.length === 0 ? sentences(runs) : text("announce.both", { a: sentences(runs), b: sentences(companions) });
    }),
    store.subscribe(({ problem }) => problem, (problem) => {
      if (problem) root.textContent = sentenceOf(problem);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
