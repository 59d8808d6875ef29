// @ts-check
/** What goes on inside the run in focus at the cursor: the activations of every layer as histograms. Asked for while shown. */

import { focusIndexOf } from "../focus.js";
import { answer } from "./answers.js";
import { askable, followQuestion } from "./following.js";
import { problemOf } from "./problem.js";
import { stepOf } from "./regions.js";

/** @typedef {import("../../server/learning.js").LayerAnswer} LayerAnswer */
/** @typedef {{run: number, step: number, layers: LayerAnswer[]}} Activations */

export const BINS = 40;
const PAUSE_MS = 60;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followActivations(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const { view, playback, runs } = state;
      const experiment = askable(state);
      const run = focusIndexOf(state);
      return view.stage === "activations" && problemOf(state) && experiment && runs[run]?.length > 0 ? [experiment, run, stepOf(playback)] : null;
    },
    question: (state) => ({ experiment: /** @type {import("../../types.js").Experiment} */ (askable(state)), run: focusIndexOf(state), step: stepOf(state.playback) }),
    async ask({ experiment, run, step }) {
      const { layers } = await rest.activations({ experiment, run, step, bins: BINS });
      answer(store, { activations: { run, step, layers } });
    },
    forget: () => store.get().learning.activations && answer(store, { activations: null }),
    pause_ms: PAUSE_MS,
  });
}
