// @ts-check
/**
 * The sharpness along the run in focus: the largest curvature at several steps, beside 2/η, what gradient descent with that
 * rate bears. Asked for while shown, once the runs have come to their ends; leaving ends it.
 */

import { isComplete } from "../runs.js";
import { sliceRun } from "../slice/question.js";
import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { problemOf } from "./problem.js";

/** @typedef {{run: number, share: number, found: import("../../server/landscapes.js").SpectraAnswer | null, problem: import("../../types.js").Problem | null}} Sharpness */

const STEPS = 25;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/landscapes.js").SliceRest} server
 * @returns {() => void} stops following
 */
export function followSharpness(store, server) {
  let asked = new AbortController();
  return followQuestion(store, {
    depends: (state) => (state.view.stage === "sharpness" && problemOf(state) && !state.learning.isComputing && isComplete(state.runs) ? [state.experiment, sliceRun(state)] : null),
    question: (state) => ({ experiment: state.experiment, run: sliceRun(state) }),
    async ask({ experiment, run }) {
      asked = new AbortController();
      const { signal } = asked;
      const tell = (/** @type {Partial<Sharpness>} */ patch) => !signal.aborted && answer(store, { sharpness: { run, share: 0, found: null, problem: null, ...patch } });
      tell({});
      try {
        tell({ share: 1, found: await server.spectra({ along: { experiment, run, count: STEPS }, largest: 1 }, signal, (share) => tell({ share })) });
      } catch (error) {
        tell({ problem: /** @type {any} */ (error).problem ?? { title: String(error), status: 0, errors: [] } });
      }
    },
    forget() {
      asked.abort();
      if (store.get().learning.sharpness) answer(store, { sharpness: null });
    },
  });
}

/**
 * What can be said at a step: the last reading at or before it; null before the first.
 * @param {import("../../server/landscapes.js").SpectraAnswer} found
 * @param {number} cursor
 */
export function sharpnessAt({ step, largest, bound }, cursor) {
  const row = step.findLastIndex((at) => at <= cursor);
  return row < 0 ? null : { step: step[row], sharpness: largest[row]?.[0] ?? NaN, bound: bound[row] ?? NaN };
}
