// @ts-check
/**
 * The sharpness along the run in focus: the largest curvature at several steps, beside 2/η, what gradient descent with that
 * rate bears. Asked for while shown, once the runs have come to their ends; leaving ends it.
 */

import { offered } from "../long.js";
import { isComplete } from "../runs.js";
import { sliceRun } from "../slice/question.js";
import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { problemOf } from "./problem.js";

/**
 * @typedef {object} Sharpness
 * @property {number} run
 * @property {boolean} isBusy
 * @property {number} share                  done, from 0 to 1
 * @property {number | null} offer_seconds   of what waits to be wished for, or was cancelled
 * @property {"begin" | "cancel" | null} wish
 * @property {import("../../server/landscapes.js").SpectraAnswer | null} found
 * @property {import("../../types.js").Problem | null} problem
 */

const STEPS = 25;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/landscapes.js").SliceRest} server
 * @returns {() => void} stops following
 */
export function followSharpness(store, server) {
  let asked = new AbortController();
  const measure = async (/** @type {{experiment: import("../../types.js").Experiment, run: number}} */ { experiment, run }, isWished = false) => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const tell = (/** @type {Partial<Sharpness>} */ patch) => answer(store, { sharpness: { run, isBusy: true, share: 0, offer_seconds: null, wish: null, found: null, problem: null, ...patch } });
    tell({});
    const request = { along: { experiment, run, count: STEPS }, largest: 1 };
    let seconds = 0;
    try {
      seconds = await server.seconds("spectra", request, signal);
      const offer_seconds = offered(seconds, isWished);
      if (offer_seconds !== null) return tell({ isBusy: false, offer_seconds });
      tell({ isBusy: false, share: 1, found: await server.spectra(request, signal, (share) => !signal.aborted && tell({ share })) });
    } catch (error) {
      if (signal === asked.signal) tell({ isBusy: false, ...(signal.aborted ? { offer_seconds: seconds } : { problem: /** @type {any} */ (error).problem ?? { title: String(error), status: 0, errors: [] } }) });
    }
  };
  const wishes = store.subscribe(({ learning }) => learning.sharpness?.wish ?? null, (wish, state) => {
    if (wish === "cancel") asked.abort();
    else if (wish === "begin") void measure({ experiment: state.experiment, run: sliceRun(state) }, true);
  });
  const stop = followQuestion(store, {
    depends: (state) => (state.view.stage === "sharpness" && problemOf(state) && !state.learning.isComputing && isComplete(state.runs) ? [state.experiment, sliceRun(state)] : null),
    question: (state) => ({ experiment: state.experiment, run: sliceRun(state) }),
    ask: (question) => measure(question),
    forget() {
      asked.abort();
      asked = new AbortController();
      if (store.get().learning.sharpness) answer(store, { sharpness: null });
    },
  });
  return () => {
    stop();
    wishes();
    asked.abort();
  };
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
